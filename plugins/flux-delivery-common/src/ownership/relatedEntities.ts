import { claimedEntities, KUBERNETES_ID_LABEL } from '../flux/claims';
import type { Observed } from '../kube/KubeObject';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import type { InventoryView } from '../paths/InventoryView';
import { appliersOf } from '../paths/appliers';
import { hasRole } from '../paths/kindRoles';
import { deliveredWorkloads } from '../paths/workloads';

/**
 * By what an object says whose it is: the catalog tells the owners.
 *
 * @public
 */
export interface EntityClaims {
  /** Full entity refs of `flux-delivery/entity`. */
  entityRefs: string[];
  /** Values of the label `backstage.io/kubernetes-id`. */
  kubernetesIds: string[];
}

const MOST_READERS = 200;
const DEEPEST_CHAIN = 4;

/**
 * What an object says of the entities that it belongs to; else what it delivers, or who delivers it.
 *
 * @public
 */
export function claimsOf(ref: ObjectRef, view: InventoryView): EntityClaims {
  const object = view.get(ref);
  if (!object) {
    return { entityRefs: [], kubernetesIds: [] };
  }
  const own = claimsIn([object]);
  if (!isEmpty(own)) {
    return own;
  }
  if (hasRole(ref, 'applier')) {
    return claimsIn(
      deliveredWorkloads(object, view).flatMap(
        ({ workload }) => workload ?? [],
      ),
    );
  }
  return claimsIn(
    appliersOf(object, view).flatMap(found => view.get(found.ref) ?? []),
  );
}

function claimsIn(objects: readonly Observed[]): EntityClaims {
  const ids = objects.flatMap(
    ({ object }) => object.metadata.labels?.[KUBERNETES_ID_LABEL] ?? [],
  );
  return {
    entityRefs: [
      ...new Set(objects.flatMap(({ object }) => claimedEntities(object))),
    ],
    kubernetesIds: [...new Set(ids)],
  };
}

function isEmpty({ entityRefs, kubernetesIds }: EntityClaims): boolean {
  return entityRefs.length === 0 && kubernetesIds.length === 0;
}

/**
 * The appliers that read a source, directly or through a chart or a generated artifact.
 *
 * @public
 */
export function readersOf(source: ObjectRef, view: InventoryView): ObjectRef[] {
  const seen = new Set([keyOf(source)]);
  const readers: ObjectRef[] = [];
  let level: readonly ObjectRef[] = [source];
  for (let depth = 0; depth < DEEPEST_CHAIN && level.length > 0; depth += 1) {
    const next = level
      .flatMap(ref => view.by('bySource', keyOf(ref)))
      .map(({ ref }) => ref)
      .filter(ref => !seen.has(keyOf(ref)) && seen.add(keyOf(ref)))
      .slice(0, MOST_READERS);
    readers.push(...next.filter(ref => hasRole(ref, 'applier')));
    level = next.filter(ref => hasRole(ref, 'source'));
  }
  return readers.slice(0, MOST_READERS);
}
