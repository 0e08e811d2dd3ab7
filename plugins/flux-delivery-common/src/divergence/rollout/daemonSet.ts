import type { Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import type { Workload } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { fact } from '../evidence';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { heldUntilDeleted, waitsForDeletion } from './onDelete';
import { byPods } from './podVerdict';
import { readinessLost } from './readiness';
import { complete, rolling } from './replicated';
import { withDeadline } from './replacedForEver';
import { lastMoved, type Subject } from './Subject';
import { count } from './shape';
import { unreadSpec } from './unreadSpec';

/** What is wanted is told by the nodes, not by the spec. */
export function judgeDaemonSet(
  resolved: ResolvedWorkload,
  observed: Observed<Workload>,
  context: JudgeContext,
): Judgement {
  const subject = subjectOf(resolved, observed, context);
  return (
    unreadSpec(observed, context) ??
    nowhere(subject) ??
    byPods(subject) ??
    waitsForDeletion(subject) ??
    withMisscheduled(complete(subject), subject) ??
    withDeadline(unfinished(subject), subject)
  );
}

function subjectOf(
  resolved: ResolvedWorkload,
  observed: Observed<Workload>,
  context: JudgeContext,
): Subject {
  const status = observed.object.status ?? {};
  const desired = count(status.desiredNumberScheduled);
  const counts = {
    desired,
    total: count(status.currentNumberScheduled),
    updated: count(status.updatedNumberScheduled),
    ready: count(status.numberReady),
    available: count(status.numberAvailable),
    evidence: [
      ...fact(observed, 'status.desiredNumberScheduled', desired),
      ...fact(
        observed,
        'status.updatedNumberScheduled',
        count(status.updatedNumberScheduled),
      ),
      ...fact(
        observed,
        'status.numberAvailable',
        count(status.numberAvailable),
      ),
    ],
  };
  return {
    resolved,
    observed,
    context,
    counts,
    held: heldUntilDeleted(observed),
  };
}

function nowhere({ observed, counts }: Subject): Judgement | undefined {
  return counts.desired > 0
    ? undefined
    : {
        verdict: 'notObserved',
        headline: 'no node wants it',
        summary: `${displayRef(
          observed.ref,
        )} runs nowhere: no node matches it.`,
        evidence: counts.evidence,
      };
}

function withMisscheduled(
  judgement: Judgement | undefined,
  { observed }: Subject,
): Judgement | undefined {
  const misscheduled = count(observed.object.status?.numberMisscheduled);
  return judgement && misscheduled > 0
    ? {
        ...judgement,
        detail: `${misscheduled} on nodes that should not run it`,
      }
    : judgement;
}

function unfinished(subject: Subject): Judgement {
  const { counts, held } = subject;
  const hadEnded = held !== undefined || counts.updated === counts.desired;
  return hadEnded && counts.total === counts.desired
    ? readinessLost(subject)
    : rolling(subject, lastMoved(subject));
}
