import { judgeTarget } from '../divergence/judgeTarget';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import type { SegmentVerdict } from '../divergence/SegmentVerdict';
import {
  aCondition,
  aDeployment,
  aGitRepository,
  aKustomization,
  anEndpointSlice,
  anObject,
  aService,
  REVISION,
} from './builders';
import {
  CLUSTER,
  fixtureTarget,
  fixtureView,
  latestTimeIn,
} from './fixtureTargets';
import {
  aJudgedTarget,
  refTo,
  seen,
  SEEN_AT,
  type TargetChanges,
} from './judgedPath';
import { aPod } from './judgedTraffic';
import { fixtureNames, loadFixture } from './loadFixture';
import { ROLLOUT_SITUATIONS } from './rolloutSituations';
import { memoryInventory } from './memoryInventory';

/** A judged target with a name for it. */
export interface Situation {
  name: string;
  target: JudgedTarget;
}

const APPLIERS = ['Kustomization', 'HelmRelease'];

/** The target of every applier that was captured, judged at the latest instant of its capture. */
export function capturedSituations(): Situation[] {
  return fixtureNames().flatMap(fixture => {
    const objects = loadFixture(fixture);
    const now = latestTimeIn(objects);
    return objects
      .filter(({ kind }) => APPLIERS.includes(kind))
      .map(applier => {
        const view = fixtureView(objects, now, applier);
        const { kind, metadata } = applier;
        return {
          name: `${fixture}: ${kind}/${metadata.namespace}/${metadata.name}`,
          target: judgeTarget(fixtureTarget(applier, view), {
            view,
            now,
            pinned: false,
          }),
        };
      });
  });
}

const UNREACHABLE: Partial<SegmentVerdict> = {
  verdict: 'unknown',
  unknownReason: 'unreachable',
  headline: 'cluster unreachable',
  summary:
    'This cannot be told: the cluster does not answer on prod-eu. Last known: 3/3 ready.',
  since: '2026-11-21T05:40:00Z',
  lastKnown: {
    verdict: 'ok',
    headline: '3/3 ready',
    at: '2026-11-21T05:40:00Z',
  },
};

const FORBIDDEN: Partial<SegmentVerdict> = {
  verdict: 'unknown',
  unknownReason: 'forbidden',
  headline: 'not allowed to look',
  summary:
    'This cannot be told: the cluster does not let us read HelmRelease objects on prod-eu.',
};

const POINTED_AT: Partial<SegmentVerdict> = {
  verdict: 'unknown',
  unknownReason: 'notAuthorized',
  headline: 'not authorized',
  summary:
    'The entity points at Kustomization/flux-system/payments-api on prod-eu; it does not claim this entity, and no rule lets its owner in.',
};

const NEWER = {
  raw: `main@sha1:${'9aa1b22c'.repeat(5)}`,
  short: 'main 9aa1b22',
  commit: '9aa1b22c'.repeat(5),
};

function everywhere(verdict: Partial<SegmentVerdict>) {
  return {
    promotion: verdict,
    source: verdict,
    reconcile: verdict,
    rollout: verdict,
    traffic: verdict,
  };
}

function withPods(...versions: string[]): TargetChanges {
  const workload = seen(aDeployment('payments', 'api'));
  const pods = versions.map((version, index) =>
    aPod(`p${index}`, 'new', version),
  );
  return {
    workloads: [
      {
        ref: workload.ref,
        workload,
        because: 'a test',
        related: [],
        pods: { observedAt: SEEN_AT, pods, replicaSets: [], truncated: false },
      },
    ],
  };
}

/** A failed migration job that keeps the new version from being served. */
function failedJob(): JudgedTarget {
  const job = seen(anObject('batch/v1', 'Job', 'payments', 'migrate'));
  return aJudgedTarget(
    {
      rollout: {
        verdict: 'diverged',
        class: 'job-failed',
        headline: 'Job migrate failed',
        summary: 'Job/payments/migrate failed: BackoffLimitExceeded',
        since: '2026-11-21T05:51:00Z',
        message: 'Job has reached the specified backoff limit',
        evidence: [
          {
            object: job.ref,
            field: 'status.conditions[Failed].status',
            value: 'True (BackoffLimitExceeded)',
            observedAt: SEEN_AT,
          },
        ],
      },
    },
    {
      workloads: [
        { ref: job.ref, workload: job, because: 'a test', related: [] },
      ],
    },
  );
}

/** A source that is refused, and a selector that never matched: mending the one mends nothing of the other. */
function twoFaults(): JudgedTarget {
  const message = 'authentication required';
  const applier = aKustomization('payments', 'api', {
    owned: ['payments_api_apps_Deployment', 'payments_api__Service'],
  });
  const refused = aGitRepository('payments', 'apps', {
    status: {
      conditions: [
        aCondition({ status: 'False', reason: 'GitOperationFailed', message }),
        aCondition({
          type: 'FetchFailed',
          reason: 'GitOperationFailed',
          message,
        }),
      ],
      artifact: { revision: REVISION },
    },
  });
  const view = memoryInventory(
    [
      applier,
      refused,
      aDeployment('payments', 'api'),
      aService('payments', 'api', { spec: { selector: { app: 'apis' } } }),
      anEndpointSlice('payments', 'api', []),
    ].map(object => ({ cluster: CLUSTER, object })),
  );
  return judgeTarget(fixtureTarget(applier, view), {
    view,
    // Slices that were just seen might be about to change.
    now: '2026-11-21T06:01:00Z',
    pinned: false,
  });
}

/** A controller that stopped at half past five, and what its source holds since. */
function notReconciled(revision: string): JudgedTarget {
  const passed = '2026-11-21T05:30:00Z';
  const applier = aKustomization('payments', 'api', {
    owned: ['payments_api_apps_Deployment'],
    spec: { interval: '1m', timeout: '1m' },
    status: {
      conditions: [aCondition({ lastTransitionTime: passed })],
      history: [
        {
          firstReconciled: '2026-11-21T05:00:00Z',
          lastReconciled: passed,
          lastReconciledStatus: 'ReconciliationSucceeded',
          metadata: { revision: REVISION },
        },
      ],
    },
  });
  const apps = aGitRepository('payments', 'apps', {
    status: {
      conditions: [aCondition({ message: 'stored artifact' })],
      artifact: { revision, lastUpdateTime: '2026-11-21T05:40:00Z' },
    },
  });
  const view = memoryInventory(
    [applier, apps, aDeployment('payments', 'api')].map(object => ({
      cluster: CLUSTER,
      object,
    })),
  );
  return judgeTarget(fixtureTarget(applier, view), {
    view,
    now: '2026-11-21T06:00:00Z',
    pinned: false,
  });
}

const CANARY_AT_WORK: Parameters<typeof aJudgedTarget>[0] = {
  rollout: {
    verdict: 'inProgress',
    headline: 'canary at 20 %',
    summary:
      'Canary/payments/api is being analysed: 20 % of the traffic goes to the new version.',
    expectedBy: '2026-11-21T06:12:00Z',
  },
  traffic: {
    verdict: 'inProgress',
    headline: '20 % on 1.8.3',
    summary: 'Service/payments/api: 20 % of the traffic is on 1.8.3.',
  },
};

const WAITS_FOR_LEDGER: Parameters<typeof aJudgedTarget>[0] = {
  reconcile: {
    verdict: 'diverged',
    class: 'dependency-not-ready',
    headline: 'waits for ledger/accounts',
    summary:
      'Kustomization/flux-system/payments-api waits for ledger/accounts, which is not ready.',
    rootCause: {
      ...refTo('Kustomization', 'ledger', 'accounts'),
      summary:
        'Kustomization/ledger/accounts is not ready: kustomize build failed',
    },
  },
  rollout: {
    consequenceOf: 'reconcile',
    verdict: 'diverged',
    headline: 'old',
    summary: 'Deployment/payments/api runs what was applied before.',
  },
};

/** Situations that no capture shows. */
export const BUILT_SITUATIONS: readonly Situation[] = [
  { name: 'healthy from end to end', target: aJudgedTarget() },
  {
    name: 'healthy, pods looked at',
    target: aJudgedTarget({}, withPods('1.8.3', '1.8.3', '1.8.3')),
  },
  {
    name: 'two versions run',
    target: aJudgedTarget(
      {
        rollout: {
          verdict: 'inProgress',
          headline: '2 of 3 updated',
          summary:
            'Deployment/payments/api is rolling out: 2 of 3 are updated.',
          expectedBy: '2026-11-21T06:08:00Z',
        },
      },
      withPods('1.8.3', '1.8.2', '1.8.3'),
    ),
  },
  {
    name: 'cluster out of reach',
    target: aJudgedTarget(everywhere(UNREACHABLE), { workloads: [] }),
  },
  {
    name: 'rollout out of reach, the rest known',
    target: aJudgedTarget({ rollout: UNREACHABLE, traffic: UNREACHABLE }),
  },
  {
    name: 'a kind that may not be read',
    target: aJudgedTarget({ reconcile: FORBIDDEN }),
  },
  {
    name: 'not authorized',
    target: aJudgedTarget(everywhere(POINTED_AT), {
      binding: 'notAuthorized',
      ...withPods('1.8.2'),
    }),
  },
  {
    name: 'suspended, nothing withheld',
    target: aJudgedTarget({
      reconcile: {
        verdict: 'suspended',
        headline: 'suspended',
        summary: 'Kustomization/flux-system/payments-api is suspended.',
      },
    }),
  },
  {
    name: 'suspended, a newer commit withheld',
    target: aJudgedTarget({
      reconcile: {
        verdict: 'suspended',
        class: 'suspended',
        headline: 'suspended, main 9aa1b22 waits',
        summary:
          'Kustomization/flux-system/payments-api is suspended: main 9aa1b22 is not applied.',
        since: '2026-11-19T09:00:00Z',
        revision: { raw: 'main@sha1:3fa2c1e', short: 'main 3fa2c1e' },
        newer: NEWER,
      },
    }),
  },
  {
    name: 'new commit inside the interval',
    target: aJudgedTarget({
      reconcile: {
        verdict: 'inProgress',
        headline: 'main 9aa1b22 is next',
        summary:
          'Kustomization/flux-system/payments-api takes up main 9aa1b22.',
        newer: NEWER,
        expectedBy: '2026-11-21T06:10:00Z',
      },
    }),
  },
  { name: 'canary at work', target: aJudgedTarget(CANARY_AT_WORK) },
  {
    name: 'canary failed',
    target: aJudgedTarget({
      rollout: {
        verdict: 'diverged',
        class: 'canary-failed',
        headline: 'canary failed',
        summary:
          'Canary/payments/api failed its analysis, and the version before serves.',
        since: '2026-11-21T05:30:00Z',
        message: 'Canary failed! Scaling down api.payments',
      },
    }),
  },
  { name: 'job failed', target: failedJob() },
  {
    name: 'two faults, neither of which follows from the other',
    target: twoFaults(),
  },
  ...ROLLOUT_SITUATIONS,
  {
    name: 'nobody takes up a newer commit',
    target: notReconciled(NEWER.raw),
  },
  {
    name: 'nobody looks after what is applied',
    target: notReconciled(REVISION),
  },
  {
    name: 'waits for a dependency of somebody else',
    target: aJudgedTarget(WAITS_FOR_LEDGER),
  },
  {
    name: 'broken after what cannot be told',
    target: aJudgedTarget({
      source: FORBIDDEN,
      rollout: {
        verdict: 'diverged',
        class: 'crash-loop',
        headline: 'crashing',
        summary: 'Deployment/payments/api crashes again and again.',
      },
    }),
  },
  {
    name: 'old version serves',
    target: aJudgedTarget(
      {
        traffic: {
          verdict: 'diverged',
          class: 'old-version-serving',
          headline: '1 of 3 on 1.8.2',
          summary: 'Service/payments/api: 1 of 3 ready endpoints serves 1.8.2.',
        },
      },
      withPods('1.8.3', '1.8.3', '1.8.2'),
    ),
  },
  {
    name: 'not delivered by Flux',
    target: aJudgedTarget(
      {
        promotion: {
          verdict: 'notObserved',
          headline: 'not delivered by Flux',
          summary:
            'No applier of Flux delivers this: nothing is promoted to it.',
        },
        source: {
          verdict: 'notObserved',
          headline: 'no source',
          summary: 'No applier of Flux delivers this.',
        },
        reconcile: {
          verdict: 'notObserved',
          headline: 'not delivered by Flux',
          summary: 'No applier of Flux delivers this.',
        },
      },
      { applierRef: undefined, applier: undefined, sources: [], parents: [] },
    ),
  },
  {
    name: 'nothing observed at all',
    target: aJudgedTarget(
      everywhere({
        verdict: 'notObserved',
        headline: 'nothing',
        summary: 'There is nothing here.',
      }),
      { workloads: [], services: [] },
    ),
  },
  {
    name: 'a message that holds Markdown',
    target: aJudgedTarget({
      source: {
        verdict: 'diverged',
        class: 'source-auth',
        headline: 'fetch failed',
        summary: 'GitRepository/flux-system/apps: fetch failed.',
        message:
          '<img src=x> [click](javascript:alert(1)) `rm -rf` **bold**\nsecond line',
      },
    }),
  },
];
