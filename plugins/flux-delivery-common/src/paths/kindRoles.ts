import { isBareWorkload, kindOf, type KindRole } from '../flux/kinds';
import type { ObjectRef } from '../kube/ObjectRef';

/** Whether the kind of an object is watched in this role; false for kinds that are not watched. */
export function hasRole(
  ref: Pick<ObjectRef, 'group' | 'kind'>,
  role: KindRole,
): boolean {
  const known = kindOf(ref.group, ref.kind);
  return known !== undefined && 'role' in known && known.role === role;
}

/** Whether an object of this kind runs something, also where its kind is not watched. */
export function isWorkload(ref: Pick<ObjectRef, 'group' | 'kind'>): boolean {
  return hasRole(ref, 'workload') || isBareWorkload(ref);
}

/** Whether links may start at an object of this kind. */
export function isLinkable(ref: Pick<ObjectRef, 'group' | 'kind'>): boolean {
  return (
    hasRole(ref, 'applier') ||
    hasRole(ref, 'workload') ||
    hasRole(ref, 'parent')
  );
}
