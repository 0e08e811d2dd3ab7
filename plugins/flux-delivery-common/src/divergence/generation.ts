import type { Condition, KubeObject } from '../kube/KubeObject';

interface Generations {
  observedGeneration?: number | string;
}

/** The generation that the controller says it has seen; Argo Rollouts write it as text. */
export function observedGenerationOf(object: KubeObject): number | undefined {
  const observed = (object.status as Generations | undefined | null)
    ?.observedGeneration;
  const number =
    observed === undefined || observed === null ? NaN : Number(observed);
  return Number.isFinite(number) ? number : undefined;
}

/** True where the spec is newer than what the controller has seen. */
export function specIsUnread(object: KubeObject): boolean {
  const observed = observedGenerationOf(object);
  const { generation } = object.metadata;
  return (
    observed !== undefined && generation !== undefined && observed < generation
  );
}

/** True where a condition speaks of an earlier spec. */
export function isOutdated(
  object: KubeObject,
  condition: Condition | undefined,
): boolean {
  const { generation } = object.metadata;
  return (
    condition?.observedGeneration !== undefined &&
    generation !== undefined &&
    condition.observedGeneration < generation
  );
}
