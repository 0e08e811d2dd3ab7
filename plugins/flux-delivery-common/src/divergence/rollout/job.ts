import { findCondition } from '../../kube/conditions';
import type { Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import type { Job, JobStatus, Pod } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { after, PICK_UP } from '../deadline';
import { declaredVersion } from '../describeVersion';
import { conditionFacts, fact, messageOf } from '../evidence';
import { inProgress, type Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { podProblems, problemFacts } from './podProblem';
import { byScheduler } from './scheduling';
import { count, list } from './shape';
import { notReplaced, notStarting } from './stuckPods';

/** Names the queue of a Job for Kueue. */
const QUEUE = 'kueue.x-k8s.io/queue-name';
/** Who manages a Job that names nobody. */
const JOB_CONTROLLER = 'kubernetes.io/job-controller';

export function judgeJob(
  resolved: Pick<ResolvedWorkload, 'pods'>,
  observed: Observed<Job>,
  context: JudgeContext,
): Judgement {
  return (
    ended(observed) ??
    queued(observed) ??
    suspended(observed) ??
    byPods(resolved, observed) ??
    byScheduler(
      { resolved, observed, context },
      unfinishedPods(resolved),
      allowedUntil(observed),
    ) ??
    withoutPods(resolved, observed, context) ??
    running(observed, context)
  );
}

function ended(observed: Observed<Job>): Judgement | undefined {
  const { object, ref } = observed;
  const name = displayRef(ref);
  const failed = findCondition(object, 'Failed');
  const status: JobStatus = object.status ?? {};
  const version = declaredVersion(object);
  if (failed?.status === 'True') {
    return {
      verdict: 'diverged',
      class: 'job-failed',
      headline: 'job failed',
      summary: `${name} failed${
        count(status.failed) > 1 ? ` after ${count(status.failed)} tries` : ''
      }.`,
      detail: version && `on ${version}`,
      since: failed.lastTransitionTime,
      at: failed.lastTransitionTime,
      atWord: 'failed',
      reason: failed.reason,
      message: messageOf(observed, 'Failed'),
      evidence: [
        ...conditionFacts(observed, 'Failed'),
        ...fact(observed, 'status.failed', status.failed),
      ],
    };
  }
  if (findCondition(object, 'Complete')?.status !== 'True') {
    return undefined;
  }
  return {
    verdict: 'ok',
    headline: 'completed',
    summary: `${name} has completed.`,
    detail: version && `on ${version}`,
    ...(status.completionTime && {
      at: status.completionTime,
      atWord: 'completed',
    }),
    evidence: [
      ...conditionFacts(observed, 'Complete'),
      ...fact(observed, 'status.succeeded', status.succeeded),
    ],
  };
}

/** Kueue suspends what is queued and lets it go in its turn, be that in hours. */
function queued(observed: Observed<Job>): Judgement | undefined {
  const { spec, metadata } = observed.object;
  const queue = metadata.labels?.[QUEUE];
  const manager =
    spec?.managedBy === JOB_CONTROLLER ? undefined : spec?.managedBy;
  if (!spec?.suspend || !(queue || manager)) {
    return undefined;
  }
  const name = displayRef(observed.ref);
  return {
    verdict: 'inProgress',
    headline: queue ? `queued in ${queue}` : `waits for ${manager}`,
    summary: queue
      ? `${name} is queued in ${queue}: it starts when its turn comes.`
      : `${name} waits for ${manager}, which starts it.`,
    since:
      findCondition(observed.object, 'Suspended')?.lastTransitionTime ??
      metadata.creationTimestamp,
    evidence: [
      ...fact(observed, 'spec.suspend', true),
      ...fact(observed, `metadata.labels[${QUEUE}]`, queue),
      ...fact(observed, 'spec.managedBy', manager),
    ],
  };
}

function suspended(observed: Observed<Job>): Judgement | undefined {
  if (!observed.object.spec?.suspend) {
    return undefined;
  }
  return {
    verdict: 'suspended',
    class: 'suspended',
    headline: 'job suspended',
    summary: `${displayRef(observed.ref)} is suspended and has not completed.`,
    since: findCondition(observed.object, 'Suspended')?.lastTransitionTime,
    evidence: fact(observed, 'spec.suspend', true),
  };
}

function byPods(
  resolved: Pick<ResolvedWorkload, 'pods'>,
  observed: Observed<Job>,
): Judgement | undefined {
  const { pods } = resolved;
  const [worst] = podProblems(unfinishedPods(resolved));
  return (
    worst && {
      verdict: 'diverged',
      class: worst.class,
      headline: worst.headline,
      summary: `${displayRef(observed.ref)}: ${worst.headline}.`,
      since: worst.since,
      reason: worst.reason,
      message: worst.message,
      evidence: problemFacts(worst, observed.ref, pods!.observedAt),
    }
  );
}

function unfinishedPods({ pods }: Pick<ResolvedWorkload, 'pods'>): Pod[] {
  return list(pods?.pods).filter(
    pod => pod.metadata && pod.status?.phase !== 'Succeeded',
  );
}

/** What is still to be done, as far as it may run at once; a Job without a number of completions ends with the first. */
function wantedPods({ object: { spec, status } }: Observed<Job>): number {
  const parallelism = spec?.parallelism ?? 1;
  const succeeded = count(status?.succeeded);
  if (spec?.completions === undefined) {
    return succeeded > 0 ? count(status?.active) : parallelism;
  }
  return Math.max(Math.min(parallelism, spec.completions - succeeded), 0);
}

/** Pods that the API server refuses, or that never start. */
function withoutPods(
  { pods }: Pick<ResolvedWorkload, 'pods'>,
  observed: Observed<Job>,
  context: JudgeContext,
): Judgement | undefined {
  const { status } = observed.object;
  const active = count(status?.active);
  const evidence = fact(observed, 'status.active', active);
  const counts = {
    desired: wantedPods(observed),
    total: active,
    updated: active,
    ready: count(status?.ready),
    available: count(status?.ready),
    evidence,
  };
  const subject = { resolved: { pods }, observed, counts, context };
  return (
    notStarting(
      subject,
      list(pods?.pods).filter(pod => pod.metadata),
    ) ?? notReplaced(subject)
  );
}

function running(observed: Observed<Job>, context: JudgeContext): Judgement {
  const { spec, status, metadata } = observed.object;
  const failures = count(status?.failed);
  const limit = spec?.backoffLimit ?? 6;
  const started = status?.startTime;
  return inProgress(
    {
      headline: started ? 'running' : 'not started yet',
      summary: `${displayRef(observed.ref)} ${
        started ? 'is running' : 'has not started yet'
      }.`,
      detail:
        failures > 0
          ? `${failures} failed ${
              failures === 1 ? 'try' : 'tries'
            }, ${limit} are allowed`
          : undefined,
      ...(started && { at: started, atWord: 'started' }),
      since: started ?? metadata.creationTimestamp,
      expectedBy: started
        ? allowedUntil(observed)
        : after(metadata.creationTimestamp, PICK_UP),
      evidence: [
        ...fact(observed, 'status.active', count(status?.active)),
        ...fact(observed, 'status.failed', failures),
        ...fact(observed, 'status.startTime', started),
      ],
    },
    context.now,
    {
      headline: started ? 'runs longer than it may' : 'never started',
      summary: `${displayRef(observed.ref)} ${
        started ? 'runs longer than its deadline' : 'was never started'
      }.`,
    },
  );
}

function allowedUntil({ object }: Observed<Job>): string | undefined {
  const seconds = object.spec?.activeDeadlineSeconds;
  return seconds === undefined
    ? undefined
    : after(object.status?.startTime, seconds * 1000);
}
