import type { KubeResource, ResourceRef } from '../store/KubeResource';
import type { ObjectStore } from '../store/ObjectStore';
import { conditionOf } from './conditions';

export type Health = 'Current' | 'InProgress' | 'Failed' | 'NotFound';

/** What the Flux controllers wait for, by the rules that they share with kubectl and cli-utils. */
export function healthOf(object: KubeResource | undefined): Health {
  if (!object) {
    return 'NotFound';
  }
  const { spec = {}, status = {}, metadata } = object;
  if (
    status.observedGeneration !== undefined &&
    status.observedGeneration !== metadata.generation
  ) {
    return 'InProgress';
  }
  switch (object.kind) {
    case 'Deployment':
      return deploymentHealth(object);
    case 'StatefulSet':
      return current(
        (status.readyReplicas ?? 0) >= (spec.replicas ?? 1) &&
          status.currentRevision === status.updateRevision,
      );
    case 'DaemonSet':
      return current(
        status.observedGeneration !== undefined &&
          (status.numberAvailable ?? 0) >=
            (status.desiredNumberScheduled ?? 0) &&
          (status.updatedNumberScheduled ?? 0) >=
            (status.desiredNumberScheduled ?? 0),
      );
    case 'PersistentVolumeClaim':
      return current(status.phase === 'Bound');
    case 'Job':
      if (conditionOf(object, 'Failed')?.status === 'True') {
        return 'Failed';
      }
      return current(status.startTime !== undefined);
    default:
      return genericHealth(object);
  }
}

function current(holds: boolean): Health {
  return holds ? 'Current' : 'InProgress';
}

function deploymentHealth({
  spec = {},
  status = {},
  ...object
}: KubeResource): Health {
  const progressing = conditionOf(
    { status, ...object } as KubeResource,
    'Progressing',
  );
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    return 'Failed';
  }
  const wanted = spec.replicas ?? 1;
  return current(
    status.observedGeneration !== undefined &&
      (status.updatedReplicas ?? 0) >= wanted &&
      (status.replicas ?? 0) <= (status.updatedReplicas ?? 0) &&
      (status.availableReplicas ?? 0) >= wanted,
  );
}

function genericHealth(object: KubeResource): Health {
  if (conditionOf(object, 'Stalled')?.status === 'True') {
    return 'Failed';
  }
  if (conditionOf(object, 'Reconciling')?.status === 'True') {
    return 'InProgress';
  }
  const readiness = conditionOf(object, 'Ready');
  return current(!readiness || readiness.status === 'True');
}

export interface WaitResult {
  done: boolean;
  failed: boolean;
  /** `[Deployment/payments/ledger status: 'InProgress']`, as the controllers list what they wait for. */
  text: string;
}

/** One look at everything that is waited for. Fails early where what is left has failed. */
export function lookAtHealth(
  store: ObjectStore,
  refs: ResourceRef[],
): WaitResult {
  const open = refs
    .map(ref => ({ ref, health: healthOf(store.get(ref)) }))
    .filter(({ health }) => health !== 'Current');
  return {
    done: open.length === 0,
    failed: open.length > 0 && open.every(({ health }) => health === 'Failed'),
    text: `[${open
      .map(
        ({ ref, health }) =>
          `${ref.kind}/${ref.namespace ? `${ref.namespace}/` : ''}${
            ref.name
          } status: '${health}'`,
      )
      .join(', ')}]`,
  };
}
