import type { HelmRelease, Source } from '../flux/objects';
import type { Condition, KubeObject } from '../kube/KubeObject';
import {
  aCondition,
  aDeployment,
  aHelmRelease,
  anObject,
} from '../testUtils/builders';
import { fixtureTarget } from '../testUtils/fixtureTargets';
import { memoryInventory } from '../testUtils/memoryInventory';
import { firstDivergence } from './firstDivergence';
import { judgeTarget } from './judgeTarget';

const NOW = '2026-11-21T06:00:00Z';
function reconcileOf(applier: KubeObject, ...others: KubeObject[]) {
  const view = memoryInventory(
    [applier, ...others].map(object => ({ cluster: 'fixture', object })),
  );
  return judgeTarget(fixtureTarget(applier, view), {
    view,
    now: NOW,
    pinned: false,
  }).segments[2];
}

function inWords(applier: KubeObject, ...others: KubeObject[]): string {
  const { verdict, headline } = reconcileOf(applier, ...others);
  return `${verdict} | ${headline}`;
}

const working = (message: string): Condition[] => [
  aCondition({
    status: 'Unknown',
    reason: 'Progressing',
    message: 'Reconciliation in progress',
  }),
  aCondition({ type: 'Reconciling', reason: 'Progressing', message }),
];
const failing = (reason: string, message: string): Condition[] => [
  aCondition({
    status: 'False',
    reason,
    message,
    lastTransitionTime: '2026-11-21T05:59:30Z',
  }),
  aCondition({
    type: 'Reconciling',
    reason: 'ProgressingWithRetry',
    message: 'Building manifests',
  }),
];
function chart(version: string): Source {
  return anObject<Source>(
    'source.toolkit.fluxcd.io/v1',
    'HelmChart',
    'flux-system',
    'flux-system-api',
    {
      spec: { chart: 'api', version: '1.x', interval: '10m' },
      status: {
        observedGeneration: 1,
        artifact: { revision: version, lastUpdateTime: '2026-11-21T05:59:00Z' },
        conditions: [
          aCondition({
            message: `pulled 'api' chart with version '${version}'`,
          }),
        ],
      },
    },
  );
}

function hr(
  status: HelmRelease['status'] = {},
  spec: HelmRelease['spec'] = {},
  metadata = {},
): HelmRelease {
  return aHelmRelease('flux-system', 'api', { status, spec, metadata });
}

const released = (chartVersion: string, status = 'deployed') => [
  { name: 'api', namespace: 'x', version: 2, status, chartVersion },
];

describe('a HelmRelease', () => {
  it.each<[string, string, HelmRelease, Source]>([
    ['in sync', 'ok | released 1.8.3', hr(), chart('1.8.3')],
    [
      'in a heartbeat',
      'ok | released 1.8.3',
      hr({ conditions: working('Fulfilling prerequisites') }),
      chart('1.8.3'),
    ],
    [
      'with a newer chart',
      'inProgress | releasing 1.9.0',
      hr(),
      chart('1.9.0'),
    ],
    [
      'that acts',
      'inProgress | releasing 1.9.0',
      hr({
        conditions: working(`Running 'upgrade' action with timeout of 5m0s`),
        lastAttemptedRevision: '1.9.0',
      }),
      chart('1.9.0'),
    ],
    [
      'with changed values',
      'inProgress | releasing a changed spec',
      hr({}, {}, { generation: 2 }),
      chart('1.8.3'),
    ],
    [
      'of v2beta1, which has no history',
      'ok | released 1.8.3',
      hr({ history: undefined, lastAppliedRevision: '1.8.3' }),
      chart('1.8.3'),
    ],
    [
      'suspended, with a newer chart',
      'suspended | suspended, 1.9.0 waits',
      hr({}, { suspend: true }),
      chart('1.9.0'),
    ],
    [
      'that drifted',
      'diverged | drifted',
      hr({
        conditions: [
          aCondition(),
          aCondition({
            type: 'Drifted',
            reason: 'DriftDetected',
            message: 'has drifted',
          }),
        ],
      }),
      chart('1.8.3'),
    ],
    [
      'without values',
      'diverged | values missing',
      hr({ conditions: failing('ValuesError', 'could not resolve ConfigMap') }),
      chart('1.8.3'),
    ],
    [
      'whose test failed',
      'ok | released 1.8.3',
      hr({
        conditions: [
          ...failing('TestFailed', 'pod failed').slice(0, 1),
          aCondition({ type: 'Released', reason: 'UpgradeSucceeded' }),
          aCondition({
            type: 'TestSuccess',
            status: 'False',
            reason: 'TestFailed',
          }),
        ],
      }),
      chart('1.8.3'),
    ],
    [
      'whose upgrade failed',
      'diverged | upgrade failed',
      hr({
        history: released('1.9.0', 'failed'),
        lastAttemptedRevision: '1.9.0',
        conditions: [
          ...failing('UpgradeFailed', 'x'),
          aCondition({
            type: 'Released',
            status: 'False',
            reason: 'UpgradeFailed',
            message: 'cannot patch "api"',
          }),
        ],
      }),
      chart('1.9.0'),
    ],
    [
      'that tries the mended chart',
      'inProgress | releasing 1.9.1',
      hr({
        history: released('1.9.0', 'failed'),
        lastAttemptedRevision: '1.9.0',
        conditions: [
          ...working(`Running 'upgrade' action`),
          aCondition({
            type: 'Released',
            status: 'False',
            reason: 'UpgradeFailed',
            message: 'cannot patch "api"',
          }),
        ],
      }),
      chart('1.9.1'),
    ],
  ])('%s: %s', (_what, expected, applier, from) => {
    expect(inWords(applier, from)).toBe(expected);
  });
});

describe('an action that waits for its objects longer than it may', () => {
  const acting = (lastTransitionTime: string, timeout = '5m0s') =>
    aHelmRelease('flux-system', 'api', {
      owned: ['shop_api_apps_Deployment'],
      status: {
        lastAttemptedRevision: '1.9.0',
        inventory: { entries: [{ id: 'shop_api_apps_Deployment', v: 'v1' }] },
        conditions: working(
          `Running 'upgrade' action with timeout of ${timeout}`,
        ).map(condition => ({ ...condition, lastTransitionTime })),
      },
    });
  const stuck = aDeployment('shop', 'api', {
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

  function segmentsOf(applier: KubeObject, workload: KubeObject) {
    const view = memoryInventory(
      [applier, workload, chart('1.9.0')].map(object => ({
        cluster: 'fixture',
        object,
      })),
    );
    return judgeTarget(fixtureTarget(applier, view), {
      view,
      now: NOW,
      pinned: false,
    }).segments;
  }

  it.each([
    ['leaves the divergence to the workload that fails', stuck, 'rollout'],
    [
      'is one by itself where its workloads are well',
      aDeployment('shop', 'api'),
      'reconcile',
    ],
  ])('%s', (_, workload, segment) => {
    const segments = segmentsOf(acting('2026-11-21T05:50:00Z'), workload);

    expect(firstDivergence(segments)?.segment).toBe(segment);
    expect(segments[2].headline).toMatch(/1\.9\.0/);
  });

  it('has nobody who runs it once that is over by far', () => {
    const segments = segmentsOf(acting('2026-11-18T06:00:00Z'), stuck);

    expect(firstDivergence(segments)?.segment).toBe('reconcile');
    expect(segments[2]).toMatchObject({
      verdict: 'diverged',
      headline: '1.9.0 not released',
      summary: expect.stringContaining('helm-controller does not seem to work'),
    });
  });

  it('has nobody who runs it either where it repeats one that waited in vain', () => {
    const repeated = acting('2026-11-18T06:00:00Z');
    const [, , reconcile] = segmentsOf(
      {
        ...repeated,
        status: {
          ...repeated.status,
          conditions: [
            ...(repeated.status?.conditions ?? []),
            aCondition({
              type: 'Released',
              status: 'False',
              reason: 'UpgradeFailed',
              message:
                'Helm upgrade failed for release shop/api: context deadline exceeded',
            }),
          ],
        },
      } as HelmRelease,
      stuck,
    );

    expect(reconcile).toMatchObject({
      verdict: 'diverged',
      headline: '1.9.0 not released',
    });
  });

  it('has the time that its own action may take', () => {
    const [, , reconcile] = segmentsOf(
      acting('2026-11-21T05:45:00Z', '30m0s'),
      aDeployment('shop', 'api'),
    );

    expect(reconcile).toMatchObject({
      verdict: 'inProgress',
      expectedBy: '2026-11-21T06:16:00Z',
    });
  });
});
