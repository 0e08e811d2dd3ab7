import { findCondition } from '../../kube/conditions';
import type { Condition, Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import { toMillis } from '../../kube/time';
import type { Pod, PodSample, Workload } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { after, isBefore, MINUTE } from '../deadline';
import { declaredVersion } from '../describeVersion';
import { conditionFacts, fact } from '../evidence';
import { inProgress, type Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import type { Counts } from './Counts';
import { podsByAge } from './newestPods';
import {
  isPodReady,
  isRunningUnready,
  podProblems,
  problemFacts,
} from './podProblem';
import { byScheduler } from './scheduling';
import { list } from './shape';
import { byEvents, DOES_NOT_GO, leavingPod } from './stuckPods';

/** What the rules for Deployment, StatefulSet, DaemonSet and Rollout have in common. */
export interface Subject {
  resolved: ResolvedWorkload;
  observed: Observed<Workload>;
  context: JudgeContext;
  counts: Counts;
}

export const DEFAULT_PROGRESS_DEADLINE = 600;
const NOT_READY = 'new pods run and are not ready';

export function progressDeadline({ observed }: Subject): number {
  return (
    (observed.object.spec?.progressDeadlineSeconds ??
      DEFAULT_PROGRESS_DEADLINE) * 1000
  );
}

/** `on 1.8.2`, where the workload tells its version. */
export function onVersion({ observed }: Subject): string | undefined {
  const version = declaredVersion(observed.object);
  return version && `on ${version}`;
}

/** True where the counts say that every wanted pod is of the newest template and serves. */
export function isComplete({
  desired,
  total,
  updated,
  available,
}: Counts): boolean {
  return (
    updated >= desired &&
    available >= desired &&
    total >= updated &&
    total <= desired
  );
}

/**
 * What the pods of the newest template say. They are sampled, and older than the counts at times: where those are complete,
 * the sample is not asked.
 */
export function byPods(subject: Subject): Judgement | undefined {
  const { resolved, observed, counts } = subject;
  if (isComplete(counts) || !resolved.pods) {
    return undefined;
  }
  const { pods, age } = tellingPods(subject);
  const problems = podProblems(pods);
  if (problems.length === 0) {
    const unplaced = byScheduler(subject, pods);
    return unplaced?.verdict === 'diverged'
      ? unplaced
      : byEvents(subject, pods);
  }
  const [worst] = problems;
  const name = displayRef(observed.ref);
  return {
    verdict: 'diverged',
    class: worst.class,
    headline: worst.headline,
    summary: `${name}: ${worst.headline} (${problems.length} of ${
      pods.length
    } ${age} ${pods.length === 1 ? 'pod' : 'pods'}).`,
    detail: `${counts.available} of ${counts.desired} available`,
    since: worst.since,
    reason: worst.reason,
    message: worst.message,
    evidence: [
      ...problemFacts(worst, observed.ref, resolved.pods.observedAt),
      ...counts.evidence,
    ],
  };
}

/** Only new pods speak of the rollout; where there are none, the old ones tell why nothing serves. */
function tellingPods({ observed, resolved }: Subject) {
  const { newest, older } = podsByAge(observed.object, resolved.pods);
  return newest.length > 0
    ? { pods: newest, age: 'new' }
    : { pods: older, age: 'old' };
}

/** Every wanted pod is of the newest template and available. */
export function complete(subject: Subject): Judgement | undefined {
  const { counts, observed } = subject;
  if (!isComplete(counts)) {
    return undefined;
  }
  const name = displayRef(observed.ref);
  if (counts.desired === 0) {
    return {
      verdict: 'ok',
      headline: 'scaled to 0',
      summary: `${name} is scaled to 0: nothing is meant to run.`,
      detail: onVersion(subject),
      evidence: [...fact(observed, 'spec.replicas', 0), ...counts.evidence],
    };
  }
  return {
    verdict: 'ok',
    headline: `${counts.ready}/${counts.desired} ready`,
    summary: `${name} has rolled out: ${counts.ready} of ${counts.desired} pods are ready.`,
    detail: onVersion(subject),
    evidence: counts.evidence,
  };
}

/** The rollout had ended, and pods are not ready any more. New pods, as after a scale-up or a lost node, get their time. */
export function readinessLost(subject: Subject): Judgement {
  return (
    byScheduler(subject, tellingPods(subject).pods) ?? unreadyAgain(subject)
  );
}

function unreadyAgain(subject: Subject): Judgement {
  const { counts, observed, resolved, context } = subject;
  const unready = podsByAge(observed.object, resolved.pods).newest.filter(
    pod => !isPodReady(pod),
  );
  const youngest = unready
    .map(bornAt)
    .sort((a, b) => (toMillis(b) ?? 0) - (toMillis(a) ?? 0))[0];
  const available = findCondition(observed.object, 'Available');
  const summary = `${displayRef(observed.ref)}: ${counts.available} of ${
    counts.desired
  } pods are ready.`;
  const words = {
    headline: `${counts.ready} of ${counts.desired} ready`,
    summary,
    detail: onVersion(subject),
    evidence: [...counts.evidence, ...conditionFacts(observed, 'Available')],
  };
  const lostSince =
    unready
      .flatMap(pod => unreadySince(pod) ?? [])
      .sort((a, b) => (toMillis(a) ?? 0) - (toMillis(b) ?? 0))[0] ??
    unavailableSince(available, youngest);
  if (lostSince) {
    const damped = counts.available > 0 ? MINUTE : MINUTE / 2;
    return inProgress(
      { ...words, expectedBy: after(lostSince, damped) },
      context.now,
      {
        headline: words.headline,
        summary: `${summary} They were ready before.`,
        class: 'unready',
        since: lostSince,
        ...withoutHeadline(runningUnready(subject)),
      },
    );
  }
  if (resolved.pods && unready.length > 0) {
    return inProgress(
      { ...words, expectedBy: after(youngest, progressDeadline(subject)) },
      context.now,
      {
        headline: words.headline,
        summary,
        class: 'unready',
      },
    );
  }
  if (available?.status === 'False') {
    const since = available.lastTransitionTime;
    return inProgress(
      { ...words, expectedBy: after(since, MINUTE) },
      context.now,
      {
        headline: words.headline,
        summary,
        class: 'unready',
      },
    );
  }
  return { verdict: 'inProgress', ...words };
}

function withoutHeadline(
  told: ReturnType<typeof runningUnready>,
): Pick<Judgement, 'reason' | 'message'> {
  return told ? { reason: told.reason, message: told.message } : {};
}

/** A pod that is only starting is unready from its beginning on; one whose condition changed later had been ready. */
const STARTS_WITHIN = 5_000;

/** Since when a pod that was ready is not; undefined for one that never was. */
function unreadySince(pod: Pod): string | undefined {
  const since = list(pod.status?.conditions).find(
    ({ type }) => type === 'Ready',
  )?.lastTransitionTime;
  const started = pod.status?.startTime ?? pod.metadata.creationTimestamp;
  return isRunningUnready(pod) && isBefore(after(started, STARTS_WITHIN), since)
    ? since
    : undefined;
}

/** Where pods do not tell it: a Deployment that became unavailable long after its pods were made had been available with them. */
function unavailableSince(
  available: Condition | undefined,
  youngest: string | undefined,
): string | undefined {
  const since = available?.lastTransitionTime;
  return available?.status === 'False' &&
    isBefore(after(youngest, STARTS_WITHIN), since)
    ? since
    : undefined;
}

function bornAt(pod: Pod): string | undefined {
  return pod.metadata.creationTimestamp ?? pod.status?.startTime;
}

function progressOf({ desired, updated, total, available }: Counts): string {
  if (updated > desired) {
    return `scaling down to ${desired}`;
  }
  if (updated < desired) {
    return `${updated} of ${desired} updated`;
  }
  const old = total - updated;
  return old > 0
    ? `${old} old ${old === 1 ? 'pod' : 'pods'} still running`
    : `${available} of ${desired} ready`;
}

/** A rollout that is not complete, and nothing says that it fails. */
export function rolling(
  subject: Subject,
  expectedBy: string | undefined,
): Judgement {
  return (
    byScheduler(subject, tellingPods(subject).pods, expectedBy) ??
    gettingOn(subject, expectedBy)
  );
}

function gettingOn(
  subject: Subject,
  expectedBy: string | undefined,
): Judgement {
  const { counts, observed, context } = subject;
  const name = displayRef(observed.ref);
  const headline = progressOf(counts);
  const unready =
    runningUnready(subject) ??
    (leavingPod(subject) && { headline: DOES_NOT_GO });
  return inProgress(
    {
      headline,
      summary: `${name} is rolling out: ${headline}.`,
      detail: onVersion(subject),
      expectedBy,
      evidence: counts.evidence,
    },
    context.now,
    {
      headline,
      summary: `${name} should have rolled out by now: ${headline}.`,
      class: unready ? 'unready' : 'progress-deadline',
      ...unready,
    },
  );
}

/** What keeps new pods from being ready though they run, in the words of the kubelet where it warned. */
export function runningUnready({
  resolved: { pods: sample },
  observed,
}: Pick<Subject, 'resolved' | 'observed'>):
  | Pick<Judgement, 'headline' | 'reason' | 'message'>
  | undefined {
  const { newest } = podsByAge(observed.object, sample);
  const pod = newest.find(isRunningUnready);
  const warning =
    pod &&
    sample?.events?.find(
      ({ kind, name, reason }) =>
        kind === 'Pod' && name === pod.metadata.name && reason === 'Unhealthy',
    );
  const condition = list(pod?.status?.conditions).find(
    ({ type }) => type === 'Ready',
  );
  return pod
    ? {
        headline: NOT_READY,
        reason: warning?.reason ?? condition?.reason,
        message: warning?.message ?? condition?.message,
      }
    : undefined;
}

/** The start of the youngest pod of the newest template: what a rollout's time counts from where the workload tells none. */
export function lastPodBorn(subject: Subject): string | undefined {
  const { newest } = podsByAge(subject.observed.object, subject.resolved.pods);
  return newest
    .map(bornAt)
    .sort((a, b) => (toMillis(b) ?? 0) - (toMillis(a) ?? 0))[0];
}

/** Says that the pods could not be listed, where that is why less is known. */
export function withSampleError(
  judgement: Judgement,
  sample: PodSample | undefined,
): Judgement {
  return sample?.error
    ? {
        ...judgement,
        detail: [judgement.detail, `pods could not be listed: ${sample.error}`]
          .filter(Boolean)
          .join('; '),
      }
    : judgement;
}
