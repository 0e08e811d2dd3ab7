import { conditionIs, findCondition } from '../../kube/conditions';
import type { Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import { redact } from '../../kube/redact';
import { earlier, toMillis } from '../../kube/time';
import type { Pod } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { after, MINUTE } from '../deadline';
import { inProgress, type Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import type { Evidence } from '../SegmentVerdict';
import { problemFacts, type PodProblem } from './podProblem';

/**
 * So long a pod may wait for a node before that counts as a failure. The scheduler says `Unschedulable` at its first try, and what
 * mends it comes later: a cluster autoscaler or Karpenter first has to see the pod, to order a machine and to wait until it has
 * joined, which takes a few minutes; a volume claim may come with the same pass of Flux. Whether waiting helps, no field tells.
 */
export const SCHEDULES_WITHIN = 5 * MINUTE;

const GATED = 'SchedulingGated';

interface Subject {
  resolved: Pick<ResolvedWorkload, 'pods'>;
  observed: Observed;
  context: JudgeContext;
  counts?: { desired: number; available: number; evidence: Evidence[] };
}

/** Those that have no node yet, the longest waiting first. */
export function unscheduled(pods: readonly Pod[]): PodProblem[] {
  return pods
    .flatMap(pod => unscheduledPod(pod) ?? [])
    .sort((a, b) => (toMillis(a.since) ?? 0) - (toMillis(b.since) ?? 0));
}

function unscheduledPod(pod: Pod): PodProblem | undefined {
  const condition = findCondition(pod, 'PodScheduled');
  if (condition?.status !== 'False') {
    return undefined;
  }
  return {
    class: 'unschedulable',
    headline:
      condition.reason === GATED
        ? 'held by a scheduling gate'
        : 'no node takes the pod',
    reason: condition.reason ?? 'Unschedulable',
    message: condition.message && redact(condition.message),
    since: condition.lastTransitionTime ?? pod.metadata.creationTimestamp,
    pod,
    field: 'status.conditions[PodScheduled]',
  };
}

/** True where pods wait behind a scheduling gate, and nothing else keeps them from a node. */
export function isGated(pods: readonly Pod[]): boolean {
  return worthTelling(unscheduled(pods))[0]?.reason === GATED;
}

/**
 * What is to be said of pods without a node: work in flight as long as a node may still come, then a failure. A gate is opened by
 * whoever set it, such as a queue, be that in hours: it is a failure only where the workload itself has given up.
 */
export function byScheduler(
  subject: Subject,
  pods: readonly Pod[],
  /** RFC 3339: when the rollout as a whole has to be done. */
  deadline?: string,
): Judgement | undefined {
  const { observed, context, counts } = subject;
  const waiting = worthTelling(unscheduled(pods));
  const [worst] = waiting;
  if (!worst) {
    return undefined;
  }
  const gated = worst.reason === GATED;
  const gaveUp = conditionIs(observed.object, 'Progressing', 'False');
  const told = {
    class: worst.class,
    headline: worst.headline,
    summary: `${displayRef(observed.ref)}: ${worst.headline} (${
      waiting.length
    } of ${pods.length}).`,
    since: worst.since,
    reason: worst.reason,
    message: worst.message,
  };
  const common = {
    detail: counts && `${counts.available} of ${counts.desired} available`,
    evidence: [
      ...problemFacts(
        worst,
        observed.ref,
        subject.resolved.pods?.observedAt ?? observed.observedAt,
      ),
      ...(counts?.evidence ?? []),
    ],
  };
  if (gaveUp) {
    return { verdict: 'diverged', ...told, ...common };
  }
  const { class: _, ...words } = told;
  return inProgress(
    {
      ...words,
      ...common,
      headline: gated ? told.headline : 'waits for a node',
      summary: gated ? told.summary : waitsFor(subject, waiting, pods),
      expectedBy: gated
        ? undefined
        : earlier(after(worst.since, SCHEDULES_WITHIN), deadline),
    },
    context.now,
    told,
  );
}

/** A gate is to be waited for only where nothing else is: it hides no pod that no node takes. */
function worthTelling(waiting: PodProblem[]): PodProblem[] {
  const ungated = waiting.filter(({ reason }) => reason !== GATED);
  return ungated.length > 0 ? ungated : waiting;
}

function waitsFor(
  { observed }: Subject,
  waiting: readonly PodProblem[],
  pods: readonly Pod[],
): string {
  return `${displayRef(observed.ref)}: ${waiting.length} of ${pods.length} ${
    pods.length === 1 ? 'pod waits' : 'pods wait'
  } for a node, which may take a few minutes where nodes have to be made.`;
}
