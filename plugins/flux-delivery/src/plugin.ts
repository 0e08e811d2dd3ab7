import type { JSX } from 'react';
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { fluxDeliveryApiRef } from './api/FluxDeliveryApi';
import { FluxDeliveryClient } from './api/FluxDeliveryClient';
import { entityContentRouteRef, fleetRouteRef } from './routes';

/**
 * The plugin for the legacy frontend system.
 *
 * @public
 */
export const fluxDeliveryPlugin = createPlugin({
  id: 'flux-delivery',
  apis: [
    createApiFactory({
      api: fluxDeliveryApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new FluxDeliveryClient(deps),
    }),
  ],
  routes: { entityContent: entityContentRouteRef, fleet: fleetRouteRef },
});

/**
 * The delivery path as a tab of an entity page.
 *
 * @public
 */
export const EntityFluxDeliveryContent: () => JSX.Element =
  fluxDeliveryPlugin.provide(
    createRoutableExtension({
      name: 'EntityFluxDeliveryContent',
      component: () =>
        import('./components/EntityFluxDeliveryContent').then(
          m => m.EntityFluxDeliveryContent,
        ),
      mountPoint: entityContentRouteRef,
    }),
  );

/**
 * The delivery path as a card for an overview.
 *
 * @public
 */
export const EntityFluxDeliveryCard: (props: {
  tabPath?: string;
}) => JSX.Element = fluxDeliveryPlugin.provide(
  createComponentExtension({
    name: 'EntityFluxDeliveryCard',
    component: {
      lazy: () =>
        import('./components/EntityFluxDeliveryCard').then(
          m => m.EntityFluxDeliveryCard,
        ),
    },
  }),
);

/**
 * The delivery of all services that the reader may see, as a page.
 *
 * @public
 */
export const FluxDeliveryPage: () => JSX.Element = fluxDeliveryPlugin.provide(
  createRoutableExtension({
    name: 'FluxDeliveryPage',
    component: () =>
      import('./components/Fleet/FleetPage').then(m => m.FleetPage),
    mountPoint: fleetRouteRef,
  }),
);
