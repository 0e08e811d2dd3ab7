import { isBareWorkload } from '../flux/kinds';
import type { Observed } from '../kube/KubeObject';
import { displayRef } from '../kube/ObjectRef';
import type { AnyObject, ResolvedWorkload } from '../paths/DeliveryPath';
import { noEvidence, withFreshness } from './freshness';
import type { Judgement } from './Judgement';
import type { JudgeContext } from './JudgeContext';
import { missing } from './missing';
import { judgeArgoRollout } from './rollout/argoRollout';
import { judgeBarePod } from './rollout/barePod';
import { judgeCanary } from './rollout/canary';
import { judgeCronJob } from './rollout/cronJob';
import { judgeDaemonSet } from './rollout/daemonSet';
import { judgeDeployment } from './rollout/deployment';
import { judgeJob } from './rollout/job';
import { judgeKnativeService } from './rollout/knativeService';
import { judgeNotWatched } from './rollout/notWatched';
import { judgeReplicaSet } from './rollout/replicaSet';
import { withSampleError } from './rollout/replicated';
import { judgeStatefulSet } from './rollout/statefulSet';
import { showRaw } from './rollout/unknownKind';
import { byCanary } from './rollout/drivenByCanary';

type Judge = (
  resolved: ResolvedWorkload,
  observed: Observed<AnyObject>,
  context: JudgeContext,
) => Judgement;

const JUDGES: Record<string, Judge> = {
  'apps/Deployment': judgeDeployment,
  'apps/StatefulSet': judgeStatefulSet,
  'apps/DaemonSet': judgeDaemonSet,
  'apps/ReplicaSet': judgeReplicaSet,
  '/ReplicationController': judgeReplicaSet,
  '/Pod': judgeBarePod,
  'batch/Job': judgeJob,
  'batch/CronJob': judgeCronJob,
  'flagger.app/Canary': judgeCanary,
  'argoproj.io/Rollout': judgeArgoRollout,
  'serving.knative.dev/Service': judgeKnativeService,
};

/**
 * The rollout of one workload: its applied spec against what runs.
 */
export function judgeWorkload(
  resolved: ResolvedWorkload,
  context: JudgeContext,
): Judgement {
  const { ref, workload } = resolved;
  if (ref.cluster === '') {
    return noEvidence(ref, context, {
      headline: 'runs in another cluster',
      summary: `${displayRef(
        ref,
      )} is delivered to another cluster, and which one cannot be told.`,
      field: 'cluster',
      value: 'not known',
    });
  }
  if (isBareWorkload(ref)) {
    return judgeNotWatched(resolved, context, found =>
      judged(resolved, found, context),
    );
  }
  return withFreshness(ref, context, () =>
    workload
      ? judged(resolved, workload, context)
      : missing(ref, resolved.because, context),
  );
}

function judged(
  resolved: ResolvedWorkload,
  workload: Observed,
  context: JudgeContext,
): Judgement {
  const { group, kind } = resolved.ref;
  const judge = JUDGES[`${group}/${kind}`];
  if (!judge) {
    return showRaw(workload);
  }
  return withSampleError(
    byCanary(resolved, workload, context) ?? judge(resolved, workload, context),
    resolved,
  );
}
