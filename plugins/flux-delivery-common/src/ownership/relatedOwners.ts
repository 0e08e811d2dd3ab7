import { firstDivergence } from '../divergence/firstDivergence';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import { displayRef, keyOf, type ObjectRef } from '../kube/ObjectRef';
import type { InventoryView } from '../paths/InventoryView';
import { hasRole } from '../paths/kindRoles';
import type { OwnershipAnswer } from './OwnershipRule';
import { claimsOf, readersOf, type EntityClaims } from './relatedEntities';

/**
 * The objects outside of a path whose owners decide whose move it is.
 *
 * @public
 */
export interface RelatedObjects {
  /** Root causes, by key. */
  roots: ReadonlyMap<string, EntityClaims>;
  /** For a source that is at fault, by key: what the appliers that read it say. */
  readers: ReadonlyMap<string, readonly EntityClaims[]>;
}

/**
 * Whom the catalog has to be asked for, so that root causes and shared sources find their owners. Nothing where nothing diverged.
 *
 * @public
 */
export function relatedObjects(
  judged: readonly JudgedTarget[],
  view: InventoryView,
): RelatedObjects {
  const roots = new Map<string, EntityClaims>();
  const readers = new Map<string, readonly EntityClaims[]>();
  for (const { segments } of judged) {
    const divergence = firstDivergence(segments);
    const objects = [divergence?.rootCause, divergence?.object];
    for (const ref of objects.filter(found => found !== undefined)) {
      if (hasRole(ref, 'source') && !readers.has(keyOf(ref))) {
        readers.set(
          keyOf(ref),
          readersOf(ref, view).map(reader => claimsOf(reader, view)),
        );
      } else if (!roots.has(keyOf(ref))) {
        roots.set(keyOf(ref), claimsOf(ref, view));
      }
    }
  }
  return { roots, readers };
}

/** Everything that {@link relatedOwners} wants to know of the catalog. @public */
export function claimsToLookUp({
  roots,
  readers,
}: RelatedObjects): EntityClaims {
  const all = [...roots.values(), ...[...readers.values()].flat()];
  return {
    entityRefs: [...new Set(all.flatMap(({ entityRefs }) => entityRefs))],
    kubernetesIds: [
      ...new Set(all.flatMap(({ kubernetesIds }) => kubernetesIds)),
    ],
  };
}

/**
 * Owners of objects outside of a path.
 *
 * @public
 */
export interface RelatedOwners {
  ownerOfObject(ref: ObjectRef): OwnershipAnswer | undefined;
  /** The owners of all appliers that read a source. */
  readersOfSource(ref: ObjectRef): readonly string[];
}

/**
 * `ownersOf` gives the owners that the catalog knows for what was claimed. Entities are not named in the answers: who looks may not
 * be allowed to see them.
 *
 * @public
 */
export function relatedOwners(
  { roots, readers }: RelatedObjects,
  ownersOf: (claims: EntityClaims) => readonly string[],
): RelatedOwners {
  return {
    ownerOfObject: ref => {
      const claims = roots.get(keyOf(ref));
      const owners = claims ? [...new Set(ownersOf(claims))] : [];
      return owners.length === 1
        ? {
            owner: owners[0],
            because: `${displayRef(ref)} belongs to an entity of that owner`,
          }
        : undefined;
    },
    readersOfSource: ref => [
      ...new Set((readers.get(keyOf(ref)) ?? []).flatMap(ownersOf)),
    ],
  };
}
