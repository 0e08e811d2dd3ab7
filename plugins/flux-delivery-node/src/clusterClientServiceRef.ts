import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import type { ClusterClient } from './ClusterClient';
import { HttpClusterClient } from './HttpClusterClient';

/**
 * The cluster client that flux-delivery uses. Without a factory of your own it goes through the Kubernetes plugin's backend;
 * replace it with `createServiceFactory` where your API servers are reached in another way.
 *
 * @public
 */
export const clusterClientServiceRef = createServiceRef<ClusterClient>({
  id: 'flux-delivery.cluster-client',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: ({ auth, discovery }) =>
        new HttpClusterClient({ auth, discovery }),
    }),
});
