import type { Fields, KubeResource } from '../store/KubeResource';

interface DeploymentCondition {
  type: string;
  status: 'True' | 'False';
  reason: string;
  message: string;
}

/** Deployments have an update time beside the transition time, which moves with the status alone. */
export function setDeploymentCondition(
  deployment: KubeResource,
  now: string,
  condition: DeploymentCondition,
): void {
  const status = (deployment.status ??= {});
  const conditions: Fields[] = status.conditions ?? [];
  const before = conditions.find(other => other.type === condition.type);
  if (
    before?.reason === condition.reason &&
    before.status === condition.status &&
    before.message === condition.message
  ) {
    return;
  }
  const next = {
    type: condition.type,
    status: condition.status,
    lastUpdateTime: now,
    lastTransitionTime:
      before?.status === condition.status ? before.lastTransitionTime : now,
    reason: condition.reason,
    message: condition.message,
  };
  // What changed last stands last.
  status.conditions = [...conditions.filter(other => other !== before), next];
}

/** Counts and conditions of a Deployment from its ReplicaSets, with zeros left out, as the API server leaves them out. */
export function deploymentStatus(
  deployment: KubeResource,
  sets: KubeResource[],
  hash: string,
  now: string,
  reason?: string,
): void {
  const wanted: number = deployment.spec?.replicas ?? 1;
  const sum = (field: string, of = sets) =>
    of.reduce((total, set) => total + (set.status?.[field] ?? 0), 0);
  const own = sets.filter(
    set => set.metadata.labels?.['pod-template-hash'] === hash,
  );
  const available = sum('availableReplicas');
  const replicas = sum('replicas');
  const asked = sets.reduce(
    (total, set) => total + (set.spec?.replicas ?? 0),
    0,
  );
  const unavailable = Math.max(0, asked - available);
  const counts: Fields = {
    observedGeneration: deployment.metadata.generation,
    replicas,
    updatedReplicas: sum('replicas', own),
    readyReplicas: sum('readyReplicas'),
    availableReplicas: available,
    unavailableReplicas: unavailable,
  };
  const status: Fields = Object.fromEntries(
    Object.entries(counts).filter(([, value]) => value !== 0),
  );
  deployment.status = {
    ...status,
    terminatingReplicas: 0,
    conditions: deployment.status?.conditions ?? [],
  };
  const enough = available >= wanted - Math.floor(wanted * 0.25);
  setDeploymentCondition(deployment, now, {
    type: 'Available',
    status: enough ? 'True' : 'False',
    reason: enough ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: enough
      ? 'Deployment has minimum availability.'
      : 'Deployment does not have minimum availability.',
  });
  const failure: Fields | undefined = own[0]?.status?.conditions?.find(
    (condition: Fields) => condition.type === 'ReplicaFailure',
  );
  if (failure) {
    setDeploymentCondition(deployment, now, {
      type: 'ReplicaFailure',
      status: 'True',
      reason: failure.reason,
      message: failure.message,
    });
  } else {
    deployment.status.conditions = deployment.status.conditions.filter(
      (condition: Fields) => condition.type !== 'ReplicaFailure',
    );
  }
  const set = own[0]?.metadata.name;
  const texts: Record<string, string> = {
    ReplicaSetUpdated: `ReplicaSet "${set}" is progressing.`,
    NewReplicaSetAvailable: `ReplicaSet "${set}" has successfully progressed.`,
    ProgressDeadlineExceeded: `ReplicaSet "${set}" has timed out progressing.`,
  };
  if (reason) {
    setDeploymentCondition(deployment, now, {
      type: 'Progressing',
      status: reason === 'ProgressDeadlineExceeded' ? 'False' : 'True',
      reason,
      message: texts[reason],
    });
  }
}
