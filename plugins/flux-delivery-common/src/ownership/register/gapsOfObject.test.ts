import { refOf, type KubeObject, type Observed } from '../../kube/KubeObject';
import {
  aDeployment,
  aGitRepository,
  aKustomization,
} from '../../testUtils/builders';
import { loadFixture } from '../../testUtils/loadFixture';
import { memoryInventory } from '../../testUtils/memoryInventory';
import { gapsOfObject, type GapFacts } from './gapsOfObject';

const CLUSTER = 'prod-eu';
const FACTS: GapFacts = {
  role: 'workload',
  onPathOf: [],
  entities: [],
  ruled: false,
  appliers: [],
  isRead: true,
  covers: 0,
  knows: () => false,
  bearersOf: () => [],
  namesakes: [],
  platformGroup: 'group:default/platform',
};

function seen(object: KubeObject): Observed {
  return memoryInventory([{ cluster: CLUSTER, object }]).get(
    refOf(CLUSTER, object),
  ) as Observed;
}

const deployment = (metadata: object = {}) => {
  const object = aDeployment('shop', 'api');
  return seen({ ...object, metadata: { ...object.metadata, ...metadata } });
};
const kustomization = (name: string) =>
  seen(
    aKustomization('flux-system', name, {
      owned: ['shop_api_apps_Deployment'],
    }),
  );
const entity = (name: string, owner: string) => ({
  entityRef: `component:default/${name}`,
  owner: `group:default/${owner}`,
});

it('finds nothing where one entity has it, or a rule gives it an owner', () => {
  const one = [entity('api', 'shop')];
  expect(
    gapsOfObject(deployment(), { ...FACTS, onPathOf: one, entities: one }),
  ).toEqual([]);
  expect(gapsOfObject(deployment(), { ...FACTS, ruled: true })).toEqual([]);
});

it.each<[string, object, Partial<GapFacts>, string, RegExp[]]>([
  [
    'that Flux does not deliver',
    {},
    {},
    'notDelivered',
    [
      /flux-delivery\/entity: component:default\/<your-component>/,
      /kind: Deployment, name: api/,
    ],
  ],
  [
    'that Flux delivers, with an entity of its name',
    {},
    { appliers: [kustomization('apps')], namesakes: ['component:default/api'] },
    'noClaim',
    [/flux-delivery\/entity: component:default\/api/],
  ],
  [
    'that claims an entity which is not there',
    { annotations: { 'flux-delivery/entity': 'component:shop/gone' } },
    {},
    'unknownEntity',
    [/kind: Component\nmetadata:\n {2}name: gone\n {2}namespace: shop/],
  ],
  [
    'whose label nobody has',
    { labels: { 'backstage.io/kubernetes-id': 'basket' } },
    {},
    'unknownEntity',
    [/backstage\.io\/kubernetes-id: basket/],
  ],
])('finds a workload %s', (_what, metadata, facts, reason, fixes) => {
  const [gap, ...more] = gapsOfObject(deployment(metadata), {
    ...FACTS,
    ...facts,
  });
  expect(more).toEqual([]);
  expect(gap).toMatchObject({ gap: 'unowned', reason, claimants: [] });
  fixes.forEach((fix, at) => expect(gap.fixes[at].text).toMatch(fix));
});

it('gives an applier of nobody with what hangs on it, and a source with a rule for the platform group', () => {
  const [applier] = gapsOfObject(kustomization('apps'), {
    ...FACTS,
    role: 'applier',
    covers: 3,
  });
  expect(applier.summary).toMatch(/With it, 3 workloads are nobody’s\.$/);
  expect(applier.fixes[1].text).toContain('owner: group:default/platform');
  const [source] = gapsOfObject(seen(aGitRepository('shop', 'apps')), {
    ...FACTS,
    role: 'source',
    isRead: false,
  });
  expect(source).toMatchObject({ reason: 'notRead' });
  expect(source.fixes[0].text).toMatch(
    /segment: source, cluster: prod-eu, namespace: shop, kind: GitRepository, name: apps/,
  );
});

it('names the tenant of the namespace as who is to ask', () => {
  const [gap] = gapsOfObject(deployment(), {
    ...FACTS,
    tenant: 'group:default/shop',
  });
  expect(gap.summary).toMatch(
    /Flux does not deliver it\. Its namespace is given to group:default\/shop\.$/,
  );
});

it('finds two inventories', () => {
  const one = [entity('api', 'shop')];
  const [gap] = gapsOfObject(deployment(), {
    ...FACTS,
    onPathOf: one,
    entities: one,
    appliers: [kustomization('apps'), kustomization('rival')],
  });
  expect(gap).toMatchObject({ gap: 'doublyOwned', reason: 'twoInventories' });
  expect(gap.claimants.map(({ name }) => name)).toEqual([
    'Kustomization/flux-system/apps',
    'Kustomization/flux-system/rival',
  ]);
  expect(gap.fixes[0].text).toMatch(/prune: disabled$/);
});

it('finds two entities where their owners differ, and not where they are one', () => {
  const two = [entity('api', 'shop'), entity('web', 'risk')];
  const [gap] = gapsOfObject(deployment(), {
    ...FACTS,
    onPathOf: two,
    entities: two,
  });
  expect(gap).toMatchObject({
    gap: 'doublyOwned',
    reason: 'twoEntities',
    claimants: [
      { kind: 'entity', name: 'component:default/api' },
      { kind: 'entity', name: 'component:default/web' },
    ],
  });
  const same = [entity('api', 'shop'), entity('web', 'shop')];
  expect(
    gapsOfObject(deployment(), { ...FACTS, onPathOf: same, entities: same }),
  ).toEqual([]);
});

it('finds a label that binds nobody, as entities of different owners have it', () => {
  const gaps = gapsOfObject(
    deployment({ labels: { 'backstage.io/kubernetes-id': 'api' } }),
    {
      ...FACTS,
      bearersOf: () => [entity('api', 'shop'), entity('web', 'risk')],
    },
  );
  expect(gaps.map(({ reason }) => reason)).toContain('twoEntities');
});

it.each<[string, object, string, RegExp]>([
  [
    'Argo CD',
    {
      annotations: {
        'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:shop/api',
      },
    },
    'Argo CD',
    /^kubectl --context prod-eu -n shop annotate deployments\.apps api argocd\.argoproj\.io\/tracking-id-$/,
  ],
  [
    'Terraform',
    { labels: { 'app.kubernetes.io/managed-by': 'Terraform' } },
    'Terraform',
    /label deployments\.apps api app\.kubernetes\.io\/managed-by-$/,
  ],
  [
    'Helm beside a Kustomization',
    { annotations: { 'meta.helm.sh/release-name': 'shop' } },
    'Helm',
    /meta\.helm\.sh\/release-name-$/,
  ],
])('finds %s', (_what, metadata, name, fix) => {
  const one = [entity('api', 'shop')];
  const [gap] = gapsOfObject(deployment(metadata), {
    ...FACTS,
    onPathOf: one,
    entities: one,
    appliers: [kustomization('apps')],
  });
  expect(gap).toMatchObject({ reason: 'twoManagers' });
  expect(gap.claimants[1]).toMatchObject({ kind: 'manager', name });
  expect(gap.fixes[0].text).toMatch(fix);
});

it('finds who wrote a captured Deployment since Flux looked last', () => {
  const objects = loadFixture('changed-out-of-band.yaml');
  const written = objects.find(({ kind }) => kind === 'Deployment')!;
  const { status, ...applier } = objects.find(
    ({ kind }) => kind === 'Kustomization',
  )!;
  const { inventory } = status as { inventory: object };
  const [gap] = gapsOfObject(seen(written), {
    ...FACTS,
    onPathOf: [entity('app', 'lab')],
    appliers: [seen({ ...applier, status: { inventory } })],
  });
  expect(gap).toMatchObject({
    reason: 'twoManagers',
    claimants: [
      { kind: 'applier' },
      {
        kind: 'manager',
        name: expect.stringMatching(/^kubectl/),
        by: expect.stringMatching(/^writes spec\./),
      },
      { kind: 'manager', name: 'kubectl' },
    ],
    fixes: [
      {
        language: 'shell',
        text: expect.stringMatching(
          /^flux --context prod-eu reconcile kustomization app -n /,
        ),
      },
    ],
  });
});
