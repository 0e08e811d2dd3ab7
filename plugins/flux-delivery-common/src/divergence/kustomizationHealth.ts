import { longestPassOf, timeoutOf } from '../flux/longestPass';
import { sameRevision } from '../flux/revision';
import { findCondition } from '../kube/conditions';
import type { Observed } from '../kube/KubeObject';
import { displayRef } from '../kube/ObjectRef';
import { later } from '../kube/time';
import {
  artifactRevisionOf,
  newerThan,
  readable,
  shortOf,
  type ReconcileInput,
} from './applierCommon';
import { after, durationOr, PICK_UP } from './deadline';
import { isCheckingHealth } from './endlessHealthCheck';
import { conditionFacts, messageOf } from './evidence';
import { inProgress, type Judgement } from './Judgement';
import {
  retryAt,
  revisionFacts,
  specIsChanged,
  specOf,
  statusOf,
} from './kustomizationParts';
import { NOT_RECONCILED, notWorking } from './notReconciled';

/** Health checks come after the apply: what was to be applied, is. Whether it works is for the rollout to say. */
export function appliedNotHealthy(input: ReconcileInput): Judgement {
  const { applier } = input;
  const attempted = statusOf(input).lastAttemptedRevision;
  return {
    verdict: 'ok',
    ...readable(attempted),
    headline: `applied ${shortOf(attempted)}`.trim(),
    summary: `${displayRef(applier.ref)} applied ${shortOf(
      attempted,
    )}; its health check failed.`,
    detail: 'health check failed',
    retryAt: retryAt(input),
    reason: 'HealthCheckFailed',
    evidence: [...conditionFacts(applier, 'Ready'), ...revisionFacts(input)],
  };
}

/**
 * A pass that waits for workloads which fail: they say why, as long as it may wait. What it tries is applied already; what is newer is
 * taken up after that, unless no controller is there to do so.
 */
export function waitsForHealth(input: ReconcileInput): Judgement | undefined {
  const { applier, workloads } = input;
  if (workloads.verdict !== 'diverged' || !checksHealth(applier)) {
    return undefined;
  }
  const name = displayRef(applier.ref);
  const attempted = statusOf(input).lastAttemptedRevision;
  const wanted = artifactRevisionOf(input) ?? attempted;
  const common = {
    ...readable(attempted),
    detail: 'waits for the health of its objects',
    message: messageOf(applier, 'Reconciling'),
    evidence: [
      ...conditionFacts(applier, 'Healthy'),
      ...conditionFacts(applier, 'Reconciling'),
      ...conditionFacts(applier, 'Ready').slice(0, 1),
      ...revisionFacts(input),
    ],
  };
  const isNewer = !sameRevision(wanted, attempted);
  const what = isNewer ? shortOf(wanted) : 'a changed spec';
  return !isNewer && !specIsChanged(input)
    ? {
        ...common,
        verdict: 'ok',
        headline: `applied ${shortOf(attempted)}`.trim(),
        summary: `${name} applied ${shortOf(
          attempted,
        )}, and waits for the health of its objects.`,
      }
    : inProgress(
        {
          ...common,
          ...(isNewer && newerThan(wanted)),
          headline: `${what} not applied yet`,
          summary: `${name} waits for the health of what it applied before, and takes up ${what} then.`,
          expectedBy: takenUpBy(input, isNewer),
        },
        input.context.now,
        {
          class: NOT_RECONCILED,
          headline: `${what} not applied`,
          summary: `${name} should have taken up ${what} by now: ${notWorking(
            'kustomize-controller',
          )}.`,
        },
      );
}

/** A controller that works renews one of the conditions with each pass, however often these fail. */
function takenUpBy(
  input: ReconcileInput,
  isNewer: boolean,
): string | undefined {
  const { object } = input.applier;
  const { artifact } = input.source?.object.status ?? {};
  const lastSign = later(
    findCondition(object, 'Ready')?.lastTransitionTime,
    findCondition(object, 'Reconciling')?.lastTransitionTime,
  );
  const spec = specOf(input);
  return after(
    later(lastSign, isNewer ? artifact?.lastUpdateTime : undefined),
    Math.max(
      longestPassOf(spec),
      timeoutOf(spec) + Math.max(PICK_UP, durationOr(spec.retryInterval, 0)),
    ),
  );
}

/** True while a pass has applied all that it had to. */
function checksHealth({ object }: Observed): boolean {
  return (
    findCondition(object, 'Ready')?.reason === 'HealthCheckFailed' ||
    isCheckingHealth(findCondition(object, 'Reconciling'))
  );
}
