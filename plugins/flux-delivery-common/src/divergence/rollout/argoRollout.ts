import { findCondition } from '../../kube/conditions';
import { parseDuration } from '../../kube/duration';
import type { Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import type { Workload } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { after, MINUTE } from '../deadline';
import { conditionFacts, fact, messageOf } from '../evidence';
import { inProgress, type Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { byPods } from './podVerdict';
import { complete, rolling } from './replicated';
import { onVersion, progressedAt, type Subject } from './Subject';
import { count, list } from './shape';
import { unreadSpec } from './unreadSpec';

/** Argo's Rollout. The phase is its own summary; what aborted or paused it says more. */
export function judgeArgoRollout(
  resolved: ResolvedWorkload,
  observed: Observed<Workload>,
  context: JudgeContext,
): Judgement {
  const subject = subjectOf(resolved, observed, context);
  return (
    unreadSpec(observed, context) ??
    aborted(subject) ??
    byPods(subject) ??
    degraded(subject) ??
    paused(subject) ??
    healthy(subject) ??
    rolling(subject, { at: progressedAt(subject) })
  );
}

function subjectOf(
  resolved: ResolvedWorkload,
  observed: Observed<Workload>,
  context: JudgeContext,
): Subject {
  const { spec, status = {} } = observed.object;
  const desired = spec?.replicas ?? 1;
  const counts = {
    desired,
    total: count(status.replicas),
    updated: count(status.updatedReplicas),
    ready: count(status.readyReplicas),
    available: count(status.availableReplicas),
    evidence: [
      ...fact(observed, 'status.phase', status.phase),
      ...fact(observed, 'status.message', status.message),
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
    ],
  };
  return { resolved, observed, context, counts };
}

function stepOf({ observed }: Subject): string | undefined {
  const { spec, status } = observed.object;
  const steps = list(spec?.strategy?.canary?.steps).length;
  return steps > 0 && status?.currentStepIndex !== undefined
    ? `step ${Math.min(status.currentStepIndex + 1, steps)} of ${steps}`
    : undefined;
}

function aborted(subject: Subject): Judgement | undefined {
  const { observed, counts } = subject;
  const { status } = observed.object;
  if (!status?.abort) {
    return undefined;
  }
  return {
    verdict: 'diverged',
    class: 'canary-failed',
    headline: 'rollout aborted',
    summary: `${displayRef(
      observed.ref,
    )} was aborted: the version of before serves.`,
    detail: stepOf(subject),
    since: findCondition(observed.object, 'Progressing')?.lastTransitionTime,
    reason: 'RolloutAborted',
    message: messageOf(observed, 'Progressing') ?? status.message,
    evidence: [...fact(observed, 'status.abort', true), ...counts.evidence],
  };
}

function degraded(subject: Subject): Judgement | undefined {
  const { observed, counts } = subject;
  const { status } = observed.object;
  if (status?.phase !== 'Degraded') {
    return undefined;
  }
  const progressing = findCondition(observed.object, 'Progressing');
  return {
    verdict: 'diverged',
    class:
      progressing?.reason === 'ProgressDeadlineExceeded'
        ? 'progress-deadline'
        : undefined,
    headline: 'degraded',
    summary: `${displayRef(observed.ref)} is degraded.`,
    detail: stepOf(subject),
    since: progressing?.lastTransitionTime,
    reason: progressing?.reason,
    message: status.message ?? messageOf(observed, 'Progressing'),
    evidence: [...counts.evidence, ...conditionFacts(observed, 'Progressing')],
  };
}

/** For the controller to end a pause whose time is over. */
const RESUMES_WITHIN = MINUTE;

function paused(subject: Subject): Judgement | undefined {
  const { observed, counts, context } = subject;
  const { spec, status } = observed.object;
  if (!spec?.paused && status?.phase !== 'Paused') {
    return undefined;
  }
  const name = displayRef(observed.ref);
  const duration = pauseOf(observed.object);
  const since = list(status?.pauseConditions)[0]?.startTime;
  const headline = `paused${stepOf(subject) ? ` at ${stepOf(subject)}` : ''}`;
  const words = {
    headline,
    summary: `${name} is ${headline}${
      duration === undefined
        ? ' until somebody lets it go on'
        : '; it goes on by itself'
    }.`,
    detail: `${counts.updated} of ${counts.desired} updated`,
    since,
    evidence: [
      ...fact(observed, 'spec.paused', spec?.paused),
      ...counts.evidence,
    ],
  };
  if (duration === undefined) {
    return { verdict: 'suspended', class: 'suspended', ...words };
  }
  return inProgress(
    {
      ...words,
      expectedBy: Number.isNaN(duration)
        ? undefined
        : after(since, duration + RESUMES_WITHIN),
    },
    context.now,
    {
      headline: `still ${headline}`,
      summary: `${name} is still ${headline}: it should have gone on by itself.`,
      class: 'progress-deadline',
    },
  );
}

/** Why a Rollout is paused where it is by itself; an analysis without a clear answer waits for a person. */
const BY_STEP = 'CanaryPauseStep';
const BEFORE_PROMOTION = 'BlueGreenPause';

/** How long the pause lasts, in milliseconds: NaN where that cannot be read; undefined where only a person ends it. */
function pauseOf({ spec, status }: Workload): number | undefined {
  const { canary, blueGreen } = spec?.strategy ?? {};
  const conditions = list(status?.pauseConditions);
  const isAllFor = (wanted: string) =>
    conditions.every(({ reason = wanted }) => reason === wanted);
  const seconds = blueGreen?.autoPromotionSeconds ?? 0;
  if (spec?.paused) {
    return undefined;
  }
  if (seconds > 0 && conditions.length > 0 && isAllFor(BEFORE_PROMOTION)) {
    return seconds * 1000;
  }
  const step = list(canary?.steps)[status?.currentStepIndex ?? 0] as
    | { pause?: { duration?: unknown } }
    | undefined;
  const duration = step?.pause?.duration;
  if (duration === undefined || !isAllFor(BY_STEP)) {
    return undefined;
  }
  // A bare number counts seconds.
  return /^\d+$/.test(String(duration))
    ? Number(duration) * 1000
    : parseDuration(String(duration)) ?? NaN;
}

/** `Healthy` only where the counts agree: a phase is the last thing that the controller wrote. */
function healthy(subject: Subject): Judgement | undefined {
  const { observed, counts } = subject;
  const { phase } = observed.object.status ?? {};
  if (phase !== 'Healthy' && phase !== undefined) {
    return undefined;
  }
  const judgement = complete(subject);
  if (judgement || phase === undefined || counts.available < counts.desired) {
    return judgement;
  }
  return {
    verdict: 'ok',
    headline: `${counts.available}/${counts.desired} ready`,
    summary: `${displayRef(observed.ref)} has rolled out.`,
    detail: onVersion(subject),
    evidence: counts.evidence,
  };
}
