import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  claimsToLookUp,
  type EntityClaims,
  type InventoryView,
  type JudgedTarget,
  relatedObjects,
  type RelatedOwners,
  relatedOwners,
} from 'backstage-plugin-flux-delivery-common';
import type { EntityLookup } from './EntityLookup';

/**
 * Who owns the root causes and shared sources of a path. Asks the catalog only where something diverged. Where the catalog does not
 * answer, the path does: without these owners, which are then nobody's rather than guessed.
 */
export async function findRelatedOwners(
  judged: readonly JudgedTarget[],
  deps: {
    view: InventoryView;
    entities: Pick<EntityLookup, 'ownersOf' | 'withKubernetesId'>;
    logger?: Pick<LoggerService, 'warn'>;
  },
): Promise<RelatedOwners> {
  const related = relatedObjects(judged, deps.view);
  const { entityRefs, kubernetesIds } = claimsToLookUp(related);
  const owners = await ownersByClaim(entityRefs, kubernetesIds, deps);
  return relatedOwners(related, (claims: EntityClaims) => [
    ...new Set([
      ...claims.entityRefs.flatMap(ref => owners.byRef.get(ref) ?? []),
      ...(claims.entityRefs.length > 0
        ? []
        : claims.kubernetesIds.flatMap(id => owners.byId.get(id) ?? [])),
    ]),
  ]);
}

async function ownersByClaim(
  entityRefs: readonly string[],
  kubernetesIds: readonly string[],
  { entities, logger }: Parameters<typeof findRelatedOwners>[1],
) {
  try {
    const byRef =
      entityRefs.length > 0
        ? await entities.ownersOf(entityRefs)
        : new Map<string, string>();
    const byId = new Map<string, string[]>();
    for (const id of kubernetesIds) {
      const bearing = await entities.withKubernetesId(id);
      byId.set(
        id,
        bearing.flatMap(({ owner }) => owner ?? []),
      );
    }
    return { byRef, byId };
  } catch (error) {
    logger?.warn(`Owners of related objects cannot be told: ${error}`);
    return { byRef: new Map<string, string>(), byId: new Map() };
  }
}
