import {
  type InventoryView,
  isNarrowed,
  keyOf,
  namespacesOf,
  type ObjectRef,
  type ResolvedTarget,
  type TargetRefs,
} from 'backstage-plugin-flux-delivery-common';
import { refsOfTarget } from '../../paths/PathInterest';

type Named = { ref: ObjectRef };

/**
 * A target as it is remembered: its objects by name, and no version of any of them. Those are for the inventory to hold: whoever
 * remembers thousands of targets would keep a second, older copy of most of what clusters have.
 */
export interface HeldTarget
  extends TargetRefs,
    Pick<
      ResolvedTarget,
      | 'id'
      | 'cluster'
      | 'environment'
      | 'environmentBecause'
      | 'binding'
      | 'because'
      | 'parentCycle'
    > {
  /** Of all objects that it is made of, each once. */
  keys: readonly string[];
  /** See `namespacesOf`, as of when it was resolved. */
  namespaces: readonly string[];
  /** See `isNarrowed`, as of when it was resolved. */
  narrowed: boolean;
  sources: readonly (Named & { because: string })[];
  parents: readonly (Named & { because: string })[];
  workloads: readonly (Named & {
    because: string;
    related: readonly Named[];
  })[];
  services: readonly (Named & {
    because: string;
    selects: string[];
    slices: readonly Named[];
    routes: readonly Named[];
  })[];
  owned: ObjectRef[];
}

/** `view`: has most of the objects, and names them already. */
export function heldTarget(
  target: ResolvedTarget,
  view: Pick<InventoryView, 'get'>,
): HeldTarget {
  const { applierRef, parentCycle } = target;
  const nameOf = (ref: ObjectRef) => view.get(ref)?.ref ?? ref;
  const named = ({ ref }: Named) => ({ ref: nameOf(ref) });
  const link = ({ ref, because }: Named & { because: string }) => ({
    ref: nameOf(ref),
    because,
  });
  return {
    id: target.id,
    cluster: target.cluster,
    environment: target.environment,
    environmentBecause: target.environmentBecause,
    ...(applierRef && { applierRef: nameOf(applierRef) }),
    binding: target.binding,
    because: target.because,
    ...(parentCycle && { parentCycle }),
    keys: [...new Set(refsOfTarget(target).map(keyOf))],
    namespaces: namespacesOf(target),
    narrowed: isNarrowed(target),
    sources: target.sources.map(link),
    parents: target.parents.map(link),
    workloads: target.workloads.map(workload => ({
      ...link(workload),
      related: workload.related.map(named),
    })),
    services: target.services.map(service => ({
      ...link(service),
      selects: service.selects,
      slices: service.slices.map(named),
      routes: service.routes.map(named),
    })),
    imageAutomation: target.imageAutomation.map(named),
    owned: target.owned.map(nameOf),
  };
}
