import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { DatabaseIdentifierIndex } from '../identifiers/DatabaseIdentifierIndex';
import { plansOf } from '../__testUtils__/plansOf';
import { describeDeliveryLedger } from './__testUtils__/describeDeliveryLedger';
import { row, UNIT } from './__testUtils__/rows';
import { DatabaseDeliveryLedger } from './DatabaseDeliveryLedger';
import type { DeliveryQuery } from './DeliveryLedger';
import { toRecord } from './deliveryRows';
import { MemoryDeliveryLedger } from './MemoryDeliveryLedger';

// PostgreSQL takes part where BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING names a server.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15'],
  disableDocker: true,
});
const directory = resolvePackagePath(
  'backstage-plugin-flux-delivery-backend',
  'migrations',
);
const TABLES = ['deliveries', 'delivery_units', 'delivery_watches'];

type Knex = Awaited<ReturnType<typeof databases.init>>;

jest.setTimeout(180_000);

describeDeliveryLedger(
  'MemoryDeliveryLedger',
  async () => new MemoryDeliveryLedger(),
);

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  const migrated = async () => {
    const knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory });
    return knex;
  };

  describeDeliveryLedger(
    'DatabaseDeliveryLedger',
    async () => new DatabaseDeliveryLedger(await migrated()),
  );

  it('writes the identifiers of a row with it, those that come later too', async () => {
    const knex = await migrated();
    const identifiers = new DatabaseIdentifierIndex(knex);
    const ledger = new DatabaseDeliveryLedger(knex, identifiers);
    const image = {
      workload: 'Deployment/api',
      container: 'web',
      declared: 'registry.example.com/api:1.0.0',
    };
    const { delivery, mark } = row(1, { images: [image] });
    await ledger.write(UNIT, [
      { type: 'append', row: { delivery, mark } },
      {
        type: 'progress',
        sequence: 1,
        steps: { images: [{ ...image, running: `sha256:${'a'.repeat(64)}` }] },
      },
    ]);
    const values = (await identifiers.of('delivery', [delivery.id])).map(
      ({ kind }) => kind,
    );
    expect(values).toEqual(
      expect.arrayContaining(['commit', 'tag', 'digest', 'workload']),
    );

    await ledger.write(UNIT, [{ type: 'append', row: row(2) }]);
    await ledger.prune('2027-01-01T00:00:00Z', 10);
    expect(await identifiers.of('delivery', [delivery.id])).toEqual([]);
  });

  it('migrates up and down again, and says what every column means', async () => {
    const knex = await migrated();
    await knex.migrate.rollback({ directory }, true);
    for (const table of TABLES) {
      expect(await knex.schema.hasTable(table)).toBe(false);
    }
    await knex.migrate.latest({ directory });
    for (const table of TABLES) {
      expect(await knex.schema.hasTable(table)).toBe(true);
    }
  });

  it('answers every page from an index of the entity, without a sort', async () => {
    const knex = await migrated();
    const ledger = new DatabaseDeliveryLedger(knex);
    await fill(knex);
    const after = { startedAt: '2026-11-21T05:30:00Z', id: 'a' };
    const from = '2026-11-21T05:10:00Z';
    const until = '2026-11-21T05:50:00Z';
    const { entityRef } = UNIT;
    const pages: [Omit<DeliveryQuery, 'entityRef'>, index: RegExp][] = [
      [{ all: true }, /deliveries_all"/],
      [{ all: true, environment: 'prod' }, /deliveries_all_of_environment/],
      [{}, /deliveries_deployments"/],
      [{ environment: 'prod' }, /deliveries_deployments_of_environment/],
      [{ environment: 'prod', from }, /deliveries_deployments_of_environment/],
      [{ until }, /deliveries_deployments"/],
      [{ from, until, all: true }, /deliveries_all"/],
      [{ targetId: 'prod', all: true }, /deliveries_of_target/],
      [{ targetId: 'prod', all: true, from, until }, /deliveries_of_target/],
      // Either of two filters may be that of the index; the other one is held against the rows.
      [{ targetId: 'prod' }, /deliveries_(of_target|deployments)/],
      [{ outcome: 'failed', all: true }, /deliveries_by_outcome/],
      [{ outcome: 'unknown', all: true, until }, /deliveries_by_outcome/],
      [{ outcome: 'failed' }, /deliveries_(by_outcome|deployments)/],
      [
        { outcome: 'failed', environment: 'prod' },
        /deliveries_(by_outcome|deployments)/,
      ],
      [
        { outcome: 'failed', targetId: 'prod', environment: 'prod' },
        /deliveries_(by_outcome|of_target|deployments)/,
      ],
    ];
    for (const [query, index] of pages) {
      for (const position of [undefined, after]) {
        const [plan] = await plansOf(knex, () =>
          ledger.page({ entityRef, ...query }, { limit: 10, after: position }),
        );
        expect([query, namesIn(plan)]).toEqual([
          query,
          expect.stringMatching(index),
        ]);
        expect([query, plan]).not.toEqual([
          query,
          expect.stringMatching(/sort|temp b-tree|seq scan/i),
        ]);
      }
    }
  });

  it('reads what a write depends on from the chain of its unit', async () => {
    const knex = await migrated();
    const ledger = new DatabaseDeliveryLedger(knex);
    await fill(knex);
    const unit = { ...UNIT, targetId: 'prod' };
    const plans = await plansOf(knex, async () => {
      await ledger.chain(unit);
      await ledger.delivered(unit, { workloads: 'w1', applied: '' });
      await ledger.behind({ ...unit, sequence: 100 }, 5);
      await ledger.byIds(['a', 'b']);
      await ledger.at(unit.entityRef, '2026-11-21T05:30:00Z');
    });
    expect(plans).toHaveLength(8);
    expect(
      plans.filter(plan => /seq scan|SCAN (?!.*INDEX)/i.test(plan)),
    ).toEqual([]);
  });

  it('finds what is there now in the chains, and reads no history for it', async () => {
    const knex = await migrated();
    await fill(knex);
    const [plan] = await plansOf(knex, () =>
      new DatabaseDeliveryLedger(knex).at(
        UNIT.entityRef,
        '2026-11-21T05:30:00Z',
      ),
    );
    expect(namesIn(plan)).not.toMatch(
      /deliveries_(?!chain|of_target|all_of_environment)/,
    );
    expect(plan).not.toMatch(/sort|temp b-tree|seq scan|SCAN deliveries/i);
  });
});

/** The names of the indices in a plan, each in quotes. */
function namesIn(plan: string): string {
  return [...plan.matchAll(/deliveries_[a-z_]+/g)]
    .map(([name]) => `"${name}"`)
    .join(' ');
}

/** So many rows that a planner thinks about indices: ten entities in three environments, half of the rows no deployments. */
async function fill(knex: Knex) {
  const records = Array.from({ length: 10 * 3 * 200 }, (_, at) => {
    const [entity, environment] = [at % 10, Math.floor(at / 10) % 3];
    const sequence = Math.floor(at / 30) + 1;
    const names = ['prod', 'staging', 'dev'];
    return toRecord(
      row(sequence, {
        entityRef:
          entity === 0 ? UNIT.entityRef : `component:default/e${entity}`,
        targetId: names[environment],
        environment: names[environment],
        kind: sequence % 2 ? 'forward' : 'noChange',
      }),
    );
  });
  await knex.batchInsert('deliveries', records, 25);
  await knex.raw('ANALYZE');
}
