import { createPermission } from '@backstage/plugin-permission-common';

/**
 * The catalog's resource type: path permissions are decided per catalog entity, so that a policy can use the catalog's own
 * rules (`IS_ENTITY_OWNER`, `HAS_ANNOTATION`, …).
 */
const CATALOG_ENTITY = 'catalog-entity';

/**
 * Read the delivery path of an entity. Who is denied gets the answer that a missing entity gives.
 *
 * @public
 */
export const fluxDeliveryPathReadPermission = createPermission({
  name: 'flux-delivery.path.read',
  attributes: { action: 'read' },
  resourceType: CATALOG_ENTITY,
});

/**
 * Read which clusters there are and how well they are known: `GET /clusters`.
 *
 * @public
 */
export const fluxDeliveryClusterReadPermission = createPermission({
  name: 'flux-delivery.cluster.read',
  attributes: { action: 'read' },
});

/**
 * Say where the delivery of an entity left intent: confirm or correct the divergence point of a target, and take it back. Needs
 * `flux-delivery.path.read` on the same entity as well.
 *
 * @public
 */
export const fluxDeliveryDivergenceRecordPermission = createPermission({
  name: 'flux-delivery.divergence.record',
  attributes: { action: 'update' },
  resourceType: CATALOG_ENTITY,
});

/**
 * Read the promotion history of an entity: deliveries, promotions, matrix, the path at a time, and look-ups by identifier. Who is
 * denied gets the answer that a missing entity gives.
 *
 * @public
 */
export const fluxDeliveryHistoryReadPermission = createPermission({
  name: 'flux-delivery.history.read',
  attributes: { action: 'read' },
  resourceType: CATALOG_ENTITY,
});

/**
 * Record a promotion: `POST /promotions`, `POST /events/cdevents`. Services with an external access token need it too, where their
 * access is restricted.
 *
 * @public
 */
export const fluxDeliveryPromotionRecordPermission = createPermission({
  name: 'flux-delivery.promotion.record',
  attributes: { action: 'create' },
});

/**
 * All permissions of the plugin.
 *
 * @public
 */
export const fluxDeliveryPermissions = [
  fluxDeliveryPathReadPermission,
  fluxDeliveryClusterReadPermission,
  fluxDeliveryDivergenceRecordPermission,
  fluxDeliveryHistoryReadPermission,
  fluxDeliveryPromotionRecordPermission,
];
