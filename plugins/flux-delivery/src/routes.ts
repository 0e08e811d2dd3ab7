import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** Where the tab is on an entity page, unless the adopter says otherwise. */
export const TAB_PATH = 'delivery-path';

export const entityContentRouteRef = createRouteRef({
  id: 'flux-delivery.entity-content',
});

/** The same for groups, users, systems and domains. */
export const FLEET_TAB_PATH = 'delivery';

/** What their services have. */
export const OWNERSHIP_TAB_PATH = 'delivery-ownership';

/** The page of all services. */
export const fleetRouteRef = createRouteRef({ id: 'flux-delivery.fleet' });

export const entityFleetRouteRef = createRouteRef({
  id: 'flux-delivery.entity-fleet',
});

export const entityOwnershipRouteRef = createRouteRef({
  id: 'flux-delivery.entity-ownership',
});

/** From cards to the page of all services, where the portal has it. */
export const fleetLinkRouteRef = createExternalRouteRef({
  id: 'flux-delivery.fleet-link',
  optional: true,
  defaultTarget: 'flux-delivery.fleet',
});

/** The page that tells whose things are. */
export const ownershipRouteRef = createRouteRef({
  id: 'flux-delivery.ownership',
});

/** From the page of all services to that of ownership, where the portal has it. */
export const ownershipLinkRouteRef = createExternalRouteRef({
  id: 'flux-delivery.ownership-link',
  optional: true,
  defaultTarget: 'flux-delivery.ownership',
});
