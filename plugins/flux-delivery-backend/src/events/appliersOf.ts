import {
  type FluxEventObject,
  type InventoryView,
  keyOf,
  type ObjectRef,
} from 'backstage-plugin-flux-delivery-common';

/** A source that more appliers read is told of no more of them. */
const MOST = 200;
const APPLIERS = new Set([
  'kustomize.toolkit.fluxcd.io/Kustomization',
  'helm.toolkit.fluxcd.io/HelmRelease',
]);

/**
 * The appliers that an event is about: the one that it names, or those that read the source which it names. Only what the cluster
 * is known to hold, so that an event about what is not there, or is there no more, is about nothing.
 */
export function appliersOf(
  cluster: string,
  { group, kind, namespace, name, uid }: FluxEventObject,
  inventory: Pick<InventoryView, 'get' | 'by'>,
): ObjectRef[] {
  const ref = { cluster, group, kind, namespace, name };
  const observed = inventory.get(ref);
  const held = observed?.object.metadata.uid;
  if (!observed || (uid && held && uid !== held)) {
    return [];
  }
  return isApplier(ref)
    ? [observed.ref]
    : inventory
        .by('bySource', keyOf(ref))
        .map(each => each.ref)
        .filter(isApplier)
        .slice(0, MOST);
}

function isApplier({ group, kind }: Pick<ObjectRef, 'group' | 'kind'>) {
  return APPLIERS.has(`${group}/${kind}`);
}
