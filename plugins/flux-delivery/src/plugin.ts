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
import {
  entityContentRouteRef,
  entityFleetRouteRef,
  entityOwnershipRouteRef,
  fleetLinkRouteRef,
  fleetRouteRef,
  ownershipLinkRouteRef,
  ownershipRouteRef,
} from './routes';

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
  routes: {
    entityContent: entityContentRouteRef,
    entityFleet: entityFleetRouteRef,
    entityOwnership: entityOwnershipRouteRef,
    fleet: fleetRouteRef,
    ownership: ownershipRouteRef,
  },
  externalRoutes: {
    fleetLink: fleetLinkRouteRef,
    ownershipLink: ownershipLinkRouteRef,
  },
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
  size?: 'small' | 'medium' | 'large';
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

/**
 * The delivery of all services of a Group, User, System or Domain, as a tab of its page.
 *
 * @public
 */
export const EntityFluxDeliveryFleetContent: () => JSX.Element =
  fluxDeliveryPlugin.provide(
    createRoutableExtension({
      name: 'EntityFluxDeliveryFleetContent',
      component: () =>
        import('./components/FleetCard/EntityFleetContent').then(
          m => m.EntityFleetContent,
        ),
      mountPoint: entityFleetRouteRef,
    }),
  );

/**
 * The services of a Group, User, System or Domain as a card: how many are in which state, and the worst five.
 *
 * @public
 */
export const EntityFluxDeliveryFleetCard: () => JSX.Element =
  fluxDeliveryPlugin.provide(
    createComponentExtension({
      name: 'EntityFluxDeliveryFleetCard',
      component: {
        lazy: () =>
          import('./components/FleetCard/EntityFleetCard').then(
            m => m.EntityFleetCard,
          ),
      },
    }),
  );

/**
 * The services of whoever looks as a card, for a home page.
 *
 * @public
 */
export const FluxDeliveryMyServicesCard: (props: {
  title?: string;
}) => JSX.Element = fluxDeliveryPlugin.provide(
  createComponentExtension({
    name: 'FluxDeliveryMyServicesCard',
    component: {
      lazy: () =>
        import('./components/FleetCard/MyServicesCard').then(
          m => m.MyServicesCard,
        ),
    },
  }),
);

/**
 * Whose anything in the clusters is, and what nobody or several own, as a page.
 *
 * @public
 */
export const FluxDeliveryOwnershipPage: () => JSX.Element =
  fluxDeliveryPlugin.provide(
    createRoutableExtension({
      name: 'FluxDeliveryOwnershipPage',
      component: () =>
        import('./components/Ownership/OwnershipPage').then(
          m => m.OwnershipPage,
        ),
      mountPoint: ownershipRouteRef,
    }),
  );

/**
 * What the services of a Group, User, System or Domain have in the clusters, and who owns them, as a tab of its page.
 *
 * @public
 */
export const EntityFluxDeliveryOwnershipContent: () => JSX.Element =
  fluxDeliveryPlugin.provide(
    createRoutableExtension({
      name: 'EntityFluxDeliveryOwnershipContent',
      component: () =>
        import('./components/Ownership/EntityOwnershipContent').then(
          m => m.EntityOwnershipContent,
        ),
      mountPoint: entityOwnershipRouteRef,
    }),
  );
