import { findCondition } from '../../kube/conditions';
import type { Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import type { Workload } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { conditionFacts, fact, messageOf } from '../evidence';
import type { Judgement } from '../Judgement';
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

function paused(subject: Subject): Judgement | undefined {
  const { observed, counts } = subject;
  const { spec, status } = observed.object;
  const [condition] = list(status?.pauseConditions);
  if (!spec?.paused && status?.phase !== 'Paused') {
    return undefined;
  }
  const step = list(spec?.strategy?.canary?.steps)[
    status?.currentStepIndex ?? 0
  ] as { pause?: { duration?: unknown } } | undefined;
  const headline = `paused${stepOf(subject) ? ` at ${stepOf(subject)}` : ''}`;
  const words = {
    headline,
    summary: `${displayRef(observed.ref)} is ${headline}${
      step?.pause?.duration
        ? '; it goes on by itself'
        : ' until somebody lets it go on'
    }.`,
    detail: `${counts.updated} of ${counts.desired} updated`,
    since: condition?.startTime,
    evidence: [
      ...fact(observed, 'spec.paused', spec?.paused),
      ...counts.evidence,
    ],
  };
  return step?.pause?.duration !== undefined && !spec?.paused
    ? { verdict: 'inProgress', ...words }
    : { verdict: 'suspended', class: 'suspended', ...words };
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
