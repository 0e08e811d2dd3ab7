import type { KubeObject } from 'backstage-plugin-flux-delivery-common';
import {
  kindOf,
  projectObject,
  WATCHED_KINDS,
} from 'backstage-plugin-flux-delivery-common';
import { DatabaseDeliveryLedger } from '../../plugins/flux-delivery-backend/src/history/DatabaseDeliveryLedger';
import { DeliveryRecorder } from '../../plugins/flux-delivery-backend/src/history/recording/DeliveryRecorder';
import { UnitDirectory } from '../../plugins/flux-delivery-backend/src/history/recording/UnitDirectory';
import { DatabaseIdentifierIndex } from '../../plugins/flux-delivery-backend/src/identifiers/DatabaseIdentifierIndex';
import { InventoryStore } from '../../plugins/flux-delivery-backend/src/inventory/InventoryStore';
import type { Database } from './databases';
import { PlayedUnit } from './PlayedUnit';

export interface IngestResult {
  database: string;
  units: number;
  /** Object versions told per second. */
  offered: number;
  seconds: number;
  versions: number;
  rows: number;
  /** Versions per second from the first to when nothing waited any more. */
  rate: number;
  /** Processor time of the process for each version, in milliseconds: what does not depend on what else the machine does. */
  cpuMsPerVersion: number;
  mostWaiting: number;
  /** How long after the last version everything was written. */
  drainedAfterSeconds: number;
}

const CLUSTER = 'prod-eu';
const TICK_MS = 50;

/** Tells versions at a fixed rate: releases that roll out, one unit after the other, each of them in seven versions. */
export async function measureIngest(
  database: Database,
  {
    units,
    offered,
    seconds,
  }: { units: number; offered: number; seconds: number },
): Promise<IngestResult> {
  const played = Array.from({ length: units }, (_, at) => new PlayedUnit(at));
  const store = new InventoryStore();
  const ledger = new DatabaseDeliveryLedger(
    database.knex,
    new DatabaseIdentifierIndex(database.knex),
  );
  const failures: unknown[] = [];
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
    entities: { all: async () => played.map(({ entity }) => entity) },
    ledger,
    logger: {
      warn: (text: unknown) => failures.push(text),
      error: (text: unknown) => failures.push(text),
    } as never,
    isPinned: () => false,
    clock: {
      now: () => Date.now(),
      every: (ms, call) => {
        const timer = setInterval(call, ms);
        return () => clearInterval(timer);
      },
    },
  });
  list(
    store,
    played.flatMap(unit => unit.first()),
  );
  recorder.start();
  await until(async () => (await count(database)) >= units, 120_000);

  const cpuBefore = process.cpuUsage();
  const began = Date.now();
  let told = 0;
  let mostWaiting = 0;
  const queue = stories(played);
  while (Date.now() - began < seconds * 1000) {
    const wanted = ((Date.now() - began) / 1000) * offered;
    for (; told < wanted; told += 1) {
      tell(store, queue.next().value);
    }
    mostWaiting = Math.max(mostWaiting, recorder.waiting);
    await new Promise(resolve => setTimeout(resolve, TICK_MS));
  }
  const ended = Date.now();
  await until(async () => recorder.waiting === 0, 120_000);
  const drained = Date.now();
  const { user, system } = process.cpuUsage(cpuBefore);
  recorder.stop();
  if (failures.length > 0) {
    throw new Error(`${failures.length} failures: ${failures[0]}`);
  }
  return {
    database: database.name,
    units,
    offered,
    seconds,
    versions: told,
    rows: (await count(database)) - units,
    rate: told / ((drained - began) / 1000),
    cpuMsPerVersion: (user + system) / 1000 / told,
    mostWaiting,
    drainedAfterSeconds: (drained - ended) / 1000,
  };
}

function* stories(units: readonly PlayedUnit[]): Generator<KubeObject, never> {
  for (let round = 1; ; round += 1) {
    for (const unit of units) {
      yield* unit.release(round);
    }
  }
}

function list(store: InventoryStore, objects: readonly KubeObject[]): void {
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

function tell(store: InventoryStore, object: KubeObject): void {
  const group = object.apiVersion.split('/')[0];
  const scope = { cluster: CLUSTER, group, kind: object.kind };
  project(object).forEach(each => store.upsert(scope, each, Date.now()));
}

function project(object: KubeObject): KubeObject[] {
  const known = kindOf(object.apiVersion.split('/')[0], object.kind);
  const projected = known && projectObject(object, known);
  return projected ? [projected] : [];
}

async function count({ knex }: Database): Promise<number> {
  const [{ n }] = await knex('deliveries').count({ n: '*' });
  return Number(n);
}

async function until(
  isTrue: () => Promise<boolean>,
  patienceMs: number,
): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await isTrue())) {
    if (Date.now() > end) {
      throw new Error('it did not come to rest');
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
