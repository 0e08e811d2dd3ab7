import type { Fields, KubeResource } from '../store/KubeResource';

/** How far a Rollout got with its newest template. */
export interface ArgoProgress {
  hash: string;
  /** It has all pods; else it pauses at the first step of its canary. */
  whole: boolean;
  /** Pods of the newest template. */
  updated: number;
  /** Of all templates. */
  pods: number;
  ready: number;
}

export const canaryStepsOf = ({ spec }: KubeResource): Fields[] =>
  spec?.strategy?.canary?.steps ?? [];

/** The status of a Rollout that rests, at its end or at a pause. */
export function argoStatus(
  rollout: KubeResource,
  { hash, whole, updated, pods, ready }: ArgoProgress,
  now: string,
): Fields {
  return {
    HPAReplicas: rollout.spec?.replicas ?? 1,
    availableReplicas: ready,
    readyReplicas: ready,
    replicas: pods,
    updatedReplicas: updated,
    observedGeneration: String(rollout.metadata.generation),
    currentPodHash: hash,
    stableRS: whole ? hash : rollout.status?.stableRS,
    currentStepIndex: whole ? canaryStepsOf(rollout).length : 1,
    phase: whole ? 'Healthy' : 'Paused',
    blueGreen: {},
    canary: {},
    ...(whole
      ? {}
      : {
          message: 'CanaryPauseStep',
          controllerPause: true,
          pauseConditions: [{ reason: 'CanaryPauseStep', startTime: now }],
        }),
    conditions: conditionsOf(`${rollout.metadata.name}-${hash}`, whole, now),
  };
}

function conditionsOf(set: string, whole: boolean, now: string): Fields[] {
  const condition = (
    type: string,
    status: string,
    reason: string,
    message: string,
  ) => ({
    type,
    status,
    lastTransitionTime: now,
    lastUpdateTime: now,
    reason,
    message,
  });
  return [
    condition(
      'Available',
      'True',
      'AvailableReason',
      'Rollout has minimum availability',
    ),
    whole
      ? condition(
          'Progressing',
          'True',
          'NewReplicaSetAvailable',
          `ReplicaSet "${set}" has successfully progressed.`,
        )
      : condition(
          'Progressing',
          'Unknown',
          'RolloutPaused',
          'Rollout is paused',
        ),
    condition(
      'Paused',
      whole ? 'False' : 'True',
      'RolloutPaused',
      'Rollout is paused',
    ),
  ];
}

const ABORTED =
  'Rollout aborted update to revision 2: Metric "success-rate" assessed Failed due to failed (2) > failureLimit (1)';

/** The status of a Rollout that went back to its stable version, as the analysis failed. */
export function abortedStatus(
  { spec, status: before = {} }: KubeResource,
  now: string,
): Fields {
  const {
    controllerPause: _pause,
    pauseConditions: _paused,
    conditions = [],
    ...status
  } = before;
  const told: Record<string, Fields> = {
    Progressing: {
      status: 'False',
      reason: 'RolloutAborted',
      message: ABORTED,
      lastTransitionTime: now,
      lastUpdateTime: now,
    },
    Paused: { status: 'False' },
  };
  return {
    ...status,
    conditions: conditions.map((condition: Fields) => ({
      ...condition,
      ...told[condition.type],
    })),
    abort: true,
    abortedAt: now,
    phase: 'Degraded',
    message: `RolloutAborted: ${ABORTED}`,
    replicas: spec?.replicas ?? 1,
    updatedReplicas: 0,
  };
}
