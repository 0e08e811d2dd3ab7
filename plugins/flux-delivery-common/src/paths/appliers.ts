import {
  deliversElsewhere,
  inventoryOf,
  ownerAppliersOf,
} from '../flux/applier';
import type { KubeObject, Observed } from '../kube/KubeObject';
import { groupOf } from '../kube/KubeObject';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import type { BindingPolicy } from './binding';
import { describeRef } from './describeRef';
import type { InventoryView } from './InventoryView';
import { hasRole, isWorkload } from './kindRoles';

/** An applier, and how it was found. */
export interface FoundApplier {
  ref: ObjectRef;
  because: string;
}

const DEEPEST = 16;

/**
 * Who delivers an object: the inventories that list it, else those that list its owner (what an operator made of a custom
 * resource), else what its Flux owner labels name. More than one only where more than one inventory lists it.
 */
export function appliersOf(
  found: Observed,
  view: InventoryView,
): FoundApplier[] {
  let current: Observed[] = [found];
  const seen = new Set<string>();
  for (let depth = 0; depth < DEEPEST && current.length > 0; depth += 1) {
    const owners: ObjectRef[] = current.flatMap(({ ref, object }) =>
      ownerRefsOf(ref, object),
    );
    const listed = (depth === 0 ? [found.ref] : [])
      .concat(owners)
      .flatMap(ref => listing(ref, view));
    if (listed.length > 0) {
      return listed;
    }
    current = owners
      .filter(ref => !seen.has(keyOf(ref)) && seen.add(keyOf(ref)))
      .map(ref => view.get(ref))
      .filter(owner => owner !== undefined);
  }
  const [labelled] = ownerAppliersOf(found.ref, found.object);
  return labelled
    ? [
        {
          ref: labelled,
          because: `owner labels of ${describeRef(
            found.ref,
          )} name ${describeRef(labelled)}`,
        },
      ]
    : [];
}

function listing(ref: ObjectRef, view: InventoryView): FoundApplier[] {
  const appliers = view
    .by('byInventoryEntry', keyOf(ref))
    .filter(
      applier => !deliversElsewhere(applier.object) && isDeliverer(applier.ref),
    );
  // A ResourceSet is the applier only of what no Kustomization or HelmRelease has.
  const preferred = appliers.filter(applier => hasRole(applier.ref, 'applier'));
  return (preferred.length > 0 ? preferred : appliers).map(applier => ({
    ref: applier.ref,
    because: `inventory of ${describeRef(applier.ref)} lists ${describeRef(
      ref,
    )}`,
  }));
}

function isDeliverer(ref: ObjectRef): boolean {
  return hasRole(ref, 'applier') || hasRole(ref, 'parent');
}

/** The objects that own this one, by its owner references: all in its own namespace, as the API demands. */
export function ownerRefsOf(ref: ObjectRef, object: KubeObject): ObjectRef[] {
  return (object.metadata.ownerReferences ?? []).map(owner => ({
    cluster: ref.cluster,
    group: groupOf(owner.apiVersion),
    kind: owner.kind,
    namespace: ref.namespace,
    name: owner.name,
  }));
}

/** An applier that a bound applier leads to, with the chain from the bound one, nearest last. */
export interface Descendant {
  ref: ObjectRef;
  chain: Observed[];
}

/**
 * From an applier down to the appliers that deliver workloads. One that has workloads gives itself and what its children give;
 * one that has only children gives what they give; one that has neither, or whose children all belong to other entities, gives
 * itself. Cycles end where they close.
 *
 * @param admits - whether the bond of the first one reaches a child too
 */
export function descend(
  start: ObjectRef,
  view: InventoryView,
  policy: BindingPolicy,
  admits: (child: ObjectRef, object: KubeObject | undefined) => boolean,
): Descendant[] {
  const visited = new Set<string>();
  const deliversOnlyForOthers = (child: ObjectRef) => {
    const applier = view.get(child)!;
    const workloads = inventoryOf(applier)
      .filter(isWorkload)
      .map(item => view.get(item));
    return (
      workloads.length > 0 &&
      !policy.claims(applier.object) &&
      workloads.every(
        workload => workload && policy.belongsToAnother(workload.object),
      )
    );
  };
  const isOurs = (child: ObjectRef) => {
    const object = view.get(child)?.object;
    return (
      admits(child, object) &&
      !(
        object &&
        (policy.belongsToAnother(object) || deliversOnlyForOthers(child))
      )
    );
  };
  const walk = (ref: ObjectRef, chain: Observed[]): Descendant[] => {
    visited.add(keyOf(ref));
    const applier = view.get(ref);
    if (
      !applier ||
      chain.length >= DEEPEST ||
      deliversElsewhere(applier.object)
    ) {
      return [{ ref, chain }];
    }
    const owned = inventoryOf(applier);
    const below = owned
      .filter(child => hasRole(child, 'applier') && isOurs(child))
      .flatMap(child =>
        visited.has(keyOf(child)) ? [] : walk(child, [...chain, applier]),
      );
    const hasOwnWorkloads = owned.some(isWorkload);
    return below.length > 0 && !hasOwnWorkloads
      ? below
      : [{ ref, chain }, ...below];
  };
  return walk(start, []);
}
