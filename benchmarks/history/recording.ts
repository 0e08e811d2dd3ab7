import {
  type EntityFacts,
  kindOf,
  type KubeObject,
  projectObject,
  WATCHED_KINDS,
} from 'backstage-plugin-flux-delivery-common';
import { DatabaseDeliveryLedger } from '../../plugins/flux-delivery-backend/src/history/DatabaseDeliveryLedger';
import { DeliveryRecorder } from '../../plugins/flux-delivery-backend/src/history/recording/DeliveryRecorder';
import { UnitDirectory } from '../../plugins/flux-delivery-backend/src/history/recording/UnitDirectory';
import { DatabaseIdentifierIndex } from '../../plugins/flux-delivery-backend/src/identifiers/DatabaseIdentifierIndex';
import { InventoryStore } from '../../plugins/flux-delivery-backend/src/inventory/InventoryStore';
import type { Database } from './databases';

const CLUSTER = 'prod-eu';

/** A recorder over a real database, as the plugin has it. */
export function startRecorder(
  database: Database,
  entities: EntityFacts[],
  onFailure: (failure: unknown) => void,
): { store: InventoryStore; recorder: DeliveryRecorder } {
  const store = new InventoryStore();
  const recorder = new DeliveryRecorder({
    view: store,
    directory: new UnitDirectory({
      view: store,
      options: {
        environments: [{ name: 'prod', match: [{ cluster: 'prod-*' }] }],
        tenants: [],
        resolution: { requireClaim: true },
      },
    }),
    entities: { all: async () => entities },
    ledger: new DatabaseDeliveryLedger(
      database.knex,
      new DatabaseIdentifierIndex(database.knex),
    ),
    logger: { warn: onFailure, error: onFailure } as never,
    isPinned: () => false,
    clock: {
      now: () => Date.now(),
      every: (ms, call) => {
        const timer = setInterval(call, ms);
        return () => clearInterval(timer);
      },
    },
  });
  recorder.start();
  return { store, recorder };
}

/** All kinds of the cluster are listed: these objects are there. */
export function list(
  store: InventoryStore,
  objects: readonly KubeObject[],
): void {
  store.clusterSeen({ name: CLUSTER } as never, Date.now());
  store.clusterReach(CLUSTER, undefined, Date.now());
  for (const { group, kind } of WATCHED_KINDS) {
    const scope = { cluster: CLUSTER, group, kind };
    store.replace(
      scope,
      objects
        .filter(
          object => object.kind === kind && object.apiVersion.startsWith(group),
        )
        .flatMap(project),
      Date.now(),
    );
    store.kindState(scope, 'synced', Date.now());
  }
}

export function tell(store: InventoryStore, object: KubeObject): void {
  const group = object.apiVersion.split('/')[0];
  const scope = { cluster: CLUSTER, group, kind: object.kind };
  project(object).forEach(each => store.upsert(scope, each, Date.now()));
}

function project(object: KubeObject): KubeObject[] {
  const known = kindOf(object.apiVersion.split('/')[0], object.kind);
  const projected = known && projectObject(object, known);
  return projected ? [projected] : [];
}
