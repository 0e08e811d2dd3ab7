import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { fluxDeliveryServiceRef } from 'backstage-plugin-flux-delivery-node';
import Router from 'express-promise-router';

/** Answers `GET /api/pager/whom?pod=…` with who is to be called about a pod, as far as the caller may know. */
export const pagerPlugin = createBackendPlugin({
  pluginId: 'pager',
  register(env) {
    env.registerInit({
      deps: {
        fluxDelivery: fluxDeliveryServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
      },
      async init({ fluxDelivery, httpAuth, httpRouter }) {
        const router = Router();
        router.get('/whom', async (request, response) => {
          const credentials = await httpAuth.credentials(request);
          const pod = String(request.query.pod);
          const { matches } = await fluxDelivery.lookUpOwnership(
            { pod },
            { credentials },
          );
          const services = await fluxDelivery.getSummaries(
            matches.flatMap(({ entities }) =>
              entities.map(({ entityRef }) => entityRef),
            ),
            { credentials },
          );
          response.json(
            services.items.map(({ entityRef, owner, state }) => ({
              entityRef,
              owner,
              state,
            })),
          );
        });
        httpRouter.use(router);
      },
    });
  },
});
