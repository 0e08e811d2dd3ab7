import { refOf } from '../../kube/KubeObject';
import { judgeTarget } from '../../divergence/judgeTarget';
import { resolvePath } from '../../paths/resolvePath';
import { aKustomization } from '../../testUtils/builders';
import { aJudgedTarget } from '../../testUtils/judgedPath';
import { loadFixture } from '../../testUtils/loadFixture';
import { memoryInventory } from '../../testUtils/memoryInventory';
import type { OwnershipOptions } from '../OwnershipRule';
import {
  segmentOfObject,
  targetOwnershipOf,
  type TargetOwnershipContext,
} from './targetOwnership';

const CLUSTER = 'prod-eu';
const OPTIONS: OwnershipOptions = {
  entityOwner: 'group:default/shop',
  platformGroup: 'group:default/platform',
  rules: [],
};

/** The target that a pointer at an applier of a capture gives. */
function captured(
  fixture: string,
  [kind, pointer]: ['kustomization' | 'helm-release', string],
  more: ReturnType<typeof loadFixture> = [],
) {
  const view = memoryInventory(
    [...loadFixture(fixture), ...more].map(object => ({
      cluster: CLUSTER,
      object,
    })),
  );
  const { targets } = resolvePath(
    {
      entityRef: 'component:default/api',
      owner: 'group:default/shop',
      annotations: { [`flux-delivery/${kind}`]: pointer },
    },
    view,
    {
      environments: [],
      tenants: [],
      requireClaim: false,
      sameKubernetesId: [],
    },
  );
  expect(targets).not.toEqual([]);
  const now = '2026-11-21T06:00:00Z';
  const target = judgeTarget(targets[0], { view, now, pinned: false });
  return { view, target };
}

function ownership(
  { view, target }: ReturnType<typeof captured>,
  changes: Partial<TargetOwnershipContext> = {},
) {
  return targetOwnershipOf(target, {
    view,
    options: OPTIONS,
    ownersOfApplier: () => [],
    tenants: [],
    tells: () => true,
    tellsSegment: () => true,
    gapsOf: () => [],
    ...changes,
  });
}

const sourceAuth = () => {
  const objects = loadFixture('source-auth.yaml');
  const repository = objects.find(
    ({ kind, spec }) =>
      kind === 'GitRepository' &&
      (spec as { secretRef?: object }).secretRef !== undefined,
  )!;
  const applier = objects.find(
    ({ kind, spec }) =>
      kind === 'Kustomization' &&
      (spec as { sourceRef: { name: string } }).sourceRef.name ===
        repository.metadata.name,
  );
  const { namespace, name } = applier?.metadata ?? repository.metadata;
  const secret = {
    ...refOf(CLUSTER, repository),
    group: '',
    kind: 'Secret',
    name: (repository.spec as { secretRef: { name: string } }).secretRef.name,
  };
  return { pointer: `${namespace}/${name}`, secret };
};

it('tells five owners, four interfaces, and what each is by', () => {
  const found = ownership(
    captured('healthy-git-kustomization.yaml', [
      'kustomization',
      pointerIn('healthy-git-kustomization.yaml'),
    ]),
  );
  expect(found.segments.map(({ segment, owner }) => [segment, owner])).toEqual([
    ['promotion', 'group:default/shop'],
    ['source', 'group:default/platform'],
    ['reconcile', 'group:default/shop'],
    ['rollout', 'group:default/shop'],
    ['traffic', 'group:default/platform'],
  ]);
  expect(found.handoffs.map(({ betweenTeams }) => betweenTeams)).toEqual([
    true,
    true,
    false,
    true,
  ]);
  expect(found.belongings?.prune).toBe(true);
  expect(found.workloads).toHaveLength(1);
});

it('is loud where nobody owns a segment', () => {
  const found = ownership(
    captured('healthy-git-kustomization.yaml', [
      'kustomization',
      pointerIn('healthy-git-kustomization.yaml'),
    ]),
    { options: { rules: [] } },
  );
  expect(found.segments.every(({ unowned }) => unowned)).toBe(true);
});

describe('the credential of a captured source', () => {
  const { pointer, secret } = sourceAuth();
  const deliverer = aKustomization('flux-system', 'secrets', {
    owned: [`${secret.namespace}_${secret.name}__Secret`],
  });
  const credential = (
    changes: Partial<TargetOwnershipContext> = {},
    more: Parameters<typeof captured>[2] = [],
  ) =>
    ownership(
      captured('source-auth.yaml', ['kustomization', pointer], more),
      changes,
    ).sources[0];

  it('is of who owns the source where nobody else is known', () => {
    expect(credential()).toMatchObject({
      owner: { owner: 'group:default/platform' },
      credential: {
        kind: 'secret',
        secret: { name: secret.name, namespace: secret.namespace },
        deliveredBy: [],
        owner: 'group:default/platform',
      },
    });
  });

  it('is of whose entity delivers the Secret', () => {
    const found = credential(
      { ownersOfApplier: () => ['group:default/security'] },
      [deliverer],
    );
    expect(found.credential).toMatchObject({
      owner: 'group:default/security',
      deliveredBy: [{ name: 'secrets' }],
    });
  });

  it('is by a rule for the Secret before all else', () => {
    const rules = [
      { match: [{ kind: 'Secret' }], owner: 'group:default/vault' },
    ];
    const found = credential({ options: { ...OPTIONS, rules } }, [deliverer]);
    expect(found.credential).toMatchObject({
      owner: 'group:default/vault',
      because: expect.stringMatching(/rules\[0\]/),
    });
  });

  it('is not told of a source of others, nor its address', () => {
    const found = credential({ tells: () => false });
    expect(found).toMatchObject({ foreign: true, credential: null });
    expect(found).not.toHaveProperty('url');
    expect(found.owner.owner).toBe('group:default/platform');
  });
});

it('tells nothing of segments that the caller may not see', () => {
  const found = ownership(
    captured('healthy-git-kustomization.yaml', [
      'kustomization',
      pointerIn('healthy-git-kustomization.yaml'),
    ]),
    { tellsSegment: segment => segment === 'rollout' },
  );
  expect(found.segments.filter(({ owner }) => owner)).toHaveLength(1);
  expect(found).toMatchObject({
    belongings: null,
    sources: [],
    partlySeen: [],
  });
  expect(JSON.stringify(found.handoffs)).not.toContain('platform');
});

it('tells where neither owner can tell alone', () => {
  const { view, target } = captured('healthy-git-kustomization.yaml', [
    'kustomization',
    pointerIn('healthy-git-kustomization.yaml'),
  ]);
  const blind = {
    ...view,
    freshness: (cluster: string, group: string, kind: string) =>
      kind === 'Ingress'
        ? { state: 'forbidden' as const }
        : view.freshness(cluster, group, kind),
  };
  // All that was captured is seen; of a second endpoint the pod was not captured.
  const { services, segments } = aJudgedTarget();
  Object.assign(target, { services, segments });
  const [found] = ownership(
    { view: blind, target },
    { documented: { runbook: true, alerts: false } },
  ).partlySeen;
  expect(
    found.sides.map(({ owner, unseen }) => [owner, unseen.length]),
  ).toEqual([
    ['group:default/shop', 0],
    ['group:default/platform', 1],
  ]);
  expect(found.untold).toEqual(['No delivery contract of it names alerts.']);
  expect(ownership({ view, target }).partlySeen).toEqual([]);
});

it('knows which part of a path an object is', () => {
  const { target } = captured('healthy-git-kustomization.yaml', [
    'kustomization',
    pointerIn('healthy-git-kustomization.yaml'),
  ]);
  const [workload] = target.workloads;
  const listed = { ...workload.ref, group: '', kind: 'ConfigMap' };
  target.owned = [...target.owned, listed];
  expect([
    segmentOfObject(target, target.applierRef!),
    segmentOfObject(target, target.sources[0].ref),
    segmentOfObject(target, workload.ref),
    segmentOfObject(target, listed),
    segmentOfObject(target, { ...workload.ref, name: 'stranger' }),
  ]).toEqual(['reconcile', 'source', 'rollout', 'reconcile', undefined]);
});

function pointerIn(fixture: string): string {
  const { metadata } = loadFixture(fixture).find(
    ({ kind, metadata: { namespace } }) =>
      kind === 'Kustomization' && namespace !== 'flux-system',
  )!;
  return `${metadata.namespace}/${metadata.name}`;
}
