import { findCondition } from '../../kube/conditions';
import type { Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import type { Workload } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { conditionFacts, fact, messageOf } from '../evidence';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { byPods } from './podVerdict';
import { readinessLost, runningUnready } from './readiness';
import { podsRefused } from './replicaFailure';
import { complete, rolling } from './replicated';
import {
  isComplete,
  lastMoved,
  onVersion,
  progressedAt,
  type Subject,
} from './Subject';
import type { Counts } from './Counts';
import { unreadSpec } from './unreadSpec';
import { count } from './shape';

const PAUSED = 'paused';

/** What the pods say comes before what the Deployment says. */
export function judgeDeployment(
  resolved: ResolvedWorkload,
  observed: Observed<Workload>,
  context: JudgeContext,
): Judgement {
  const counts = countsOf(observed);
  const held = observed.object.spec?.paused ? PAUSED : undefined;
  const subject = { resolved, observed, context, counts, held };
  return (
    unreadSpec(observed, context) ??
    (held && withheld(subject)) ??
    byPods(subject) ??
    (held && paused(subject)) ??
    podsRefused(subject) ??
    (held && notLetGo(subject)) ??
    gaveUp(subject) ??
    complete(subject) ??
    unfinished(subject)
  );
}

function countsOf(observed: Observed<Workload>): Counts {
  const { spec, status = {} } = observed.object;
  const desired = spec?.replicas ?? 1;
  return {
    desired,
    total: count(status.replicas),
    updated: count(status.updatedReplicas),
    ready: count(status.readyReplicas),
    available: count(status.availableReplicas),
    evidence: [
      ...fact(observed, 'spec.replicas', desired),
      ...fact(
        observed,
        'status.updatedReplicas',
        count(status.updatedReplicas),
      ),
      ...fact(
        observed,
        'status.availableReplicas',
        count(status.availableReplicas),
      ),
      ...fact(observed, 'status.replicas', count(status.replicas)),
    ],
  };
}

/** A pause in the middle of a rollout, while pods enough serve. */
function withheld(subject: Subject): Judgement | undefined {
  const { desired, updated, available } = subject.counts;
  return updated < desired && available >= desired
    ? pausedMidway(subject)
    : undefined;
}

/** A pause from the beginning: there are no pods, because nobody let them be made. */
function notLetGo(subject: Subject): Judgement | undefined {
  const { desired, total } = subject.counts;
  return desired > 0 && total === 0 ? pausedMidway(subject) : undefined;
}

function pausedMidway(subject: Subject): Judgement {
  const { desired, updated } = subject.counts;
  const progress = `${updated} of ${desired} updated`;
  return {
    class: 'suspended',
    headline: `paused, ${progress}`,
    ...pausedWords(subject, `: ${progress}`),
  };
}

/** A pause that withholds nothing says nothing of pods that are not available. */
function paused(subject: Subject): Judgement | undefined {
  const { desired, available } = subject.counts;
  return available >= desired
    ? { headline: 'paused', ...pausedWords(subject, '; no change waits') }
    : undefined;
}

function pausedWords(subject: Subject, progress: string) {
  const { observed, counts } = subject;
  const progressing = findCondition(observed.object, 'Progressing');
  return {
    verdict: 'suspended' as const,
    summary: `${displayRef(observed.ref)} is paused${progress}.`,
    detail: onVersion(subject),
    since:
      progressing?.reason === 'DeploymentPaused'
        ? progressing.lastTransitionTime
        : undefined,
    evidence: [...fact(observed, 'spec.paused', true), ...counts.evidence],
  };
}

function gaveUp(subject: Subject): Judgement | undefined {
  const { observed, counts } = subject;
  const deployment = observed.object;
  const name = displayRef(observed.ref);
  const progressing = findCondition(deployment, 'Progressing');
  if (progressing?.status !== 'False' || isComplete(counts)) {
    return undefined;
  }
  const unready = runningUnready(subject);
  return {
    verdict: 'diverged',
    class: unready ? 'unready' : 'progress-deadline',
    headline: unready?.headline ?? givenUp(counts),
    summary: `${name} did not get on within its deadline: ${counts.updated} of ${counts.desired} updated, ${counts.available} available.`,
    detail: onVersion(subject),
    since: progressing.lastTransitionTime,
    reason: unready?.reason ?? progressing.reason,
    message: unready?.message ?? messageOf(observed, 'Progressing'),
    evidence: [...conditionFacts(observed, 'Progressing'), ...counts.evidence],
  };
}

function givenUp({ updated, desired, available }: Counts): string {
  if (updated < desired) {
    return `${updated} of ${desired} updated, given up`;
  }
  // Pods of before may still be enough for the count.
  return available < desired
    ? `${available} of ${desired} available`
    : 'new pods do not get ready';
}

function unfinished(subject: Subject): Judgement {
  const { observed, counts } = subject;
  if (subject.held !== undefined) {
    // A pause lets no rollout get on, so that it has no deadline; pods are made anew as ever.
    return readinessLost(subject);
  }
  const progressing = findCondition(observed.object, 'Progressing');
  const hadFinished = progressing?.reason === 'NewReplicaSetAvailable';
  if (
    hadFinished &&
    counts.updated === counts.desired &&
    counts.total <= counts.desired
  ) {
    return readinessLost(subject);
  }
  if (counts.updated > counts.desired) {
    return rolling(subject);
  }
  // A rollout of a new template that no ReplicaSet stands for yet: the condition is still that of the one before.
  const isStale = hadFinished && counts.updated < counts.desired;
  if (isStale) {
    const available = findCondition(observed.object, 'Available');
    return rolling(
      subject,
      available?.status === 'False'
        ? { at: available.lastTransitionTime }
        : { at: observed.observedAt, seenHere: true },
    );
  }
  return rolling(
    subject,
    hadFinished
      ? lastMoved(subject)
      : { at: progressedAt(subject) ?? firstSeen(observed) },
  );
}

function firstSeen({ object }: Observed<Workload>): string | undefined {
  return object.status?.conditions
    ? undefined
    : object.metadata.creationTimestamp;
}
