import type { ResolvedTarget } from './DeliveryPath';

/**
 * The namespaces of a target, sorted: where its applier stands, where that is to deliver to, and where its workloads run. Who may see
 * the target is decided by these.
 *
 * @public
 */
export function namespacesOf({
  applierRef,
  applier,
  workloads,
}: Pick<ResolvedTarget, 'applierRef' | 'applier' | 'workloads'>): string[] {
  const spec = applier?.object.spec as { targetNamespace?: string } | undefined;
  const all = [
    applierRef?.namespace,
    spec?.targetNamespace,
    ...workloads.map(({ ref }) => ref.namespace),
  ];
  return [
    ...new Set(all.filter((name): name is string => Boolean(name))),
  ].sort();
}
