import { findCondition } from '../../kube/conditions';
import type { Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import { redact } from '../../kube/redact';
import { later } from '../../kube/time';
import type { ContainerState, Pod, Workload } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { after, MINUTE } from '../deadline';
import { conditionFacts, fact, messageOf } from '../evidence';
import { noEvidence } from '../freshness';
import { inProgress, type Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { isPodReady } from './podProblem';
import { failingPods } from './podVerdict';
import { unreadySince } from './readiness';
import { byScheduler } from './scheduling';
import { list } from './shape';
import { bornAt, onVersion, progressDeadline, type Subject } from './Subject';
import { beingDeleted } from './unreadSpec';

/** A Pod that no workload made. Nobody replaces it, so that one that has failed stays so. */
export function judgeBarePod(
  resolved: ResolvedWorkload,
  observed: Observed<Pod>,
  context: JudgeContext,
): Judgement {
  const pod = observed.object;
  const subject = subjectOf(resolved, observed, context);
  const name = displayRef(observed.ref);
  const failure = failingPods(subject, [pod], '');
  return (
    beingDeleted(observed, context) ??
    ended(observed, context) ??
    (failure && { ...failure, summary: `${name}: ${failure.headline}.` }) ??
    byScheduler(subject, [pod]) ??
    (isPodReady(pod) ? ready(subject) : starting(subject, observed))
  );
}

/** One of one, so that what is known of the pods of others holds for it as well. */
function subjectOf(
  resolved: ResolvedWorkload,
  observed: Observed<Pod>,
  context: JudgeContext,
): Subject {
  const available = Number(isPodReady(observed.object));
  return {
    resolved,
    observed: observed as Observed<unknown & Workload>,
    context,
    counts: {
      desired: 1,
      total: 1,
      updated: 1,
      ready: available,
      available,
      evidence: [
        ...fact(observed, 'status.phase', observed.object.status?.phase),
        ...conditionFacts(observed, 'Ready'),
      ],
    },
  };
}

function ended(
  observed: Observed<Pod>,
  context: JudgeContext,
): Judgement | undefined {
  const { status } = observed.object;
  const name = displayRef(observed.ref);
  switch (status?.phase) {
    case 'Succeeded': {
      const at = endOf(observed.object);
      return {
        verdict: 'ok',
        headline: 'completed',
        summary: `${name} has completed.`,
        ...(at && { at, atWord: 'completed' }),
        evidence: fact(observed, 'status.phase', 'Succeeded'),
      };
    }
    case 'Failed':
      return failed(observed);
    case 'Unknown':
      return noEvidence(observed.ref, context, {
        headline: 'its node does not answer',
        summary: `${name}: its node does not answer, so that nobody knows how it is.`,
        field: 'status.phase',
        value: 'Unknown',
        observedAt: observed.observedAt,
      });
    default:
      return undefined;
  }
}

/** Its containers exited, or the kubelet ended it: evicted, preempted, or its node was lost. */
function failed(observed: Observed<Pod>): Judgement {
  const { status } = observed.object;
  const exits = exitsOf(observed.object).filter(
    ({ exitCode }) => exitCode !== 0,
  );
  const [exit] = exits;
  const killed = exits.some(({ reason }) => reason === 'OOMKilled');
  const reason = status?.reason ?? exit?.reason;
  const message =
    status?.message ??
    exit?.message ??
    (exit && `exit code ${exit.exitCode ?? 'not told'}`);
  return {
    verdict: 'diverged',
    class: killed ? 'out-of-memory' : (exit && 'job-failed') ?? 'unready',
    headline: reason ? `pod failed: ${reason}` : 'pod failed',
    summary: `${displayRef(
      observed.ref,
    )} has failed, and no workload makes it anew.`,
    since:
      endOf(observed.object) ??
      findCondition(observed.object, 'Ready')?.lastTransitionTime,
    reason,
    message: message && redact(message),
    evidence: [
      ...fact(observed, 'status.phase', 'Failed'),
      ...fact(observed, 'status.reason', status?.reason),
      ...fact(observed, 'status.message', status?.message),
    ],
  };
}

type Exit = NonNullable<ContainerState['terminated']>;

function exitsOf({ status }: Pod): Exit[] {
  return [
    ...list(status?.initContainerStatuses),
    ...list(status?.containerStatuses),
  ].flatMap(({ state }) => state?.terminated ?? []);
}

function endOf(pod: Pod): string | undefined {
  return exitsOf(pod)
    .map(({ finishedAt }) => finishedAt)
    .reduce(later, undefined);
}

function ready(subject: Subject): Judgement {
  const { observed, counts } = subject;
  return {
    verdict: 'ok',
    headline: 'runs and is ready',
    summary: `${displayRef(observed.ref)} runs and is ready.`,
    detail: onVersion(subject),
    evidence: counts.evidence,
  };
}

function starting(subject: Subject, observed: Observed<Pod>): Judgement {
  const { context, counts } = subject;
  const name = displayRef(observed.ref);
  const lost = unreadySince(observed.object);
  const since = lost ?? bornAt(observed.object);
  const isRunning = observed.object.status?.phase === 'Running';
  return inProgress(
    {
      headline: isRunning ? 'not ready' : 'starting',
      summary: `${name} ${isRunning ? 'runs and is not ready' : 'starts'}.`,
      detail: onVersion(subject),
      since,
      expectedBy: after(since, lost ? MINUTE / 2 : progressDeadline(subject)),
      evidence: counts.evidence,
    },
    context.now,
    {
      headline: isRunning ? 'runs and is not ready' : 'does not start',
      summary: `${name} ${
        isRunning ? 'runs and does not get ready' : 'does not start'
      }.`,
      class: isRunning ? 'unready' : 'progress-deadline',
      reason: findCondition(observed.object, 'Ready')?.reason,
      message: messageOf(observed, 'Ready'),
      since,
    },
  );
}
