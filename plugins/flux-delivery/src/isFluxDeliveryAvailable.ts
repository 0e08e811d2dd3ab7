import type { Entity } from '@backstage/catalog-model';
import { pointsAtClusters } from 'backstage-plugin-flux-delivery-common';

/**
 * True where an annotation of the entity leads to clusters. False does not mean that it has no delivery path: objects may claim
 * the entity by themselves, so a page for all components is the better choice where that is used.
 *
 * @public
 */
export function isFluxDeliveryAvailable(entity: Entity): boolean {
  return pointsAtClusters({ annotations: entity.metadata.annotations ?? {} });
}
