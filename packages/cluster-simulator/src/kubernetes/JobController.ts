import type { ControllerContext } from '../flux/FluxContext';
import {
  ownerReferenceTo,
  refOf,
  type Fields,
  type KubeResource,
} from '../store/KubeResource';
import type { Change } from '../store/ObjectStore';
import { fateOf, imageId } from './containerStatus';
import { createPod, ownedBy, podsOf } from './pods';

const RUN_MS = 8000;
const KEPT_JOBS = 3;

/** Plays Jobs and CronJobs. A schedule counts only in whole hours (`0 2 * * *` runs daily, everything else hourly). */
export class JobController {
  constructor(private readonly context: ControllerContext) {}

  /** Begins to act on what changes in the cluster. */
  start(): void {
    this.context.store.subscribe(change => this.onChange(change));
  }

  private onChange({ kind, object, previous, type }: Change): void {
    const { clock } = this.context;
    if (kind === 'batch/Job' && type === 'ADDED') {
      clock.schedule(20, () => this.run(object));
    } else if (kind === 'batch/CronJob' && type === 'ADDED') {
      clock.schedule(this.untilNext(object), () => this.trigger(object));
    } else if (
      kind === 'batch/CronJob' &&
      type === 'MODIFIED' &&
      object.metadata.generation !== previous?.metadata.generation
    ) {
      clock.schedule(60_000, () => this.launch(object));
    }
  }

  private untilNext({ spec }: KubeResource): number {
    const period = /^\d+ \d+ \* \* \*$/.test(spec?.schedule ?? '')
      ? 86_400_000
      : 3_600_000;
    return period - (this.context.clock.now() % period) + 1000;
  }

  private trigger(cronJob: KubeResource): void {
    const current = this.context.store.get(refOf(cronJob));
    if (current && current.metadata.uid === cronJob.metadata.uid) {
      this.launch(current);
      this.context.clock.schedule(this.untilNext(current), () =>
        this.trigger(current),
      );
    }
  }

  private launch(stale: KubeResource): void {
    const { store, clock } = this.context;
    const cronJob = store.get(refOf(stale));
    if (!cronJob || cronJob.spec?.suspend) {
      return;
    }
    const minutes = Math.floor(clock.now() / 60_000);
    const name = `${cronJob.metadata.name}-${minutes}`;
    const ref = {
      group: 'batch',
      kind: 'Job',
      namespace: cronJob.metadata.namespace,
      name,
    };
    if (store.get(ref)) {
      return;
    }
    const { template, ...spec } = cronJob.spec?.jobTemplate.spec ?? {};
    store.create({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name,
        namespace: cronJob.metadata.namespace,
        labels: template.metadata?.labels,
        annotations: {
          'batch.kubernetes.io/cronjob-scheduled-timestamp': clock.timestamp(),
        },
        ownerReferences: [ownerReferenceTo(cronJob)],
      },
      spec: {
        parallelism: 1,
        completions: 1,
        backoffLimit: 0,
        ...spec,
        template,
      },
      status: {},
    });
    store.modify(refOf(cronJob), draft => {
      draft.status = {
        ...draft.status,
        active: [
          {
            kind: 'Job',
            apiVersion: 'batch/v1',
            namespace: ref.namespace,
            name,
          },
        ],
        lastScheduleTime: clock.timestamp(),
      };
    });
    this.removeOld(cronJob);
  }

  private removeOld(cronJob: KubeResource): void {
    const { store } = this.context;
    const jobs = ownedBy(this.context, cronJob, 'batch', 'Job');
    for (const job of jobs.slice(0, Math.max(0, jobs.length - KEPT_JOBS))) {
      podsOf(this.context, job).forEach(pod => store.remove(refOf(pod)));
      store.remove(refOf(job));
    }
  }

  private run(stale: KubeResource): void {
    const { store, clock } = this.context;
    const job = store.get(refOf(stale));
    if (!job) {
      return;
    }
    const pod = createPod(this.context, job, job.spec?.template);
    store.modify(refOf(job), draft => {
      draft.status = {
        active: 1,
        startTime: clock.timestamp(),
        ready: 1,
        terminating: 0,
        uncountedTerminatedPods: {},
      };
    });
    clock.schedule(RUN_MS, () => this.finish(job, pod));
  }

  private finish(job: KubeResource, pod: KubeResource): void {
    const { store, clock } = this.context;
    const now = clock.timestamp();
    const failed = (job.spec?.template.spec.containers ?? []).some(
      (container: { image: string }) => fateOf(container.image) !== 'ready',
    );
    store.modify(refOf(pod), draft => {
      draft.status = {
        ...draft.status,
        phase: failed ? 'Failed' : 'Succeeded',
        containerStatuses: (draft.spec?.containers ?? []).map(
          (container: Fields) => endedStatus(container, failed, now),
        ),
      };
    });
    store.modify(refOf(job), draft => {
      const { startTime } = draft.status ?? {};
      const condition = (type: string, reason: string, message: string) => ({
        type,
        status: 'True',
        lastProbeTime: now,
        lastTransitionTime: now,
        reason,
        message,
      });
      draft.status = failed
        ? {
            startTime,
            failed: 1 + (draft.spec?.backoffLimit ?? 0),
            ready: 0,
            terminating: 0,
            uncountedTerminatedPods: {},
            conditions: [
              condition(
                'FailureTarget',
                'BackoffLimitExceeded',
                'Job has reached the specified backoff limit',
              ),
              condition(
                'Failed',
                'BackoffLimitExceeded',
                'Job has reached the specified backoff limit',
              ),
            ],
          }
        : {
            startTime,
            completionTime: now,
            succeeded: 1,
            ready: 0,
            terminating: 0,
            uncountedTerminatedPods: {},
            conditions: [
              condition(
                'SuccessCriteriaMet',
                'CompletionsReached',
                'Reached expected number of succeeded pods',
              ),
              condition(
                'Complete',
                'CompletionsReached',
                'Reached expected number of succeeded pods',
              ),
            ],
          };
    });
    const [owner] = job.metadata.ownerReferences ?? [];
    if (owner) {
      store.modify(
        {
          group: 'batch',
          kind: 'CronJob',
          namespace: job.metadata.namespace,
          name: owner.name,
        },
        draft => {
          const { active: _active, ...status } = draft.status ?? {};
          draft.status = {
            ...status,
            ...(failed ? {} : { lastSuccessfulTime: now }),
          };
        },
      );
    }
  }
}

/** The container of a pod that ran to its end. */
function endedStatus(
  { name, image }: Fields,
  failed: boolean,
  now: string,
): Fields {
  return {
    name,
    image,
    imageID: imageId(image),
    ready: false,
    started: false,
    restartCount: 0,
    state: {
      terminated: {
        exitCode: failed ? 1 : 0,
        reason: failed ? 'Error' : 'Completed',
        startedAt: now,
        finishedAt: now,
      },
    },
    lastState: {},
  };
}
