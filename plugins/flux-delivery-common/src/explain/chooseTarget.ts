import type { JudgedTarget } from '../divergence/JudgedTarget';
import type { ObjectRef } from '../kube/ObjectRef';
import { isBound } from '../ownership/subjects';
import type { PastedFailure } from './Explanation';

/** Where on the paths of an entity a text belongs. */
export interface ChosenTarget {
  target?: JudgedTarget;
  /** The object on the path that the text names. */
  object?: ObjectRef;
}

/**
 * The target that a text tells of: the only one, or the only one on which the named object is. Targets about which nothing may be
 * told are none.
 */
export function chooseTarget(
  targets: readonly JudgedTarget[],
  failure: PastedFailure,
): ChosenTarget {
  const bound = targets.filter(isBound);
  const with_ = bound.flatMap(target => {
    const object = objectIn(target, failure);
    return object ? [{ target, object }] : [];
  });
  if (with_.length === 1) {
    return with_[0];
  }
  return bound.length === 1 ? { target: bound[0] } : {};
}

/** The object of the target that the text names by kind and name; by namespace as well, where it tells that. */
export function objectIn(
  target: JudgedTarget,
  { kind, name, namespace }: PastedFailure,
): ObjectRef | undefined {
  if (!kind || !name) {
    return undefined;
  }
  return refsOf(target).find(
    ref =>
      ref.kind === kind &&
      (ref.name === name || isPodOf(ref, kind, name)) &&
      (!namespace || !ref.namespace || ref.namespace === namespace),
  );
}

function isPodOf(ref: ObjectRef, kind: string, name: string): boolean {
  return kind === 'Pod' && name.startsWith(`${ref.name}-`);
}

function refsOf(target: JudgedTarget): ObjectRef[] {
  const { applierRef, sources, parents, workloads, services } = target;
  return [
    ...(applierRef ? [applierRef] : []),
    ...sources.map(({ ref }) => ref),
    ...parents.map(({ ref }) => ref),
    ...workloads.flatMap(({ ref, related, pods }) => [
      ref,
      ...related.map(one => one.ref),
      ...(pods?.pods ?? []).map(({ metadata }) => ({
        ...ref,
        group: '',
        kind: 'Pod',
        name: metadata.name,
      })),
    ]),
    ...services.flatMap(({ ref, routes }) => [
      ref,
      ...routes.map(route => route.ref),
    ]),
    ...target.imageAutomation.map(({ ref }) => ref),
    ...target.owned,
  ];
}
