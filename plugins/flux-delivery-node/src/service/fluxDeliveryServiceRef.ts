import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import type { FluxDeliveryService } from './FluxDeliveryService';
import { HttpFluxDeliveryService } from './HttpFluxDeliveryService';

/**
 * flux-delivery for other backend plugins, wherever its backend runs: depend on it as on any service of Backstage. It asks over HTTP, on
 * behalf of the credentials that each call is given.
 *
 * @public
 */
export const fluxDeliveryServiceRef = createServiceRef<FluxDeliveryService>({
  id: 'flux-delivery.service',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: ({ auth, discovery }) =>
        new HttpFluxDeliveryService({ auth, discovery }),
    }),
});
