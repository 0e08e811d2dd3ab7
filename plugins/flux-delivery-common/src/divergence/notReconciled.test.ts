import type { HelmRelease, Kustomization, Source } from '../flux/objects';
import type { Condition, KubeObject } from '../kube/KubeObject';
import { firstResponder } from '../ownership/firstResponder';
import {
  aCondition,
  aDeployment,
  aGitRepository,
  aHelmRelease,
  aKustomization,
  anObject,
  COMMIT,
} from '../testUtils/builders';
import { fixtureTarget } from '../testUtils/fixtureTargets';
import { memoryInventory } from '../testUtils/memoryInventory';
import { firstDivergence } from './firstDivergence';
import { judgeTarget } from './judgeTarget';

const NOW = '2026-11-21T06:00:00Z';
const LONG_AGO = '2026-11-21T05:00:00Z';
const NEW = `main@sha1:${COMMIT.split('').reverse().join('')}`;
const OWNERSHIP = {
  entityOwner: 'group:default/team',
  platformGroup: 'group:default/platform',
  rules: [],
};

/** Segment, class and who moves first. */
function inWords(...objects: KubeObject[]): string {
  const [applier] = objects;
  const view = memoryInventory(
    objects.map(object => ({ cluster: 'fixture', object })),
  );
  const target = judgeTarget(fixtureTarget(applier, view), {
    view,
    now: NOW,
    pinned: false,
  });
  const divergence = firstDivergence(target.segments);
  const owner =
    divergence && firstResponder(divergence, target, OWNERSHIP).owner;
  return divergence
    ? `${divergence.segment} ${divergence.class} ${owner?.split('/')[1]}`
    : 'none';
}

const git = (status: Source['status'] = {}, generation = 1): Source =>
  aGitRepository('flux-system', 'apps', { metadata: { generation }, status });
const newer = git({ artifact: { revision: NEW, lastUpdateTime: LONG_AGO } });
const ks = (
  status: Kustomization['status'] = {},
  spec: Kustomization['spec'] = {},
) =>
  aKustomization('flux-system', 'api', {
    spec: { timeout: '2m', ...spec },
    status,
  });
const working = (message: string, lastTransitionTime: string): Condition[] => [
  aCondition({
    status: 'Unknown',
    reason: 'Progressing',
    message: 'Reconciliation in progress',
    lastTransitionTime,
  }),
  aCondition({
    type: 'Reconciling',
    reason: 'Progressing',
    message,
    lastTransitionTime,
  }),
];
const failed = (reason: string, message: string) =>
  aCondition({ status: 'False', reason, message });
const chart = (revision: string, lastUpdateTime = LONG_AGO): Source =>
  anObject<Source>(
    'source.toolkit.fluxcd.io/v1',
    'HelmChart',
    'flux-system',
    'flux-system-api',
    {
      spec: { chart: 'api', version: '1.x', interval: '10m' },
      status: {
        observedGeneration: 1,
        artifact: { revision, lastUpdateTime },
        conditions: [aCondition({ message: 'pulled' })],
      },
    },
  );
const hr = (status: HelmRelease['status'] = {}) =>
  aHelmRelease('flux-system', 'api', { status });
const WAITED =
  'Helm upgrade failed for release shop/api.v2 with chart api@1.8.3: timeout waiting for: [Deployment/shop/api status: InProgress]';
const gaveUp = (ready: Condition, lastAttemptedRevision = '1.8.3') =>
  hr({
    conditions: [
      ready,
      { ...failed('UpgradeFailed', WAITED), type: 'Released' },
    ],
    lastAttemptedRevision,
    inventory: { entries: [{ id: 'shop_api_apps_Deployment', v: 'v1' }] },
    history: [
      {
        name: 'api',
        namespace: 'shop',
        version: 2,
        status: 'failed',
        chartVersion: '1.8.3',
      },
    ],
  });
const stuck = aDeployment('shop', 'api', {
  metadata: {
    labels: {
      'helm.toolkit.fluxcd.io/name': 'api',
      'helm.toolkit.fluxcd.io/namespace': 'flux-system',
    },
  },
  status: {
    observedGeneration: 1,
    replicas: 1,
    updatedReplicas: 1,
    conditions: [
      {
        type: 'Progressing',
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
      },
    ],
  },
});
const PLATFORM = 'not-reconciled platform';

describe('what no controller takes up', () => {
  it.each<[string, string, KubeObject[]]>([
    ['a commit', `reconcile ${PLATFORM}`, [ks(), newer]],
    [
      'a commit, since the last pass came to a halt',
      `reconcile ${PLATFORM}`,
      [
        ks({
          conditions: working('Building manifests for revision x', LONG_AGO),
        }),
        newer,
      ],
    ],
    [
      'a commit, while a pass is under way',
      'reconcile unknown team',
      [
        ks({
          conditions: working(
            'Building manifests for revision x',
            '2026-11-21T05:59:30Z',
          ),
        }),
        newer,
      ],
    ],
    [
      'a commit that mends what failed of its health before',
      `reconcile ${PLATFORM}`,
      [
        ks({
          conditions: [failed('HealthCheckFailed', 'timeout waiting for: [x]')],
        }),
        newer,
      ],
    ],
    [
      'a Kustomization',
      `reconcile ${PLATFORM}`,
      [ks({ conditions: [], lastAppliedRevision: undefined }), git()],
    ],
    [
      'what a health check waited for',
      `reconcile ${PLATFORM}`,
      [
        ks({
          conditions: working(
            'Running health checks for revision x with a timeout of 2m0s',
            LONG_AGO,
          ),
        }),
        git(),
      ],
    ],
    ['a chart', `reconcile ${PLATFORM}`, [hr(), chart('1.9.0')]],
    [
      'a chart, since its action came to a halt',
      `reconcile ${PLATFORM}`,
      [
        hr({
          conditions: working(
            `Running 'upgrade' action with timeout of 5m0s`,
            LONG_AGO,
          ),
        }),
        chart('1.9.0'),
      ],
    ],
    [
      'a chart, while an action runs longer than its time-out',
      'reconcile unknown team',
      [
        hr({
          conditions: working(
            `Running 'upgrade' action with timeout of 5m0s`,
            '2026-11-21T05:52:00Z',
          ),
        }),
        chart('1.9.0'),
      ],
    ],
    [
      'a source that was changed',
      `source ${PLATFORM}`,
      [
        ks(),
        git(
          {
            conditions: [
              aCondition({
                type: 'Reconciling',
                message: 'new generation',
                lastTransitionTime: LONG_AGO,
              }),
              aCondition({ message: 'stored artifact' }),
            ],
          },
          2,
        ),
      ],
    ],
    [
      'what fails is no such thing',
      'reconcile build-render team',
      [
        ks({
          conditions: [failed('BuildFailed', 'kustomize build failed: x')],
        }),
        newer,
      ],
    ],
  ])('%s: %s', (_, expected, objects) => {
    expect(inWords(...objects)).toBe(expected);
  });
});

describe('a HelmRelease that gave up waiting for its objects', () => {
  const ready = failed('UpgradeFailed', WAITED);

  it.each<[string, string, KubeObject[]]>([
    [
      'leaves it to its workloads where nothing is newer',
      'rollout progress-deadline team',
      [gaveUp(ready), chart('1.8.3'), stuck],
    ],
    [
      'has time to take up a newer chart',
      'rollout progress-deadline team',
      [gaveUp(ready), chart('1.9.0', '2026-11-21T05:55:00Z'), stuck],
    ],
    [
      'never took it up',
      `reconcile ${PLATFORM}`,
      [gaveUp(ready), chart('1.9.0'), stuck],
    ],
    [
      'is kept from it by its values',
      'reconcile values-missing team',
      [
        gaveUp(
          failed(
            'ValuesError',
            `could not resolve ConfigMap chart values reference 'shop/x' with key 'y'`,
          ),
        ),
        chart('1.9.0'),
        stuck,
      ],
    ],
  ])('%s: %s', (_, expected, objects) => {
    expect(inWords(...objects)).toBe(expected);
  });
});
