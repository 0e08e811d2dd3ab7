import { backendsOf, type Backend } from '../../kube/backends';
import type { Observed } from '../../kube/KubeObject';
import { keyOf } from '../../kube/ObjectRef';
import { appliersOf } from '../../paths/appliers';
import type { ResolvedTarget } from '../../paths/DeliveryPath';
import { namespacesOf } from '../foreignWords';
import type { JudgeContext } from '../JudgeContext';

/**
 * What a route leads to for a target: everything where its applier delivers the route, else what stands in the rules that name one of
 * its Services. The other rules of a shared route are the business of those whom they lead to.
 */
export function ownBackends(
  route: Observed,
  target: ResolvedTarget,
  context: JudgeContext,
): Backend[] {
  const all = backendsOf(route);
  if (isDelivered(route, target, context)) {
    return all;
  }
  const own = new Set(target.services.map(({ ref }) => keyOf(ref)));
  const rules = new Set(
    all
      .filter(({ service }) => own.has(keyOf(service)))
      .map(({ rule }) => rule),
  );
  return all.filter(({ rule }) => rules.has(rule));
}

/** Whether the applier of a target delivers a route, by itself or through an operator. */
export function isDelivered(
  route: Observed,
  { applierRef, owned }: ResolvedTarget,
  { view }: JudgeContext,
): boolean {
  const key = keyOf(route.ref);
  return (
    owned.some(ref => keyOf(ref) === key) ||
    (applierRef !== undefined &&
      appliersOf(route, view).some(
        ({ ref }) => keyOf(ref) === keyOf(applierRef),
      ))
  );
}

/** A route of somebody else, in a namespace that the path is not in: what is said of it there may name what its readers must not see. */
export function isForeign(
  route: Observed,
  target: ResolvedTarget,
  context: JudgeContext,
): boolean {
  return (
    !namespacesOf(target).has(route.ref.namespace) &&
    !isDelivered(route, target, context)
  );
}
