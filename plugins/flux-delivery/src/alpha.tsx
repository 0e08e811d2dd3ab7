/**
 * flux-delivery for the new frontend system.
 *
 * @packageDocumentation
 */
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { fluxDeliveryApi } from './extensions/api';
import { clustersPage, clustersRouteRef } from './extensions/clustersPage';
import { fleetPage } from './extensions/fleet';
import { deliveryPathCard, deliveryPathContent } from './extensions/entity';

export { fluxDeliveryTranslationRef } from './translation';

/**
 * The delivery path tab and card of components, and the page of clusters.
 *
 * @alpha
 */
export default createFrontendPlugin({
  pluginId: 'flux-delivery',
  title: 'Flux delivery',
  routes: { clusters: clustersRouteRef },
  info: { packageJson: () => import('../package.json') },
  extensions: [
    fluxDeliveryApi,
    deliveryPathContent,
    deliveryPathCard,
    clustersPage,
    fleetPage,
  ],
});
