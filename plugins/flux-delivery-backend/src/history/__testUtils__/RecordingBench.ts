import { mockServices } from '@backstage/backend-test-utils';
import {
  type Delivery,
  type EntityFacts,
  kindOf,
  type KubeObject,
  projectObject,
  WATCHED_KINDS,
} from 'backstage-plugin-flux-delivery-common';
import { InventoryStore } from '../../inventory/InventoryStore';
import type { DeliveryLedger } from '../DeliveryLedger';
import {
  DeliveryRecorder,
  type DeliveryRecorderOptions,
} from '../recording/DeliveryRecorder';
import { UnitDirectory } from '../recording/UnitDirectory';

const START = Date.parse('2026-11-21T05:00:00Z');

/** A replica of the portal: inventory and recorder, on a clock of its own, over a ledger that others may share. */
export class RecordingBench {
  readonly store = new InventoryStore({ freeze: true });
  readonly recorder: DeliveryRecorder;
  private now: number;
  private readonly timers: { ms: number; at: number; call: () => void }[] = [];

  constructor(
    private readonly ledger: DeliveryLedger,
    {
      entities,
      now = START,
      ...options
    }: { entities: EntityFacts[]; now?: number } & Partial<
      Omit<DeliveryRecorderOptions, 'entities'>
    >,
  ) {
    this.now = now;
    this.recorder = new DeliveryRecorder({
      view: this.store,
      directory: new UnitDirectory({
        view: this.store,
        options: {
          environments: [{ name: 'prod', match: [{ cluster: 'prod*' }] }],
          tenants: [],
          resolution: { requireClaim: true },
        },
      }),
      entities: { all: async () => entities },
      ledger,
      logger: mockServices.logger.mock(),
      isPinned: () => false,
      clock: {
        now: () => this.now,
        every: (ms, call) => {
          const timer = { ms, at: this.now + ms, call };
          this.timers.push(timer);
          return () => this.timers.splice(this.timers.indexOf(timer), 1);
        },
      },
      ...options,
    });
    this.recorder.start();
  }

  /** All kinds of a cluster are listed: these objects are there, and nothing else. */
  list(cluster: string, objects: readonly KubeObject[]): void {
    this.store.clusterSeen({ name: cluster } as never, this.now);
    this.store.clusterReach(cluster, undefined, this.now);
    for (const { group, kind } of WATCHED_KINDS) {
      const scope = { cluster, group, kind };
      this.store.replace(
        scope,
        objects
          .filter(
            ({ apiVersion, kind: own }) =>
              own === kind && groupOf(apiVersion) === group,
          )
          .flatMap(object => projected(object)),
        this.now,
      );
      this.store.kindState(scope, 'synced', this.now);
    }
  }

  tell(cluster: string, object: KubeObject): void {
    const scope = {
      cluster,
      group: groupOf(object.apiVersion),
      kind: object.kind,
    };
    projected(object).forEach(each => this.store.upsert(scope, each, this.now));
  }

  remove(cluster: string, object: KubeObject): void {
    const { namespace = '', name } = object.metadata;
    this.store.remove(
      { cluster, group: groupOf(object.apiVersion), kind: object.kind },
      { namespace, name },
      this.now,
    );
  }

  /** Lets time go by, with all that happens in it. */
  async wait(seconds: number): Promise<void> {
    const end = this.now + seconds * 1000;
    for (;;) {
      const [next] = [...this.timers].sort((a, b) => a.at - b.at);
      if (!next || next.at > end) {
        break;
      }
      this.now = Math.max(this.now, next.at);
      next.at += next.ms;
      next.call();
      await settled(this.recorder);
    }
    this.now = end;
  }

  /** What is in the ledger of an entity, the oldest first. */
  async rows(entityRef: string): Promise<Delivery[]> {
    const { items } = await this.ledger.page(
      { entityRef, all: true },
      { limit: 1000 },
    );
    return items.reverse();
  }

  stop(): void {
    this.recorder.stop();
  }

  get time(): number {
    return this.now;
  }
}

/** Ledgers answer in a few turns of the loop; those over a database take longer. */
async function settled(recorder: DeliveryRecorder): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise(resolve => setImmediate(resolve));
  }
  while (recorder.isRunning) {
    await new Promise(resolve => setImmediate(resolve));
  }
}

function projected(object: KubeObject): KubeObject[] {
  const known = kindOf(groupOf(object.apiVersion), object.kind);
  const found = known && projectObject(object, known);
  return found ? [found] : [];
}

function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
