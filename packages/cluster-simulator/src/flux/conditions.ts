import type { KubeResource } from '../store/KubeResource';

export interface FluxCondition {
  type: string;
  status: 'True' | 'False' | 'Unknown';
  reason: string;
  message: string;
}

interface StoredCondition extends FluxCondition {
  lastTransitionTime: string;
  observedGeneration: number;
}

const rank = (type: string) =>
  ['Stalled', 'Reconciling'].includes(type) ? 0 : Number(type !== 'Ready') + 1;

/**
 * Sets conditions as the Flux controllers do: the transition time moves where status, reason or message change; the generation is
 * always stamped; Reconciling and Stalled stand first, then Ready.
 */
export function setConditions(
  object: KubeResource,
  now: string,
  ...conditions: FluxCondition[]
): void {
  const status = (object.status ??= {});
  const stored: StoredCondition[] = [...(status.conditions ?? [])];
  for (const condition of conditions) {
    const index = stored.findIndex(other => other.type === condition.type);
    const before = stored[index];
    const same =
      before &&
      before.status === condition.status &&
      before.reason === condition.reason &&
      before.message === condition.message;
    const next = {
      lastTransitionTime: same ? before.lastTransitionTime : now,
      message: condition.message,
      observedGeneration: object.metadata.generation ?? 1,
      reason: condition.reason,
      status: condition.status,
      type: condition.type,
    };
    if (before) {
      stored[index] = next;
    } else {
      stored.push(next);
    }
  }
  status.conditions = stored
    .map((condition, index) => ({ condition, index }))
    .sort(
      (a, b) =>
        rank(a.condition.type) - rank(b.condition.type) || a.index - b.index,
    )
    .map(({ condition }) => condition);
}

export function dropConditions(object: KubeResource, ...types: string[]): void {
  if (object.status?.conditions) {
    object.status.conditions = object.status.conditions.filter(
      (condition: StoredCondition) => !types.includes(condition.type),
    );
  }
}

export function conditionOf(
  object: KubeResource | undefined,
  type: string,
): StoredCondition | undefined {
  return object?.status?.conditions?.find(
    (condition: StoredCondition) => condition.type === type,
  );
}

export const reconciling = (
  message: string,
  reason = 'Progressing',
): FluxCondition => ({
  type: 'Reconciling',
  status: 'True',
  reason,
  message,
});

export const ready = (
  status: FluxCondition['status'],
  reason: string,
  message: string,
): FluxCondition => ({
  type: 'Ready',
  status,
  reason,
  message,
});
