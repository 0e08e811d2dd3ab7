import type { Kustomization, Source } from '../flux/objects';
import type { Condition, KubeObject } from '../kube/KubeObject';
import {
  aCondition,
  aDeployment,
  aGitRepository,
  aKustomization,
  COMMIT,
  REVISION,
} from '../testUtils/builders';
import { fixtureTarget } from '../testUtils/fixtureTargets';
import { memoryInventory } from '../testUtils/memoryInventory';
import { firstDivergence } from './firstDivergence';
import { judgeTarget } from './judgeTarget';

const NOW = '2026-11-21T06:00:00Z';
const NEW_COMMIT = COMMIT.split('').reverse().join('');
const NEW = `main@sha1:${NEW_COMMIT}`;

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

function source(
  revision = REVISION,
  lastUpdateTime = '2026-11-21T05:58:00Z',
): Source {
  return aGitRepository('flux-system', 'apps', {
    status: {
      artifact: { revision, lastUpdateTime },
      conditions: [
        aCondition({ message: `stored artifact for revision '${revision}'` }),
      ],
    },
  });
}

function ks(
  status: Kustomization['status'] = {},
  spec: Kustomization['spec'] = {},
  metadata = {},
): Kustomization {
  return aKustomization('flux-system', 'api', {
    status,
    spec: { timeout: '2m', ...spec },
    metadata,
  });
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
const history = (lastReconciledStatus: string, revision: string) => [
  {
    lastReconciledStatus,
    firstReconciled: '2026-11-21T04:00:00Z',
    metadata: { revision },
  },
];

describe('a Kustomization', () => {
  it.each<[string, string, Kustomization, Source]>([
    ['in sync', 'ok | applied main 3fa2c1e', ks(), source()],
    [
      'in a heartbeat',
      'ok | applied main 3fa2c1e',
      ks({ conditions: working('Detecting drift for revision x') }),
      source(),
    ],
    [
      'behind by less than its interval',
      `inProgress | main ${NEW_COMMIT.slice(0, 7)} not applied yet`,
      ks(),
      source(NEW),
    ],
    [
      'behind by more than its interval',
      `diverged | main ${NEW_COMMIT.slice(0, 7)} not applied`,
      ks(),
      source(NEW, '2026-11-21T05:00:00Z'),
    ],
    [
      'applying',
      `inProgress | applying main ${NEW_COMMIT.slice(0, 7)}`,
      ks({
        conditions: working('Building manifests for revision x'),
        lastAttemptedRevision: NEW,
      }),
      source(NEW),
    ],
    [
      'with a changed spec',
      'inProgress | a changed spec not applied yet',
      ks({}, {}, { generation: 2 }),
      source(),
    ],
    [
      'that cannot build',
      'diverged | build failed',
      ks({
        conditions: failing('BuildFailed', 'kustomize build failed'),
        lastAttemptedRevision: NEW,
      }),
      source(NEW),
    ],
    [
      'whose health check failed',
      `ok | applied main ${NEW_COMMIT.slice(0, 7)}`,
      ks({
        conditions: failing(
          'HealthCheckFailed',
          'health check failed after 30s',
        ),
        lastAttemptedRevision: NEW,
      }),
      source(NEW),
    ],
    [
      'that repeats a failed apply',
      'diverged | apply failed',
      ks({
        conditions: working('Detecting drift'),
        lastAttemptedRevision: NEW,
        history: history('ReconciliationFailed', NEW),
      }),
      source(NEW),
    ],
    [
      'that repeats a failed health check',
      `ok | applied main ${NEW_COMMIT.slice(0, 7)}`,
      ks({
        conditions: working('Running health checks'),
        lastAttemptedRevision: NEW,
        history: history('HealthCheckFailed', NEW),
      }),
      source(NEW),
    ],
    [
      'that tries the mended commit',
      `inProgress | applying main ${NEW_COMMIT.slice(0, 7)}`,
      ks({
        conditions: working('Fetching manifests'),
        history: history('ReconciliationFailed', REVISION),
      }),
      source(NEW),
    ],
    [
      'suspended with nothing newer',
      'suspended | suspended',
      ks({}, { suspend: true }),
      source(),
    ],
    [
      'suspended, with something newer',
      `suspended | suspended, main ${NEW_COMMIT.slice(0, 7)} waits`,
      ks({}, { suspend: true }),
      source(NEW),
    ],
    [
      'never taken up',
      'diverged | never reconciled',
      ks({ conditions: [], observedGeneration: -1 }),
      source(),
    ],
    [
      'just made',
      'inProgress | not taken up yet',
      ks(
        { conditions: [], observedGeneration: -1 },
        {},
        { creationTimestamp: '2026-11-21T05:59:00Z' },
      ),
      source(),
    ],
    [
      'that goes away',
      'inProgress | being deleted',
      ks({}, {}, { deletionTimestamp: '2026-11-21T05:59:00Z' }),
      source(),
    ],
    [
      'that does not go away',
      'diverged | deletion hangs',
      ks({}, {}, { deletionTimestamp: '2026-11-21T05:00:00Z' }),
      source(),
    ],
    [
      'refused by its target',
      'diverged | apply refused',
      ks(
        {
          conditions: failing(
            'ReconciliationFailed',
            'failed to get server groups: namespaces is forbidden: User "x" cannot list',
          ),
        },
        { kubeConfig: { secretRef: { name: 'k' } } },
      ),
      source(),
    ],
    [
      'that cannot reach its target',
      'unknown | target cluster out of reach',
      ks(
        {
          conditions: failing(
            'ReconciliationFailed',
            'failed to get server groups: dial tcp: connection refused',
          ),
        },
        { kubeConfig: { secretRef: { name: 'k' } } },
      ),
      source(),
    ],
  ])('%s: %s', (_what, expected, applier, from) => {
    expect(inWords(applier, from)).toBe(expected);
  });

  it('tells until when a new commit is to be applied: the interval, its jitter and one pass', () => {
    expect(reconcileOf(ks(), source(NEW)).expectedBy).toBe(
      '2026-11-21T06:10:30Z',
    );
  });

  it('tells when the first pass with this content was, not the last one', () => {
    const applier = ks({
      history: history('ReconciliationSucceeded', REVISION),
    });
    const at = '2026-11-21T04:00:00Z';

    expect(
      reconcileOf(applier, source(REVISION, '2026-11-21T03:59:00Z')),
    ).toMatchObject({ at, atWord: 'applied' });
    expect(
      reconcileOf(applier, source(REVISION, '2026-11-21T05:58:00Z')),
    ).toMatchObject({ at, atWord: 'same content applied' });
  });

  it('does not call what it applied the newest where its source cannot be seen', () => {
    const applier = ks();
    const view = memoryInventory([{ cluster: 'fixture', object: applier }]);
    const { segments } = judgeTarget(fixtureTarget(applier, view), {
      view,
      now: NOW,
      pinned: false,
    });

    expect(segments.slice(1, 3).map(({ verdict }) => verdict)).toEqual([
      'diverged',
      'unknown',
    ]);
  });

  it('waits for a dependency that is in its own pass, and not for ever', () => {
    const since = (lastTransitionTime: string) =>
      ks(
        {
          conditions: [
            aCondition({
              status: 'False',
              reason: 'DependencyNotReady',
              message: `dependency 'flux-system/db' is not ready`,
              lastTransitionTime,
            }),
          ],
        },
        { dependsOn: [{ name: 'db' }] },
      );
    const db = aKustomization('flux-system', 'db', {
      status: { conditions: working('Fetching manifests') },
    });

    expect(inWords(since('2026-11-21T05:59:30Z'), source(), db)).toBe(
      'inProgress | waits for flux-system/db',
    );
    expect(inWords(since('2026-11-21T05:30:00Z'), source(), db)).toBe(
      'diverged | waits for flux-system/db',
    );
  });
});

describe('a pass that tries again what failed', () => {
  const status = (conditions: Condition[]) => ({
    lastAppliedRevision: REVISION,
    lastAttemptedRevision: NEW,
    conditions,
  });
  const failed = ks(
    status([
      aCondition({
        status: 'False',
        reason: 'BuildFailed',
        message: 'kustomize build failed: x',
      }),
    ]),
  );
  const trying = ks(status(working('Building manifests')));

  function judged(artifact: string) {
    const view = memoryInventory(
      [failed, trying, source(artifact)].map(object => ({
        cluster: 'fixture',
        object,
      })),
    );
    return judgeTarget(fixtureTarget(trying, view), {
      view,
      now: NOW,
      pinned: false,
    }).segments[2];
  }

  it('stays diverged', () => {
    expect(judged(NEW)).toMatchObject({
      verdict: 'diverged',
      headline: 'build failed',
    });
  });

  it('is work in flight as soon as a newer artifact is there', () => {
    const newer = `main@sha1:${COMMIT.replace(/./g, 'f')}`;
    expect(judged(newer).verdict).toBe('inProgress');
  });
});

describe('a controller that stopped working', () => {
  const DAYS_AGO = '2026-11-18T06:00:00Z';
  const NEWEST = `main@sha1:${COMMIT.replace(/./g, 'f')}`;
  const at = (time: string, conditions: Condition[]) =>
    conditions.map(condition => ({ ...condition, lastTransitionTime: time }));
  const failed = failing('HealthCheckFailed', 'health check failed after 2m');
  const waiting = working(
    `Running health checks for revision ${NEW} with a timeout of 5m0s`,
  );
  const rollout = (status: object) =>
    aDeployment('shop', 'api', {
      status: { observedGeneration: 1, replicas: 1, ...status },
    });
  const stuck = rollout({
    updatedReplicas: 1,
    conditions: [
      {
        type: 'Progressing',
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
      },
    ],
  });

  function judged(
    conditions: Condition[],
    artifact: string,
    generation = 1,
    before: KubeObject[] = [],
  ) {
    const applier = ks(
      {
        lastAttemptedRevision: NEW,
        conditions,
        inventory: { entries: [{ id: 'shop_api_apps_Deployment', v: 'v1' }] },
      },
      { wait: true, timeout: '5m' },
      { generation },
    );
    const view = memoryInventory(
      [...before, applier, stuck, source(artifact, DAYS_AGO)].map(object => ({
        cluster: 'fixture',
        object,
      })),
    );
    const { segments } = judgeTarget(fixtureTarget(applier, view), {
      view,
      now: NOW,
      pinned: false,
    });
    return {
      reconcile: segments[2],
      first: firstDivergence(segments)?.segment,
    };
  }

  it.each<[string, string, Condition[], string, number]>([
    [
      'and does not take up what is newer',
      'diverged | main fffffff not applied',
      at(DAYS_AGO, failed),
      NEWEST,
      1,
    ],
    [
      'and does not take up a changed spec',
      'diverged | a changed spec not applied',
      at(DAYS_AGO, failed),
      NEW,
      2,
    ],
    [
      'in the middle of a health check',
      'diverged | health check does not end',
      at(DAYS_AGO, waiting),
      NEW,
      1,
    ],
    [
      'in the middle of a health check, with something newer',
      'diverged | health check does not end',
      at(DAYS_AGO, waiting),
      NEWEST,
      1,
    ],
  ])('%s: %s', (_, expected, conditions, artifact, generation) => {
    const { reconcile, first } = judged(conditions, artifact, generation);

    expect(`${reconcile.verdict} | ${reconcile.headline}`).toBe(expected);
    expect(reconcile.summary).toContain(
      'kustomize-controller does not seem to work',
    );
    expect(first).toBe('reconcile');
  });

  it('stays so through a pass that repeats a failure', () => {
    const before = ks({
      lastAttemptedRevision: NEW,
      conditions: at('2026-11-18T05:55:00Z', failed),
    });

    expect(
      judged(at(DAYS_AGO, waiting), NEW, 1, [before]).reconcile.headline,
    ).toBe('health check does not end');
  });

  it('is not told of one that ended its pass just now, nor of one that is in time', () => {
    expect(
      judged(at('2026-11-21T05:59:00Z', failed), NEWEST).reconcile,
    ).toMatchObject({
      verdict: 'inProgress',
      expectedBy: '2026-11-21T06:14:30Z',
    });
    expect(
      judged(at('2026-11-21T05:55:00Z', waiting), NEWEST).reconcile.verdict,
    ).toBe('inProgress');
    expect(
      judged(at('2026-11-21T05:55:00Z', waiting), NEW).reconcile.verdict,
    ).toBe('ok');
  });
});

describe('a pass that waits for the health of its objects longer than it may', () => {
  const NEWEST = `main@sha1:${COMMIT.replace(/./g, 'f')}`;
  const waiting = aKustomization('flux-system', 'api', {
    spec: { wait: true, timeout: '2m' },
    status: {
      lastAttemptedRevision: NEW,
      conditions: working(
        `Running health checks for revision ${NEW} with a timeout of 2m0s`,
      ),
      inventory: { entries: [{ id: 'shop_api_apps_Deployment', v: 'v1' }] },
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

  it.each<[string, KubeObject, string, string, string]>([
    [
      'is no divergence of its own where a workload fails',
      stuck,
      NEW,
      `ok | applied main ${NEW_COMMIT.slice(0, 7)}`,
      'rollout progress-deadline',
    ],
    [
      'keeps what is newer waiting, which follows from that workload as well',
      stuck,
      NEWEST,
      'inProgress | main fffffff not applied yet',
      'rollout progress-deadline',
    ],
    [
      'is one where its workloads are well',
      aDeployment('shop', 'api'),
      NEW,
      `diverged | main ${NEW_COMMIT.slice(0, 7)} not applied`,
      'reconcile unknown',
    ],
  ])('%s', (_, workload, artifact, expected, first) => {
    const view = memoryInventory(
      [waiting, workload, source(artifact, '2026-11-21T04:00:00Z')].map(
        object => ({ cluster: 'fixture', object }),
      ),
    );
    const { segments } = judgeTarget(fixtureTarget(waiting, view), {
      view,
      now: NOW,
      pinned: false,
    });
    const divergence = firstDivergence(segments);

    expect(`${segments[2].verdict} | ${segments[2].headline}`).toBe(expected);
    expect(`${divergence?.segment} ${divergence?.class}`).toBe(first);
  });
});
