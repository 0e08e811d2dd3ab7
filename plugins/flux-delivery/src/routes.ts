import { createRouteRef } from '@backstage/core-plugin-api';

/** Where the tab is on an entity page, unless the adopter says otherwise. */
export const TAB_PATH = 'delivery-path';

export const entityContentRouteRef = createRouteRef({
  id: 'flux-delivery.entity-content',
});

/** The page of all services. */
export const fleetRouteRef = createRouteRef({ id: 'flux-delivery.fleet' });
