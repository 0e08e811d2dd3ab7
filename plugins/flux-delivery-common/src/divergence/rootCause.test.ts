import type { Condition, KubeObject } from '../kube/KubeObject';
import { refOf } from '../kube/KubeObject';
import { firstResponder } from '../ownership/firstResponder';
import type { OwnershipOptions } from '../ownership/OwnershipRule';
import {
  claimsToLookUp,
  relatedObjects,
  relatedOwners,
} from '../ownership/relatedOwners';
import {
  aCondition,
  aDeployment,
  aGitRepository,
  aKustomization,
  COMMIT,
  REVISION,
} from '../testUtils/builders';
import { CLUSTER, fixtureTarget } from '../testUtils/fixtureTargets';
import { memoryInventory } from '../testUtils/memoryInventory';
import { firstDivergence } from './firstDivergence';
import { judgeTarget } from './judgeTarget';

const NOW = '2026-11-21T06:00:00Z';
const NEWER = `main@sha1:${COMMIT.split('').reverse().join('')}`;
const TEAM = 'group:default/orders';
const NEIGHBOUR = 'group:default/accounts';
const PLATFORM = 'group:default/platform';

const not = (reason: string, message: string): Condition =>
  aCondition({ status: 'False', reason, message });

function ks(
  name: string,
  changes: Parameters<typeof aKustomization>[2] = {},
): KubeObject {
  return aKustomization('shop', name, {
    ...changes,
    metadata: {
      annotations: { 'flux-delivery/entity': `component:default/${name}` },
      ...changes.metadata,
    },
  });
}

const waitingFor = (dependency: string, namespace?: string) => ({
  spec: { dependsOn: [{ name: dependency, namespace }] },
  status: {
    conditions: [
      not(
        'DependencyNotReady',
        `dependency '${namespace ?? 'shop'}/${dependency}' is not ready`,
      ),
    ],
  },
});

const git = aGitRepository('shop', 'apps');
const refused = aGitRepository('shop', 'apps', {
  status: {
    conditions: [
      {
        ...not(
          'GitOperationFailed',
          `failed to checkout and determine revision: unable to clone: authentication required`,
        ),
        type: 'FetchFailed',
        status: 'True',
      },
      not('GitOperationFailed', 'authentication required'),
    ],
    artifact: undefined,
  },
});

const OWNERS: Record<string, string> = {
  'component:default/orders': TEAM,
  'component:default/accounts': NEIGHBOUR,
  'component:default/media': 'group:default/media',
};

function told(objects: KubeObject[]) {
  const view = memoryInventory(
    objects.map(object => ({ cluster: CLUSTER, object })),
  );
  const [subject] = objects;
  const context = { view, now: NOW, pinned: false };
  const target = judgeTarget(fixtureTarget(subject, view), context);
  const related = relatedObjects([target], view);
  const owners = relatedOwners(related, ({ entityRefs }) =>
    entityRefs.flatMap(ref => OWNERS[ref] ?? []),
  );
  const options: OwnershipOptions = {
    entityOwner: TEAM,
    platformGroup: PLATFORM,
    rules: [],
    objectOf: ref => view.get(ref)?.object,
    ...owners,
  };
  const divergence = firstDivergence(target.segments);
  return {
    divergence,
    asked: claimsToLookUp(related).entityRefs,
    responder: divergence && firstResponder(divergence, target, options),
  };
}

const CRASHING = {
  status: {
    observedGeneration: 1,
    replicas: 1,
    updatedReplicas: 1,
    conditions: [
      {
        type: 'Progressing',
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
        message: 'ReplicaSet "accounts-5d" has timed out progressing.',
      },
    ],
  },
};
const unhealthy = (name: string, what: string, namespace = 'shop') =>
  aKustomization(namespace, name, {
    metadata: {
      annotations: { 'flux-delivery/entity': `component:default/${name}` },
    },
    status: {
      conditions: [
        not(
          'HealthCheckFailed',
          `health check failed after 30s: failed early due to stalled resources: [${what} status: 'Failed']`,
        ),
      ],
      inventory: {
        entries: [{ id: `${namespace}_${name}_apps_Deployment`, v: 'v1' }],
      },
    },
  });

const broken = not('BuildFailed', 'kustomize build failed: gone.yaml');

describe('the root cause of a dependency', () => {
  it('is the end of the chain, with its class, and its owner moves', () => {
    const { divergence, responder, asked } = told([
      ks('orders', waitingFor('events')),
      ks('events', waitingFor('accounts')),
      ks('accounts', { status: { conditions: [broken] } }),
      git,
    ]);

    expect(divergence).toMatchObject({
      segment: 'reconcile',
      class: 'dependency-not-ready',
      rootCause: { name: 'accounts', class: 'build-render' },
    });
    expect(responder).toMatchObject({ owner: NEIGHBOUR });
    expect(asked).toContain('component:default/accounts');
  });

  it('is its source where that is what fails, and the platform moves', () => {
    const { divergence, responder } = told([
      ks('orders', {
        ...waitingFor('accounts'),
        spec: {
          dependsOn: [{ name: 'accounts' }],
          sourceRef: { kind: 'GitRepository', name: 'other' },
        },
      }),
      ks('accounts', {
        status: {
          conditions: [
            not('ArtifactFailed', 'Source artifact not found, retrying in 30s'),
          ],
        },
      }),
      refused,
      aGitRepository('shop', 'other'),
    ]);

    expect(divergence?.rootCause).toMatchObject({
      kind: 'GitRepository',
      name: 'apps',
      class: 'source-auth',
    });
    expect(responder).toMatchObject({ owner: PLATFORM });
  });

  it('is its workload where its health check fails, and who owns its applier moves', () => {
    const { divergence, responder } = told([
      ks('orders', waitingFor('accounts')),
      unhealthy('accounts', 'Deployment/shop/accounts'),
      aDeployment('shop', 'accounts', CRASHING),
      git,
    ]);

    expect(divergence).toMatchObject({
      segment: 'reconcile',
      class: 'dependency-not-ready',
      rootCause: {
        kind: 'Deployment',
        namespace: 'shop',
        name: 'accounts',
        class: 'progress-deadline',
      },
    });
    expect(responder).toMatchObject({ owner: NEIGHBOUR });
  });

  it('is the workload that is not healthy though nothing else tells of it', () => {
    const { divergence } = told([
      ks('orders', waitingFor('accounts')),
      unhealthy('accounts', 'Deployment/shop/accounts'),
      aDeployment('shop', 'accounts', {
        status: {
          observedGeneration: 1,
          replicas: 4,
          updatedReplicas: 1,
          readyReplicas: 3,
          availableReplicas: 3,
          conditions: [
            aCondition({ type: 'Progressing', reason: 'ReplicaSetUpdated' }),
          ],
        },
      }),
      git,
    ]);

    expect(divergence?.rootCause).toMatchObject({
      kind: 'Deployment',
      name: 'accounts',
      class: 'health-check-failed',
    });
  });

  it('is the applier where what is not healthy is no workload', () => {
    const { divergence } = told([
      ks('orders', waitingFor('accounts')),
      unhealthy('accounts', 'PersistentVolumeClaim/shop/data'),
      git,
    ]);

    expect(divergence?.rootCause).toMatchObject({
      kind: 'Kustomization',
      name: 'accounts',
      class: 'health-check-failed',
    });
  });

  it('is the workload of what waits for it by itself, at the end of the chain of a parent', () => {
    const { divergence, responder } = told([
      ks('orders', {
        metadata: {
          labels: {
            'kustomize.toolkit.fluxcd.io/name': 'root',
            'kustomize.toolkit.fluxcd.io/namespace': 'shop',
          },
        },
      }),
      ks('root', waitingFor('accounts')),
      unhealthy('accounts', 'Deployment/shop/accounts'),
      aDeployment('shop', 'accounts', CRASHING),
      git,
    ]);

    expect(divergence).toMatchObject({
      segment: 'reconcile',
      rootCause: { kind: 'Deployment', name: 'accounts' },
    });
    expect(responder).toMatchObject({ owner: NEIGHBOUR });
  });

  it('of another namespace is named with its class, and none of its words are told', () => {
    const SECRETIVE = 'customer table ACME is missing';
    const theirs = aKustomization('tenant-b', 'db', {
      status: { conditions: [not('ReconciliationFailed', SECRETIVE)] },
    });
    const ours = ks('web', waitingFor('db', 'tenant-b'));
    const view = memoryInventory(
      [git, theirs, ours].map(object => ({ cluster: CLUSTER, object })),
    );
    const judged = judgeTarget(fixtureTarget(ours, view), {
      view,
      now: NOW,
      pinned: false,
    });
    expect(judged.segments[2].rootCause).toMatchObject({
      namespace: 'tenant-b',
      name: 'db',
    });
    expect(JSON.stringify(judged.segments)).not.toContain(SECRETIVE);
  });

  it('of another namespace is its workload too, with none of its words', () => {
    const { divergence } = told([
      ks('web', waitingFor('db', 'tenant-b')),
      unhealthy('db', 'Deployment/tenant-b/db', 'tenant-b'),
      aDeployment('tenant-b', 'db', CRASHING),
      aGitRepository('tenant-b', 'apps'),
      git,
    ]);

    expect(divergence?.rootCause).toMatchObject({
      kind: 'Deployment',
      namespace: 'tenant-b',
      name: 'db',
      class: 'progress-deadline',
      summary: 'Deployment/tenant-b/db holds this up (progress-deadline)',
    });
    expect(JSON.stringify(divergence)).not.toContain('timed out progressing');
  });

  it('that does not exist is for whoever names it', () => {
    const { divergence, responder } = told([
      ks('orders', waitingFor('acounts', 'elsewhere')),
      git,
    ]);

    expect(divergence?.rootCause).toMatchObject({
      namespace: 'elsewhere',
      name: 'acounts',
      missing: true,
    });
    expect(responder).toMatchObject({ owner: TEAM });
  });

  it('that is suspended is for who says to have suspended it', () => {
    const { responder } = told([
      ks('orders', waitingFor('accounts')),
      ks('accounts', {
        metadata: {
          annotations: {
            'flux-delivery/entity': 'component:default/accounts',
            'flux-delivery/suspended-by': 'd.khan',
          },
        },
        spec: { suspend: true },
        status: { conditions: [broken] },
      }),
      git,
    ]);

    expect(responder).toMatchObject({
      owner: 'd.khan',
      claimed: true,
      objectOwner: { owner: NEIGHBOUR },
    });
  });

  it('belongs to nobody where nobody claims it', () => {
    const { responder } = told([
      ks('orders', waitingFor('accounts')),
      ks('accounts', {
        metadata: { annotations: {} },
        status: { conditions: [broken] },
      }),
      git,
    ]);

    expect(responder).toMatchObject({ unowned: true });
    expect(responder?.owner).toBeUndefined();
  });
});

describe('a dependency that is suspended behind the revision that is waited for', () => {
  const newer = aGitRepository('shop', 'apps', {
    status: {
      conditions: [
        aCondition({ message: `stored artifact for revision '${NEWER}'` }),
      ],
      artifact: { revision: NEWER },
    },
  });
  const waiting = ks('orders', {
    spec: { dependsOn: [{ name: 'accounts' }] },
    status: {
      conditions: [
        not(
          'DependencyNotReady',
          "dependency 'shop/accounts' revision is not up to date",
        ),
      ],
    },
  });

  it('is the root cause, and whoever suspended it moves', () => {
    const { divergence, responder } = told([
      waiting,
      ks('accounts', {
        metadata: {
          annotations: {
            'flux-delivery/entity': 'component:default/accounts',
            'flux-delivery/suspended-by': 'd.khan',
          },
        },
        spec: { suspend: true },
      }),
      newer,
    ]);

    expect(divergence).toMatchObject({
      class: 'dependency-not-ready',
      rootCause: { name: 'accounts', class: 'suspended' },
    });
    expect(responder).toMatchObject({ owner: 'd.khan', claimed: true });
  });

  it('is at work where it is not suspended', () => {
    expect(told([waiting, ks('accounts'), newer]).divergence).toBeNull();
  });
});

describe('a dependency that waits for the health of another applier', () => {
  it('leads on to that one', () => {
    const { divergence, responder } = told([
      ks('orders', waitingFor('infra')),
      ks('infra', {
        status: {
          conditions: [
            not(
              'HealthCheckFailed',
              "health check failed after 30s: timeout waiting for: [Kustomization/shop/accounts status: 'InProgress']",
            ),
          ],
        },
      }),
      ks('accounts', { status: { conditions: [broken] } }),
      git,
    ]);

    expect(divergence).toMatchObject({
      class: 'dependency-not-ready',
      rootCause: { name: 'accounts', class: 'build-render' },
    });
    expect(responder).toMatchObject({ owner: NEIGHBOUR });
  });

  it('ends where they wait for each other', () => {
    const { divergence } = told([
      ks('orders', waitingFor('infra')),
      ks('infra', {
        status: {
          conditions: [
            not(
              'HealthCheckFailed',
              "timeout waiting for: [Kustomization/shop/infra status: 'InProgress']",
            ),
          ],
        },
      }),
      git,
    ]);

    expect(divergence?.rootCause).toMatchObject({ name: 'infra' });
  });
});

describe('a source that cannot get what it includes', () => {
  const including = aGitRepository('shop', 'apps', {
    spec: { include: [{ repository: { name: 'shared-base' } }] },
    status: {
      conditions: [
        {
          ...not(
            'NotFound',
            `could not get resource for include 'shared-base': GitRepository.source.toolkit.fluxcd.io "shared-base" not found`,
          ),
          type: 'IncludeUnavailable',
          status: 'True',
        },
      ],
      artifact: { revision: REVISION },
    },
  });

  it.each([
    ['is missing', undefined, 'artifact-missing'],
    [
      'fails',
      { ...refused, metadata: { ...refused.metadata, name: 'shared-base' } },
      'source-auth',
    ],
  ])('leads on to what it includes where that %s', (_, included, failure) => {
    const { divergence, responder } = told([
      ks('orders'),
      including,
      ...(included ? [included] : []),
    ]);

    expect(divergence).toMatchObject({
      segment: 'source',
      class: 'dependency-not-ready',
      rootCause: { name: 'shared-base', class: failure },
    });
    expect(responder).toMatchObject({ owner: PLATFORM });
  });
});

describe('an artifact that its applier does not trust', () => {
  it('is the trouble of the source, though that is content with itself', () => {
    const { divergence, responder } = told([
      ks('orders', {
        status: {
          conditions: [
            not(
              'ArtifactFailed',
              "failed to verify archive: computed digest doesn't match provided 'sha256:000'",
            ),
          ],
        },
      }),
      git,
    ]);

    expect(divergence).toMatchObject({
      segment: 'source',
      class: 'artifact-missing',
      rootCause: { kind: 'GitRepository', name: 'apps' },
    });
    expect(responder).toMatchObject({ owner: PLATFORM });
  });
});

describe('a parent applier', () => {
  const child = () =>
    ks('orders', {
      metadata: {
        labels: {
          'kustomize.toolkit.fluxcd.io/name': 'root',
          'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
        },
      },
    });
  const fleet = (changes: Parameters<typeof aGitRepository>[2] = {}) =>
    aGitRepository('flux-system', 'fleet', changes);
  const root = (changes: Parameters<typeof aKustomization>[2] = {}) =>
    aKustomization('flux-system', 'root', {
      ...changes,
      spec: {
        sourceRef: { kind: 'GitRepository', name: 'fleet' },
        ...changes.spec,
      },
    });

  it('that works is nobody’s trouble', () => {
    expect(told([child(), root(), fleet(), git]).divergence).toBeNull();
  });

  it('that cannot build is the root cause of its children', () => {
    const { divergence, responder } = told([
      child(),
      root({ status: { conditions: [broken] } }),
      fleet(),
      git,
    ]);

    expect(divergence).toMatchObject({
      segment: 'reconcile',
      rootCause: { name: 'root', class: 'build-render' },
    });
    expect(responder).toMatchObject({ owner: PLATFORM });
  });

  it('whose source fails gives its children nothing newer', () => {
    const { divergence, responder } = told([
      child(),
      root(),
      fleet({
        status: {
          conditions: [
            {
              ...not('GitOperationFailed', 'authentication required'),
              type: 'FetchFailed',
              status: 'True',
            },
          ],
          artifact: { revision: REVISION },
        },
      }),
      git,
    ]);

    expect(divergence).toMatchObject({
      segment: 'reconcile',
      rootCause: { kind: 'GitRepository', name: 'fleet', class: 'source-auth' },
    });
    expect(responder).toMatchObject({ owner: PLATFORM });
  });

  it('that is suspended withholds what its source holds since', () => {
    const { divergence } = told([
      child(),
      root({ spec: { suspend: true } }),
      fleet({
        status: {
          conditions: [
            aCondition({ message: `stored artifact for revision '${NEWER}'` }),
          ],
          artifact: { revision: NEWER },
        },
      }),
      git,
    ]);

    expect(divergence).toMatchObject({
      segment: 'reconcile',
      verdict: 'suspended',
      class: 'suspended',
      rootCause: { name: 'root', class: 'suspended' },
    });
  });

  it('that is suspended and withholds nothing is no divergence', () => {
    expect(
      told([child(), root({ spec: { suspend: true } }), fleet(), git])
        .divergence,
    ).toBeNull();
  });
});

describe('a source that several services read', () => {
  const gone = aGitRepository('shop', 'apps', {
    status: {
      conditions: [
        {
          ...not(
            'GitOperationFailed',
            `couldn't find remote ref "refs/heads/mian"`,
          ),
          type: 'FetchFailed',
          status: 'True',
        },
      ],
      artifact: { revision: REVISION },
    },
  });

  it('is one root cause, and its owner is neither of theirs', () => {
    const { divergence, responder } = told([
      ks('orders'),
      ks('accounts'),
      ks('media'),
      gone,
    ]);

    expect(divergence).toMatchObject({
      segment: 'source',
      class: 'source-ref-missing',
      object: refOf(CLUSTER, gone),
    });
    expect(responder).toMatchObject({ owner: PLATFORM });
  });

  it('that only one owner reads is for that owner', () => {
    expect(told([ks('orders'), gone]).responder).toMatchObject({ owner: TEAM });
  });
});
