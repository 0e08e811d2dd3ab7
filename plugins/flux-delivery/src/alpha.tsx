/**
 * flux-delivery for the new frontend system.
 *
 * @packageDocumentation
 */
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { fluxDeliveryApi } from './extensions/api';
import { clustersPage, clustersRouteRef } from './extensions/clustersPage';
import {
  deliveryStateFilter,
  fleetCard,
  fleetContent,
  fleetPage,
} from './extensions/fleet';
import { ownershipContent, ownershipPage } from './extensions/ownership';
import {
  fleetLinkRouteRef,
  fleetRouteRef,
  ownershipLinkRouteRef,
  ownershipRouteRef,
} from './routes';
import { deliveryPathCard, deliveryPathContent } from './extensions/entity';

export { fluxDeliveryTranslationRef } from './translation';

/**
 * The delivery path tab and card of components, the pages of all services and of clusters, and what groups, users, systems and domains
 * and the list of the catalog show of it.
 *
 * @alpha
 */
export default createFrontendPlugin({
  pluginId: 'flux-delivery',
  title: 'Flux delivery',
  routes: {
    clusters: clustersRouteRef,
    fleet: fleetRouteRef,
    ownership: ownershipRouteRef,
  },
  externalRoutes: {
    fleetLink: fleetLinkRouteRef,
    ownershipLink: ownershipLinkRouteRef,
  },
  info: { packageJson: () => import('../package.json') },
  extensions: [
    fluxDeliveryApi,
    deliveryPathContent,
    deliveryPathCard,
    clustersPage,
    fleetPage,
    ownershipPage,
    fleetContent,
    fleetCard,
    ownershipContent,
    deliveryStateFilter,
  ],
});
