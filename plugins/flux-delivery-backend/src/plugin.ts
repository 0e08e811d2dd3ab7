import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { fluxDeliveryPermissions } from 'backstage-plugin-flux-delivery-common';
import { clusterClientServiceRef } from 'backstage-plugin-flux-delivery-node';
import { AuthorizedClusterStatusService } from './clusters/ClusterStatusService';
import { sleep, systemClock } from './clusters/Clock';
import { readFluxDeliveryConfig } from './config';
import { DefaultObjectDetailsService } from './details/DefaultObjectDetailsService';
import { DefaultExplainService } from './explain/DefaultExplainService';
import { InventoryStore } from './inventory/InventoryStore';
import { ChangeSignals } from './live/ChangeSignals';
import { CatalogOwnerDirectory } from './ownership/CatalogOwnerDirectory';
import { AuthorizedDeliveryPathService } from './paths/AuthorizedDeliveryPathService';
import { CatalogEntityLookup } from './paths/CatalogEntityLookup';
import { DefaultDeliveryPathService } from './paths/DefaultDeliveryPathService';
import { GroupCheck } from './paths/GroupCheck';
import { PathInterest } from './paths/PathInterest';
import { createRouter } from './router/createRouter';
import { DatabaseDivergencePointStore } from './triage/DatabaseDivergencePointStore';
import { DefaultDivergencePointService } from './triage/DefaultDivergencePointService';
import { StandingPoints } from './triage/StandingPoints';
import { FleetWatcher } from './watch/FleetWatcher';
import { PodSampler } from './watch/PodSampler';

/**
 * The backend of flux-delivery: watches all clusters, and answers paths from memory.
 *
 * @public
 */
export const fluxDeliveryPlugin = createBackendPlugin({
  pluginId: 'flux-delivery',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        client: clusterClientServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { auth, catalog, client, logger, permissions } = deps;
        const options = readFluxDeliveryConfig(deps.config);
        deps.permissionsRegistry.addPermissions(fluxDeliveryPermissions);

        const store = new InventoryStore({
          onListenerError: error =>
            logger.error(`A change could not be passed on: ${error}`),
        });
        const watcher = new FleetWatcher({ client, sink: store, logger });
        const sampler = new PodSampler({ client, inventory: store });

        const interest = new PathInterest(() => Date.now());
        const signals = new ChangeSignals({
          signals: deps.signals,
          interest,
          logger,
        });
        store.subscribe(change => signals.onChange(change));

        const owners = new CatalogOwnerDirectory({
          catalog,
          logger,
          now: () => Date.now(),
          sleep: (ms, signal) => sleep(systemClock, ms, signal),
        });
        const points = await DatabaseDivergencePointStore.create(deps.database);
        const entities = new CatalogEntityLookup({
          catalog,
          auth,
          now: () => Date.now(),
        });
        const paths = new AuthorizedDeliveryPathService(
          new DefaultDeliveryPathService({
            entities,
            owners,
            view: store,
            options,
            interest,
            recorded: new StandingPoints({
              store: points,
              logger,
              now: () => Date.now(),
            }),
            now: () => new Date(),
          }),
          permissions,
        );
        const details = new DefaultObjectDetailsService({
          paths,
          client,
          versionOf: (...kind) => store.versionOf(...kind),
          links: options.links,
          now: () => new Date(),
        });
        const clusters = new AuthorizedClusterStatusService(
          () => store.clusterStatus(Date.now()),
          permissions,
        );

        const divergencePoints = new DefaultDivergencePointService({
          paths,
          permissions,
          store: points,
          announce: entityRef => signals.announce(entityRef),
          now: () => new Date(),
        });

        const stopping = new AbortController();
        const groups = new GroupCheck({
          groups: options.groupRefs,
          catalog,
          auth,
          logger,
          sleep: (ms, signal) => sleep(systemClock, ms, signal),
        });
        deps.httpRouter.use((_request, _response, next) =>
          next(groups.problem && new ServiceUnavailableError(groups.problem)),
        );
        deps.httpRouter.use(
          createRouter({
            httpAuth: deps.httpAuth,
            paths,
            details,
            clusters,
            explain: new DefaultExplainService({
              paths,
              owners,
              view: store,
              entities,
              options,
            }),
            divergencePoints,
            auditor: deps.auditor,
          }),
        );

        deps.lifecycle.addStartupHook(async () => {
          sampler.start();
          watcher.start();
          void groups.run(stopping.signal);
        });
        deps.lifecycle.addShutdownHook(async () => {
          stopping.abort();
          signals.stop();
          await Promise.all([watcher.stop(), sampler.stop()]);
        });
      },
    });
  },
});
