import { setImmediate } from 'node:timers/promises';
import {
  type EntityFacts,
  groupOf,
  type KubeObject,
  LISTED_KINDS,
  type ObjectRef,
  type Pod,
  type ReplicaSet,
  WATCHED_KINDS,
} from 'backstage-plugin-flux-delivery-common';
import { FleetBook } from '../../plugins/flux-delivery-backend/src/fleet/FleetBook';
import { FleetJudging } from '../../plugins/flux-delivery-backend/src/fleet/FleetJudging';
import { fleetUnits } from '../../plugins/flux-delivery-backend/src/fleet/fleetUnits';
import type { DeliveryLedger } from '../../plugins/flux-delivery-backend/src/history/DeliveryLedger';
import { DeliveryRecorder } from '../../plugins/flux-delivery-backend/src/history/recording/DeliveryRecorder';
import { judgedUnits } from '../../plugins/flux-delivery-backend/src/history/recording/judgedUnits';
import { UnitDirectory } from '../../plugins/flux-delivery-backend/src/history/recording/UnitDirectory';
import { StateRecorder } from '../../plugins/flux-delivery-backend/src/history/StateRecorder';
import { InventoryStore } from '../../plugins/flux-delivery-backend/src/inventory/InventoryStore';
import { sampleFrom } from '../../plugins/flux-delivery-backend/src/watch/samplePods';
import { sharedProjection } from '../../plugins/flux-delivery-backend/src/watch/sharedProjection';
import { generateCluster } from '../fleet/generateCluster';
import type { FleetService, FleetSize } from '../fleet/planFleet';

const SEED = 'fleet';
const SAMPLED = ['Pod', 'ReplicaSet'];
const OPTIONS = {
  environments: [
    { name: 'staging', match: [{ cluster: 'staging-*' }] },
    { name: 'prod', match: [{ cluster: 'prod-*' }] },
  ],
  tenants: [],
  resolution: { requireClaim: true },
  ownership: {},
};

const projections = new Map(
  [...WATCHED_KINDS, ...LISTED_KINDS].map(kind => [
    `${kind.group}/${kind.kind}`,
    sharedProjection(kind),
  ]),
);

/** Keeps no row: what the recorder itself remembers is all that is measured. */
const NO_LEDGER = {
  chain: async () => ({ open: [] }),
  write: async () => 'written' as const,
  delivered: async () => undefined,
  watchedUntil: async () => undefined,
  noteWatched: async () => {},
} as unknown as DeliveryLedger;

const SILENT = {
  error: (message: string) => process.stderr.write(`${message}\n`),
  warn: (message: string) => process.stderr.write(`${message}\n`),
  info: () => {},
  debug: () => {},
  child: () => SILENT,
};

/** Those who remember something of a fleet, without any cluster, filled one after the other. */
export class Holders {
  private readonly inventory = new InventoryStore();
  private readonly directory = new UnitDirectory({
    view: this.inventory,
    options: OPTIONS as never,
  });
  private readonly timers: (() => void)[] = [];
  private readonly begun = Date.now();
  private now = this.begun;
  private version = 1_000_000;
  private appended = 0;
  private readonly units = judgedUnits({
    directory: this.directory,
    view: this.inventory,
    isPinned: () => false,
    now: () => this.now,
  });
  private readonly recorder = new DeliveryRecorder({
    view: this.inventory,
    directory: this.directory,
    entities: { all: async () => this.facts() },
    ledger: NO_LEDGER,
    logger: SILENT,
    isPinned: () => false,
    clock: {
      now: () => this.now,
      every: (_, call) => {
        this.timers.push(call);
        return () => {};
      },
    },
  });
  private readonly states = new StateRecorder({
    store: {
      append: async () => {
        this.appended += 1;
        return true;
      },
      newest: async () => [],
      noteWatched: async () => {},
    },
    units: this.units,
    logger: SILENT,
    now: () => new Date(this.now),
  });
  private readonly book = new FleetBook();
  private readonly judging = new FleetJudging({
    book: this.book,
    logger: SILENT,
    now: () => this.now,
    units: fleetUnits({
      contracts: { known: () => ({}) } as never,
      directory: this.directory,
      view: this.inventory,
      judged: this.units,
      options: OPTIONS as never,
      now: () => this.now,
    }),
  });

  constructor(
    private readonly size: FleetSize,
    private readonly services: readonly FleetService[],
  ) {}

  /** What each step adds, in words, and how. */
  steps(): [string, () => Promise<void> | void][] {
    return [
      ['inventory: objects and indices', () => this.each(this.list)],
      [
        'inventory: pods and ReplicaSets of samples',
        () => this.each(this.sample),
      ],
      ['directory of services, recorder of deliveries', () => this.record()],
      ['recorder of states', () => this.recordStates()],
      ['book of the fleet', () => this.judge()],
      ['after every object was written once more', () => this.writeAgain()],
    ];
  }

  private async each(of: (cluster: string) => void): Promise<void> {
    for (const cluster of this.size.clusters) {
      of.call(this, cluster);
      await setImmediate();
    }
  }

  private facts(): EntityFacts[] {
    return this.services.map(({ name, team }) => ({
      entityRef: `component:default/${name}`,
      owner: `group:default/${team}`,
      annotations: { 'backstage.io/kubernetes-id': name },
    }));
  }

  private objectsIn(cluster: string): KubeObject[] {
    const place = { cluster, seed: SEED, now: this.begun };
    return [...generateCluster(this.services, place)] as KubeObject[];
  }

  private list(cluster: string): void {
    const { inventory, now } = this;
    const objects = this.objectsIn(cluster);
    inventory.clusterSeen({ name: cluster } as never, now);
    inventory.clusterReach(cluster, undefined, now);
    for (const { group, kind } of WATCHED_KINDS) {
      const scope = { cluster, group, kind };
      const own = objects.filter(
        object => object.kind === kind && groupOf(object.apiVersion) === group,
      );
      inventory.replace(scope, own.flatMap(projected), now);
      inventory.kindState(scope, 'synced', now);
    }
  }

  private sample(cluster: string): void {
    const listed = new Map<string, KubeObject[]>();
    for (const object of this.objectsIn(cluster)) {
      if (SAMPLED.includes(object.kind)) {
        const { namespace = '' } = object.metadata;
        listed.set(namespace, [...(listed.get(namespace) ?? []), object]);
      }
    }
    const kind = { cluster, group: 'apps', kind: 'Deployment' };
    for (const workload of this.inventory.objectsOf(kind)) {
      const { namespace, name } = workload.ref;
      const own = (listed.get(namespace) ?? [])
        .filter(({ metadata }) => metadata.name.startsWith(name))
        .flatMap(projected);
      const of = <T extends KubeObject>(sampled: string) => ({
        items: own.filter(object => object.kind === sampled) as T[],
        complete: true,
      });
      this.inventory.setPods(
        workload.ref,
        sampleFrom(
          workload,
          of<ReplicaSet>('ReplicaSet'),
          of<Pod>('Pod'),
          this.now,
        ),
      );
    }
  }

  private async record(): Promise<void> {
    this.recorder.start();
    await this.settle();
  }

  /** Lets time go by until nothing waits any more. */
  private async settle(): Promise<void> {
    const [step] = this.timers;
    let quiet = 0;
    while (quiet < 20) {
      this.now += 100;
      step();
      await setImmediate();
      const { isRunning, waiting } = this.recorder;
      quiet =
        isRunning || waiting > 0 || this.directory.hasStale() ? 0 : quiet + 1;
    }
  }

  private async recordStates(): Promise<void> {
    this.states.start();
    const targets = this.facts().flatMap(({ entityRef }) => [
      ...this.directory.targetsOf(entityRef),
    ]);
    while (this.appended < targets.length) {
      await pause();
    }
    await this.states.stop();
  }

  private async judge(): Promise<void> {
    for (const { entityRef } of this.facts()) {
      this.judging.onResolved(entityRef);
    }
    this.judging.start();
    while (!this.book.isIndexable) {
      await pause();
    }
    await this.judging.stop();
  }

  /** As by its controller: other only in its version. */
  private async writeAgain(): Promise<void> {
    await this.each(cluster => {
      for (const object of this.objectsIn(cluster)) {
        if (!SAMPLED.includes(object.kind)) {
          const written = structuredClone(object);
          this.version += 1;
          written.metadata.resourceVersion = String(this.version);
          const scope: Pick<ObjectRef, 'cluster' | 'group' | 'kind'> = {
            cluster,
            group: groupOf(object.apiVersion),
            kind: object.kind,
          };
          projected(written).forEach(each =>
            this.inventory.upsert(scope, each, this.now),
          );
        }
      }
    });
    await this.settle();
  }
}

const pause = () => new Promise(done => setTimeout(done, 100));

/** As it comes over the wire: nothing in it is shared with another. */
function projected(object: KubeObject): KubeObject[] {
  const project = projections.get(
    `${groupOf(object.apiVersion)}/${object.kind}`,
  );
  const kept = project?.(JSON.parse(JSON.stringify(object)));
  return kept ? [kept] : [];
}
