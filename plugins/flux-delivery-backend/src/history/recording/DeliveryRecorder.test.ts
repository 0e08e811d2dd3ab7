import fc from 'fast-check';
import type {
  Delivery,
  KindState,
  KubeObject,
} from 'backstage-plugin-flux-delivery-common';
import { versionsOfWatch } from '../__testUtils__/captured';
import { RecordingBench } from '../__testUtils__/RecordingBench';
import type { DeliveryLedger } from '../DeliveryLedger';
import { MemoryDeliveryLedger } from '../MemoryDeliveryLedger';

jest.setTimeout(180_000);

const ENTITY = {
  entityRef: 'component:default/catalog',
  owner: 'group:default/shop',
  annotations: {},
};
const told = (rows: { kind: string; outcome: string }[]) =>
  rows.map(({ kind, outcome }) => `${kind} ${outcome}`);

const CAPTURED = versionsOfWatch('watch-git-commit-rollout', {
  applier: { kind: 'Kustomization', name: 'catalog' },
  entityRef: ENTITY.entityRef,
  workload: {
    name: 'catalog',
    image: 'registry.example.com/shop/catalog:1.0.0',
  },
});

interface Played {
  ledger?: DeliveryLedger;
  versions?: readonly KubeObject[];
  disturb?: (bench: RecordingBench, at: number) => Promise<void> | void;
}

/** Plays a captured watch into a replica, in 0.2 s for each version. */
async function play({
  ledger = new MemoryDeliveryLedger(),
  versions = CAPTURED.versions,
  disturb = () => {},
}: Played = {}) {
  const bench = new RecordingBench(ledger, { entities: [ENTITY] });
  bench.list('prod', CAPTURED.first);
  await bench.wait(3);
  for (const [at, object] of versions.entries()) {
    await disturb(bench, at);
    bench.tell('prod', object);
  }
  await bench.wait(60);
  bench.stop();
  return bench.rows(ENTITY.entityRef);
}

/** What does not depend on when a replica was told. */
function plain(rows: readonly Delivery[]) {
  return JSON.stringify(rows);
}

describe('DeliveryRecorder', () => {
  it('records a commit that rolls out, though nobody looks', async () => {
    const rows = await play();
    expect(told(rows)).toEqual(['baseline unknown', 'forward succeeded']);
    expect(rows[1]).toMatchObject({
      environment: 'prod',
      cluster: 'prod',
      attemptedAt: '2026-11-21T05:38:43Z',
      rolledOutAt: '2026-11-21T05:38:44Z',
      appliedAt: '2026-11-21T05:38:48Z',
    });
  });

  it('T16: writes the same bytes however the watches of its kinds interleave', async () => {
    const expected = plain(await play());
    const kinds = [...new Set(CAPTURED.versions.map(({ kind }) => kind))];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 60 }), async picks => {
        const streams = kinds.map(kind =>
          CAPTURED.versions.filter(version => version.kind === kind),
        );
        const versions: KubeObject[] = [];
        for (const pick of picks) {
          versions.push(...streams[pick % streams.length].splice(0, 1));
        }
        versions.push(...streams.flat());
        expect(plain(await play({ versions }))).toBe(expected);
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    ['is late', 'Deployment', ['forward succeeded']],
    ['has nothing to tell', 'nothing', ['configOnly succeeded']],
  ])(
    'a revision is told once the watch of its workloads %s',
    async (_, late, expected) => {
      const settled = CAPTURED.versions.findLast(
        ({ kind }) => kind === 'Kustomization',
      )!;
      const versions = [
        settled,
        ...CAPTURED.versions.filter(({ kind }) => kind === late),
      ];
      const rows = await play({
        versions,
        disturb: (bench, at) => bench.wait(at === 1 ? 3 : 0.2),
      });
      expect(told(rows).slice(1)).toEqual(expected);
    },
  );

  it('T16: a replay and duplicates add nothing', async () => {
    const expected = plain(await play());
    const versions = CAPTURED.versions.flatMap(version => [version, version]);
    expect(plain(await play({ versions }))).toBe(expected);

    const ledger = new MemoryDeliveryLedger();
    await play({ ledger });
    expect(plain(await play({ ledger }))).toBe(expected);
  });

  it('a process that dies at any point and starts anew loses and doubles nothing', async () => {
    const count = CAPTURED.versions.length;
    for (const killedAt of [0, 5, 12, 18, 24, count - 2, count]) {
      const ledger = new MemoryDeliveryLedger();
      const first = new RecordingBench(ledger, { entities: [ENTITY] });
      first.list('prod', CAPTURED.first);
      await first.wait(3);
      for (const object of CAPTURED.versions.slice(0, killedAt)) {
        first.tell('prod', object);
        await first.wait(0.1);
      }
      first.stop();

      const held = new Map<string, KubeObject>();
      [...CAPTURED.first, ...CAPTURED.versions.slice(0, killedAt)].forEach(
        object => held.set(`${object.kind}/${object.metadata.name}`, object),
      );
      const second = new RecordingBench(ledger, {
        entities: [ENTITY],
        now: first.time,
      });
      second.list('prod', [...held.values()]);
      await second.wait(3);
      for (const object of CAPTURED.versions.slice(killedAt)) {
        second.tell('prod', object);
      }
      await second.wait(60);
      second.stop();
      expect([killedAt, told(await second.rows(ENTITY.entityRef))]).toEqual([
        killedAt,
        ['baseline unknown', 'forward succeeded'],
      ]);
    }
  });

  it('two replicas that see the same write it once', async () => {
    const ledger = new MemoryDeliveryLedger();
    const replicas = [0, 1].map(
      () => new RecordingBench(ledger, { entities: [ENTITY] }),
    );
    replicas.forEach(replica => replica.list('prod', CAPTURED.first));
    for (const replica of replicas) {
      await replica.wait(3);
    }
    for (const object of CAPTURED.versions) {
      for (const replica of replicas) {
        replica.tell('prod', object);
        await replica.wait(Math.random() / 2);
      }
    }
    for (const replica of replicas) {
      await replica.wait(60);
      replica.stop();
    }
    expect(told(await replicas[0].rows(ENTITY.entityRef))).toEqual([
      'baseline unknown',
      'forward succeeded',
    ]);
  });

  it('a kind that cannot be listed holds up only the units that depend on it', async () => {
    const ledger = new MemoryDeliveryLedger();
    const bench = new RecordingBench(ledger, { entities: [ENTITY] });
    const broken = (kind: string, group: string, state: KindState) =>
      bench.store.kindState(
        { cluster: 'prod', group, kind },
        state,
        bench.time,
      );
    bench.list('prod', CAPTURED.first);
    broken('CronJob', 'batch', 'unreachable');
    broken('HelmRelease', 'helm.toolkit.fluxcd.io', 'unreachable');
    broken('Deployment', 'apps', 'unreachable');
    await bench.wait(10);
    CAPTURED.versions.forEach(object => bench.tell('prod', object));
    await bench.wait(10);
    expect(await bench.rows(ENTITY.entityRef)).toEqual([]);
    // A list will tell all of it.
    expect(bench.recorder.buffered).toBe(0);

    broken('Deployment', 'apps', 'synced');
    await bench.wait(10);
    bench.stop();
    expect(told(await bench.rows(ENTITY.entityRef)).at(-1)).toBe(
      'baseline unknown',
    );
  });

  it('what comes faster than it is written is bounded, and a gap tells of the rest', async () => {
    const ledger = new MemoryDeliveryLedger();
    const bench = new RecordingBench(ledger, {
      entities: [ENTITY],
      mostBuffered: 5,
    });
    bench.list('prod', CAPTURED.first);
    await bench.wait(3);
    CAPTURED.versions.forEach(object => {
      bench.tell('prod', object);
      expect(bench.recorder.buffered).toBeLessThanOrEqual(5);
    });
    await bench.wait(60);
    bench.stop();
    expect(told(await bench.rows(ENTITY.entityRef))).toEqual([
      'baseline unknown',
      'gap unknown',
      'forward succeeded',
    ]);
  });

  it('T9: equal names in two clusters, of different owners, do not mix', async () => {
    const other = {
      entityRef: 'component:other/catalog',
      owner: 'group:default/other',
      annotations: {},
    };
    const ledger = new MemoryDeliveryLedger();
    const bench = new RecordingBench(ledger, { entities: [ENTITY, other] });
    const claimedBy = (entityRef: string) => (object: KubeObject) =>
      object.kind === 'Kustomization'
        ? {
            ...object,
            metadata: {
              ...object.metadata,
              annotations: { 'flux-delivery/entity': entityRef },
            },
          }
        : object;
    bench.list('prod', CAPTURED.first);
    bench.list('prod-2', CAPTURED.first.map(claimedBy(other.entityRef)));
    await bench.wait(3);
    CAPTURED.versions.forEach(object => bench.tell('prod', object));
    await bench.wait(60);
    bench.stop();

    expect(told(await bench.rows(ENTITY.entityRef))).toHaveLength(2);
    expect(await bench.rows(other.entityRef)).toMatchObject([
      { kind: 'baseline', cluster: 'prod-2' },
    ]);
  });
});

describe('while the database does not answer', () => {
  class Outage extends MemoryDeliveryLedger {
    isOut = false;

    private check() {
      if (this.isOut) {
        throw new Error('connection refused');
      }
    }
    async chain(...args: Parameters<MemoryDeliveryLedger['chain']>) {
      this.check();
      return super.chain(...args);
    }
    async delivered(...args: Parameters<MemoryDeliveryLedger['delivered']>) {
      this.check();
      return super.delivered(...args);
    }
    async write(...args: Parameters<MemoryDeliveryLedger['write']>) {
      this.check();
      return super.write(...args);
    }
  }

  it('what happens in ten minutes waits, is told from memory, and is written once', async () => {
    const ledger = new Outage();
    const bench = new RecordingBench(ledger, { entities: [ENTITY] });
    bench.list('prod', CAPTURED.first);
    await bench.wait(3);
    ledger.isOut = true;
    for (const object of CAPTURED.versions) {
      bench.tell('prod', object);
      await bench.wait(20);
    }
    expect(told(bench.recorder.heldRows(ENTITY.entityRef))).toEqual([
      'forward succeeded',
    ]);
    expect(bench.recorder.backlog).toBeLessThan(15);
    expect(told(await bench.rows(ENTITY.entityRef))).toEqual([
      'baseline unknown',
    ]);

    ledger.isOut = false;
    await bench.wait(30);
    bench.stop();
    expect(told(await bench.rows(ENTITY.entityRef))).toEqual([
      'baseline unknown',
      'forward succeeded',
    ]);
    expect(bench.recorder.backlog).toBe(0);
  });

  it('a unit that cannot be written stops no other, and what it lost is a gap', async () => {
    const other = {
      entityRef: 'component:default/other',
      owner: 'group:default/shop',
      annotations: {},
    };
    class Refusing extends MemoryDeliveryLedger {
      refuses = false;

      async write(...args: Parameters<MemoryDeliveryLedger['write']>) {
        return this.refuses && args[0].entityRef === ENTITY.entityRef
          ? ('lost' as const)
          : super.write(...args);
      }
    }
    const ledger = new Refusing();
    const bench = new RecordingBench(ledger, { entities: [ENTITY, other] });
    const ofOther = (object: KubeObject) =>
      object.kind === 'Kustomization'
        ? {
            ...object,
            metadata: {
              ...object.metadata,
              annotations: { 'flux-delivery/entity': other.entityRef },
            },
          }
        : object;
    bench.list('prod', CAPTURED.first);
    bench.list('prod-2', CAPTURED.first.map(ofOther));
    await bench.wait(3);
    ledger.refuses = true;
    for (const object of CAPTURED.versions) {
      bench.tell('prod', object);
      bench.tell('prod-2', ofOther(object));
      await bench.wait(2);
      expect(bench.recorder.isDown).toBe(false);
    }
    await bench.wait(10);
    expect(told(await bench.rows(other.entityRef))).toEqual([
      'baseline unknown',
      'forward succeeded',
    ]);

    ledger.refuses = false;
    await bench.wait(400);
    bench.stop();
    expect(told(await bench.rows(ENTITY.entityRef))).toEqual([
      'baseline unknown',
      'gap unknown',
      'forward succeeded',
    ]);
  });

  it('what waits of a target that goes away meanwhile is written all the same', async () => {
    const ledger = new Outage();
    const bench = new RecordingBench(ledger, { entities: [ENTITY] });
    bench.list('prod', CAPTURED.first);
    await bench.wait(3);
    ledger.isOut = true;
    for (const object of CAPTURED.versions) {
      bench.tell('prod', object);
      await bench.wait(1);
    }
    [...CAPTURED.first]
      .filter(({ kind }) => kind === 'Kustomization' || kind === 'Deployment')
      .forEach(object => bench.remove('prod', object));
    await bench.wait(10);
    ledger.isOut = false;
    await bench.wait(60);
    bench.stop();
    expect(told(await bench.rows(ENTITY.entityRef))).toEqual([
      'baseline unknown',
      'forward succeeded',
    ]);
    expect(bench.recorder.backlog).toBe(0);
    expect(bench.recorder.heldRows(ENTITY.entityRef)).toEqual([]);
  });

  it('past the bound, what is missing is a gap', async () => {
    const ledger = new Outage();
    const bench = new RecordingBench(ledger, {
      entities: [ENTITY],
      mostWaiting: 2,
    });
    bench.list('prod', CAPTURED.first);
    await bench.wait(3);
    ledger.isOut = true;
    for (const object of CAPTURED.versions) {
      bench.tell('prod', object);
      await bench.wait(20);
    }
    ledger.isOut = false;
    await bench.wait(60);
    bench.stop();
    expect(told(await bench.rows(ENTITY.entityRef))).toEqual([
      'baseline unknown',
      'gap unknown',
      'forward succeeded',
    ]);
  });
});
