import { findCondition } from '../../kube/conditions';
import type { Condition } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import { earlier, toMillis } from '../../kube/time';
import type { Pod } from '../../kube/workloads';
import { after, isBefore, MINUTE } from '../deadline';
import { conditionFacts } from '../evidence';
import { inProgress, type Judgement } from '../Judgement';
import { podsByAge } from './newestPods';
import { isPodReady, isRunningUnready } from './podProblem';
import { tellingPods } from './podVerdict';
import { byScheduler } from './scheduling';
import { list } from './shape';
import {
  bornAt,
  heldUpdate,
  onVersion,
  progressDeadline,
  unavailableFrom,
  type Subject,
} from './Subject';

const NOT_READY = 'new pods run and are not ready';

/** The rollout had ended, and pods are not ready any more. New pods, as after a scale-up or a lost node, get their time. */
export function readinessLost(subject: Subject): Judgement {
  return (
    byScheduler(subject, tellingPods(subject).pods) ?? unreadyAgain(subject)
  );
}

function unreadyAgain(subject: Subject): Judgement {
  const { counts, observed, resolved, context } = subject;
  const unready = tellingPods(subject).pods.filter(pod => !isPodReady(pod));
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
    detail:
      [onVersion(subject), heldUpdate(subject)].filter(Boolean).join('; ') ||
      undefined,
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
      { ...words, since: lostSince, expectedBy: after(lostSince, damped) },
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
    // Pods that are made again and again get no new time for each.
    const since = unavailableFrom(observed);
    return inProgress(
      {
        ...words,
        since: youngest,
        expectedBy: after(earlier(youngest, since), progressDeadline(subject)),
      },
      context.now,
      {
        headline: words.headline,
        summary,
        class: 'unready',
        ...(isBefore(since, youngest) && {
          since,
          ...withoutHeadline(runningUnready(subject)),
        }),
      },
    );
  }
  if (available?.status === 'False') {
    const since = available.lastTransitionTime;
    return inProgress(
      { ...words, since, expectedBy: after(since, MINUTE) },
      context.now,
      {
        headline: words.headline,
        summary,
        class: 'unready',
        since,
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
export function unreadySince(pod: Pod): string | undefined {
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

/** What keeps new pods from being ready though they run, in the words of the kubelet where it warned. */
export function runningUnready({
  resolved,
  observed,
  held,
}: Pick<Subject, 'resolved' | 'observed' | 'held'>):
  | Pick<Judgement, 'headline' | 'reason' | 'message'>
  | undefined {
  const { newest } = podsByAge(observed.object, resolved.pods);
  const telling =
    held === undefined
      ? newest
      : tellingPods({ resolved, observed, held }).pods;
  const pod = telling.find(isRunningUnready);
  const warning =
    pod &&
    resolved.pods?.events?.find(
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
