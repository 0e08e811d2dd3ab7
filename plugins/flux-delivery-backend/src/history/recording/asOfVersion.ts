import {
  type InventoryView,
  keyOf,
  type ObjectRef,
  type Observed,
  type ResolvedService,
  type ResolvedTarget,
} from 'backstage-plugin-flux-delivery-common';
import type { HeldTarget } from './HeldTarget';

/** Objects as they were at some version, by key; null where they were not there. */
export type HeldObjects = ReadonlyMap<string, Observed | null>;

/** The target as it stood then: the same refs, with the versions that are held, and of others those of the present. */
export function targetAsOf(
  target: HeldTarget,
  held: HeldObjects,
  view: InventoryView,
): ResolvedTarget {
  const asOf = <T extends Observed>(ref: ObjectRef) => {
    const then = held.get(keyOf(ref));
    return (then === undefined ? view.get(ref) : then ?? undefined) as
      | T
      | undefined;
  };
  const all = <T extends Observed>(list: readonly { ref: ObjectRef }[]) =>
    list.flatMap(each => asOf<T>(each.ref) ?? []);
  const { keys, namespaces, narrowed, ...rest } = target;
  return {
    ...rest,
    applier: target.applierRef && asOf(target.applierRef),
    sources: target.sources.map(link => ({
      ...link,
      source: asOf(link.ref),
    })),
    parents: target.parents.map(link => ({
      ...link,
      parent: asOf(link.ref),
    })),
    workloads: target.workloads.map(resolved => ({
      ...resolved,
      workload: asOf(resolved.ref),
      pods: view.podsOf(resolved.ref),
      related: all(resolved.related),
    })),
    services: target.services.flatMap(resolved => {
      const service = asOf<ResolvedService['service']>(resolved.ref);
      return service
        ? [
            {
              ...resolved,
              service,
              slices: all<ResolvedService['slices'][number]>(resolved.slices),
              routes: all(resolved.routes),
            },
          ]
        : [];
    }),
    imageAutomation: all(target.imageAutomation),
  };
}

/** The inventory as it stood then, for whoever looks up single objects. */
export function viewAsOf(
  view: InventoryView,
  held: HeldObjects,
): InventoryView {
  return {
    clusters: () => view.clusters(),
    freshness: (...kind) => view.freshness(...kind),
    by: (index, value) => view.by(index, value),
    podsOf: workload => view.podsOf(workload),
    get: ref => {
      const then = held.get(keyOf(ref));
      return then === undefined ? view.get(ref) : ((then ?? undefined) as any);
    },
  };
}
