import {
  claimsOf,
  type EntityClaims,
  type EntityFacts,
  type InventoryView,
  type JudgedTarget,
  keyOf,
  type ObjectRef,
  ownObjects,
  relatedObjectsOf,
  type TellsObject,
} from 'backstage-plugin-flux-delivery-common';
import type { PathMay } from '../access/PathAccess';
import { placeOfObject } from '../access/places';
import type { FluxDeliveryOptions } from '../config';
import type { EntityLookup } from './EntityLookup';

interface Deps {
  entity: EntityFacts;
  may: PathMay;
  view: InventoryView;
  entities: Pick<EntityLookup, 'factsOf' | 'withKubernetesId'>;
  options: Pick<FluxDeliveryOptions, 'tenants'>;
}

/**
 * Of which objects on a path the caller is told more than name and verdict: of the entity's own; of what stands where they may see
 * everything; and of what belongs to entities all of which they may see there. See docs/adr/0008.
 */
export async function tellsObject(
  judged: readonly JudgedTarget[],
  deps: Deps,
): Promise<TellsObject> {
  const { entity, may, view, options } = deps;
  const isOwn = ownObjects(entity, judged, view, options);
  const isTold = (ref: ObjectRef) =>
    isOwn(ref) || may.seePlace(placeOfObject(ref));
  const others = judged
    .flatMap(relatedObjectsOf)
    .filter(ref => !isTold(ref))
    .map(ref => ({ ref, claims: claimsOf(ref, view) }));
  const seen = await seenByClaim(others, deps);
  return ref => isTold(ref) || seen.has(keyOf(ref));
}

async function seenByClaim(
  others: readonly { ref: ObjectRef; claims: EntityClaims }[],
  { entities, may }: Deps,
): Promise<ReadonlySet<string>> {
  const owners = new Map<string, readonly string[]>();
  for (const { ref, claims } of others) {
    const bearing = await Promise.all(
      claims.kubernetesIds.map(id =>
        entities.withKubernetesId(id, { decides: true }),
      ),
    );
    owners.set(keyOf(ref), [
      ...claims.entityRefs,
      ...bearing.flat().map(({ entityRef }) => entityRef),
    ]);
  }
  const named = [...new Set([...owners.values()].flat())];
  const [facts, visible] = await Promise.all([
    entities.factsOf(named, { decides: true }),
    may.visibleAmong(named),
  ]);
  const isSeen = (entityRef: string, ref: ObjectRef) => {
    const known = facts.get(entityRef);
    return (
      known !== undefined &&
      visible.has(entityRef) &&
      may.seeTarget(known, placeOfObject(ref))
    );
  };
  return new Set(
    others
      .filter(({ ref }) => {
        const claimed = owners.get(keyOf(ref)) ?? [];
        return claimed.length > 0 && claimed.every(owner => isSeen(owner, ref));
      })
      .map(({ ref }) => keyOf(ref)),
  );
}
