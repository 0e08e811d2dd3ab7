import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { fluxDeliveryPermissions } from 'backstage-plugin-flux-delivery-common';
import { readFluxDeliveryConfig } from './config';
import { DatabaseDeliveryLedger } from './history/DatabaseDeliveryLedger';
import { DatabaseDeliveryFigures } from './history/DeliveryFiguresReader';
import { DatabaseUnitStateStore } from './history/DatabaseUnitStateStore';
import { DatabaseIdentifierIndex } from './identifiers/DatabaseIdentifierIndex';
import { controlAccess } from './wiring/controlAccess';
import { findReleases } from './wiring/findReleases';
import { judgePaths } from './wiring/judgePaths';
import { keepDivergencePoints } from './wiring/keepDivergencePoints';
import { overlookFleet } from './wiring/overlookFleet';
import { pluginDeps } from './wiring/PluginDeps';
import { receiveFluxEvents } from './wiring/receiveFluxEvents';
import { recordDeliveries } from './wiring/recordDeliveries';
import { recordPromotions } from './wiring/recordPromotions';
import { registerPaths } from './wiring/registerPaths';
import { serveRoutes } from './wiring/serveRoutes';
import { signalChanges } from './wiring/signalChanges';
import { tellContracts } from './wiring/tellContracts';
import { tellHistory } from './wiring/tellHistory';
import { tellOwnership } from './wiring/tellOwnership';
import { watchClusters } from './wiring/watchClusters';

/**
 * The backend of flux-delivery: watches all clusters, and answers paths from memory.
 *
 * @public
 */
export const fluxDeliveryPlugin = createBackendPlugin({
  pluginId: 'flux-delivery',
  register(env) {
    env.registerInit({
      deps: pluginDeps,
      async init(deps) {
        const options = readFluxDeliveryConfig(deps.config);
        deps.permissionsRegistry.addPermissions(fluxDeliveryPermissions);

        const access = controlAccess(deps);
        const { inventory, lookAt } = watchClusters(deps);
        const { announce, interest, viewers } = signalChanges(deps, inventory);
        const points = await keepDivergencePoints(deps, {
          access,
          announce,
          options,
        });
        const { contracts, entities, judged, owners, paths, ...told } =
          judgePaths(deps, {
            access,
            announce,
            inventory,
            interest,
            options,
            recorded: points.recorded,
            viewers,
          });
        registerPaths(deps, judged);

        const database = await deps.database.getClient();
        const identifiers = new DatabaseIdentifierIndex(database);
        const ledger = new DatabaseDeliveryLedger(database, identifiers);
        const {
          promotions,
          seen,
          store: records,
        } = recordPromotions(deps, {
          access,
          database,
          identifiers,
          history: ledger,
          judged,
          entities,
          options,
          announce,
          viewers,
        });

        const fluxEvents = receiveFluxEvents(deps, {
          database,
          identifiers,
          inventory,
          lookAt,
          options,
        });

        const states = new DatabaseUnitStateStore(database);
        const { recorder, ...recording } = await recordDeliveries(deps, {
          inventory,
          ledger,
          states,
          options,
          announce,
        });
        const { fleet, facts } = overlookFleet(deps, {
          ...recording,
          access,
          contracts,
          entities,
          figures: new DatabaseDeliveryFigures(database),
          inventory,
          options,
          owners,
        });
        const { historyViews, deliveries, releases, tags } = tellHistory(deps, {
          history: ledger,
          heldRows: entityRef => recorder.heldRows(entityRef),
          seen,
          states,
          promotions: records,
          hints: fluxEvents.hints,
          options,
        });

        const contract = tellContracts(deps, {
          access,
          contracts,
          entities,
          judged,
          owners,
          inventory,
          history: ledger,
          promotions: records,
          options,
        });

        const ownership = tellOwnership(deps, {
          access,
          contracts,
          directory: recording.directory,
          facts,
          inventory,
          judged,
          options,
          owners,
        });

        serveRoutes(deps, options, {
          ...told,
          paths,
          ownership,
          contract,
          divergencePoints: points.serviceFor(paths),
          promotions,
          historyViews,
          deliveries,
          releases,
          tags,
          fluxEvents: fluxEvents.receiver,
          fleet,
          find: findReleases(deps, {
            access,
            identifiers,
            history: ledger,
            promotions: records,
            hints: fluxEvents.hints,
            judged,
            seen,
          }),
        });
      },
    });
  },
});
