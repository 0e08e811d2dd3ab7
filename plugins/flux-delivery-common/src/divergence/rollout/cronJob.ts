import { findCondition } from '../../kube/conditions';
import type { Observed } from '../../kube/KubeObject';
import { displayRef } from '../../kube/ObjectRef';
import type { CronJob, Job } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { isBefore } from '../deadline';
import { fact } from '../evidence';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { judgeJob } from './job';
import { list } from './shape';

/**
 * A CronJob is as good as its last run that came to an end. A run that is stuck is told where that one succeeded, or there is none: after a
 * run that failed it is one more of the same, and would tell another class from minute to minute.
 */
export function judgeCronJob(
  resolved: ResolvedWorkload,
  observed: Observed<CronJob>,
  context: JudgeContext,
): Judgement {
  if (observed.object.spec?.suspend) {
    return {
      verdict: 'suspended',
      headline: 'schedule suspended',
      summary: `${displayRef(observed.ref)} is suspended: it starts no job.`,
      ...lastSuccess(observed),
      evidence: fact(observed, 'spec.suspend', true),
    };
  }
  return byJobs(resolved, observed, context) ?? byTimes(observed);
}

function byJobs(
  { related }: ResolvedWorkload,
  observed: Observed<CronJob>,
  context: JudgeContext,
): Judgement | undefined {
  const jobs = list(related).filter(
    ({ ref }) => ref.kind === 'Job',
  ) as Observed<Job>[];
  const judged = jobs.map(job => ({
    job,
    judgement: judgeJob({ pods: context.view.podsOf(job.ref) }, job, context),
  }));
  const ended = judged.find(({ job }) => isEnded(job.object));
  const stuck = judged.find(
    ({ job, judgement }) =>
      !isEnded(job.object) && judgement.verdict !== 'inProgress',
  );
  const last = ended?.judgement.verdict === 'diverged' ? ended : stuck ?? ended;
  const running = judged.find(
    ({ judgement }) => judgement.verdict === 'inProgress',
  );
  if (!last) {
    return (
      running && { ...running.judgement, headline: 'first run is running' }
    );
  }
  const { judgement, job } = last;
  if (judgement.verdict === 'ok') {
    return {
      ...judgement,
      headline: running ? 'running, last run succeeded' : 'last run succeeded',
      summary: `${displayRef(observed.ref)}: its last run, ${
        job.ref.name
      }, succeeded.`,
      detail: scheduleOf(observed),
      evidence: [...judgement.evidence, ...timesFacts(observed)],
    };
  }
  return {
    ...judgement,
    headline:
      judgement.class === 'job-failed' ? 'last run failed' : judgement.headline,
    summary: `${displayRef(observed.ref)}: its last run, ${
      job.ref.name
    }, did not succeed: ${judgement.headline}.`,
    evidence: [...judgement.evidence, ...timesFacts(observed)],
  };
}

function isEnded(job: Job): boolean {
  return ['Complete', 'Failed'].some(
    type => findCondition(job, type)?.status === 'True',
  );
}

function byTimes(observed: Observed<CronJob>): Judgement {
  const { lastScheduleTime, lastSuccessfulTime, active } =
    observed.object.status ?? {};
  const name = displayRef(observed.ref);
  const evidence = timesFacts(observed);
  if (!lastScheduleTime) {
    return {
      verdict: 'notObserved',
      headline: 'has not run yet',
      summary: `${name} has not run yet.`,
      detail: scheduleOf(observed),
      evidence: fact(observed, 'spec.schedule', observed.object.spec?.schedule),
    };
  }
  if (lastSuccessfulTime && !isBefore(lastSuccessfulTime, lastScheduleTime)) {
    return {
      verdict: 'ok',
      headline: 'last run succeeded',
      summary: `${name}: its last run succeeded.`,
      detail: scheduleOf(observed),
      ...lastSuccess(observed),
      evidence,
    };
  }
  if (list(active).length > 0) {
    return {
      verdict: 'inProgress',
      headline: 'running',
      summary: `${name} is running.`,
      evidence,
    };
  }
  return {
    verdict: 'unknown',
    unknownReason: 'noEvidence',
    headline: 'last run not known',
    summary: `${name} ran, and the job is gone: how it ended cannot be told.`,
    ...lastSuccess(observed),
    evidence,
  };
}

function timesFacts(observed: Observed<CronJob>) {
  const { status } = observed.object;
  return [
    ...fact(observed, 'status.lastScheduleTime', status?.lastScheduleTime),
    ...fact(observed, 'status.lastSuccessfulTime', status?.lastSuccessfulTime),
  ];
}

function lastSuccess({
  object,
}: Observed<CronJob>): Pick<Judgement, 'at' | 'atWord'> {
  const at = object.status?.lastSuccessfulTime;
  return at ? { at, atWord: 'succeeded' } : {};
}

function scheduleOf({ object }: Observed<CronJob>): string | undefined {
  const { schedule, timeZone } = object.spec ?? {};
  return schedule && `schedule ${schedule}${timeZone ? ` ${timeZone}` : ''}`;
}
