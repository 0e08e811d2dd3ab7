import type { Condition, KubeObject } from './KubeObject';

/**
 * The condition of that type; undefined where the object has none, or has conditions of an unknown shape.
 *
 * @public
 */
export function findCondition(
  object: KubeObject | undefined,
  type: string,
): Condition | undefined {
  const status = object?.status as { conditions?: unknown } | undefined | null;
  const conditions = status?.conditions;
  return Array.isArray(conditions)
    ? conditions.find(condition => condition?.type === type)
    : undefined;
}

/**
 * True where the condition is there and has that status. An absent condition is neither `True` nor `False` nor `Unknown`.
 *
 * @public
 */
export function conditionIs(
  object: KubeObject | undefined,
  type: string,
  status: 'True' | 'False' | 'Unknown',
): boolean {
  return findCondition(object, type)?.status === status;
}
