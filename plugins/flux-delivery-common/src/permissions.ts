import { createPermission } from '@backstage/plugin-permission-common';

/**
 * The resource type of delivery paths. Policies decide about them with `fluxDeliveryPathConditions` of
 * `backstage-plugin-flux-delivery-node`; the ref of a path is the ref of its entity.
 *
 * @public
 */
export const RESOURCE_TYPE_FLUX_DELIVERY_PATH = 'flux-delivery-path';

/**
 * Read the delivery path of an entity. Who is denied gets the answer that a missing entity gives; of a path of which only some
 * targets or segments are allowed, the others are not told.
 *
 * @public
 */
export const fluxDeliveryPathReadPermission = createPermission({
  name: 'flux-delivery.path.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_FLUX_DELIVERY_PATH,
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
 * `flux-delivery.path.read` on the same target as well.
 *
 * @public
 */
export const fluxDeliveryDivergenceRecordPermission = createPermission({
  name: 'flux-delivery.divergence.record',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_FLUX_DELIVERY_PATH,
});

/**
 * Read the promotion history of an entity: deliveries, promotions, matrix, the path at a time, and look-ups by identifier. Who is
 * denied gets the answer that a missing entity gives; rows of targets that are not allowed are not told.
 *
 * @public
 */
export const fluxDeliveryHistoryReadPermission = createPermission({
  name: 'flux-delivery.history.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_FLUX_DELIVERY_PATH,
});

/**
 * Look up whose an object, an image or an applier is: `GET /ownership`. Who is denied gets the answer of an object that nobody
 * knows.
 *
 * @public
 */
export const fluxDeliveryOwnershipReadPermission = createPermission({
  name: 'flux-delivery.ownership.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_FLUX_DELIVERY_PATH,
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
 * Those that are decided path by path.
 *
 * @public
 */
export const fluxDeliveryPathPermissions = [
  fluxDeliveryPathReadPermission,
  fluxDeliveryHistoryReadPermission,
  fluxDeliveryOwnershipReadPermission,
  fluxDeliveryDivergenceRecordPermission,
];

/**
 * All permissions of the plugin.
 *
 * @public
 */
export const fluxDeliveryPermissions = [
  ...fluxDeliveryPathPermissions,
  fluxDeliveryClusterReadPermission,
  fluxDeliveryPromotionRecordPermission,
];
