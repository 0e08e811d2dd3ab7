import {
  conditionIs,
  type EndpointSlice,
  type Observed,
  type Workload,
} from 'backstage-plugin-flux-delivery-common';

const JUST_MS = 60_000;

/**
 * Whether a rollout is on its way as its workload tells: another spec than its controller has seen, or pods of more than one template.
 * Not one that was given up. A Job, which runs and ends, and serves nothing, never turns.
 */
export function isTurning({
  ref,
  object,
}: Pick<Observed, 'ref' | 'object'>): boolean {
  if (ref.kind === 'Job' || conditionIs(object, 'Progressing', 'False')) {
    return false;
  }
  const { metadata, spec, status } = object as Workload;
  const observed = Number(status?.observedGeneration);
  if ((metadata.generation ?? 0) > observed) {
    return true;
  }
  const total = status?.currentNumberScheduled ?? status?.replicas ?? 0;
  const updated =
    status?.updatedNumberScheduled ?? status?.updatedReplicas ?? total;
  return updated < total || total > (spec?.replicas ?? total);
}

/** Whether endpoints changed within the last minute, as the cluster tells: an old slice may be seen anew after an outage. */
export function wasJustWritten(
  { object }: Observed<EndpointSlice>,
  now: number,
): boolean {
  return now - Date.parse(object.metadata.writtenAt ?? '') < JUST_MS;
}
