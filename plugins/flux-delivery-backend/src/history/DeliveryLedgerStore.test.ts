import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { DatabaseIdentifierIndex } from '../identifiers/DatabaseIdentifierIndex';
import { describeDeliveryLedger } from './__testUtils__/describeDeliveryLedger';
import { row, UNIT } from './__testUtils__/rows';
import { DatabaseDeliveryLedger } from './DatabaseDeliveryLedger';
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

jest.setTimeout(60_000);

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
    const queries: { sql: string; bindings: string[] }[] = [];
    knex.on('query', query => queries.push(query));
    const after = { startedAt: '2026-11-21T05:30:00Z', id: 'a' };
    const { entityRef } = UNIT;
    for (const query of [
      { all: true },
      { all: true, environment: 'prod' },
      {},
      { environment: 'prod' },
      { environment: 'prod', from: '2026-11-21T05:10:00Z' },
    ]) {
      await ledger.page({ entityRef, ...query }, { limit: 10, after });
    }
    knex.removeAllListeners('query');

    const plans: string[] = [];
    for (const { sql, bindings } of queries) {
      const explain =
        databaseId === 'SQLITE_3' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN';
      const plan = await knex.raw(
        `${explain} ${sql.replace(/\$\d+/g, '?')}`,
        bindings,
      );
      plans.push(JSON.stringify(plan.rows ?? plan));
    }
    expect(plans.map(plan => /deliveries_[a-z_]+/.exec(plan)?.[0])).toEqual([
      'deliveries_all',
      'deliveries_all_of_environment',
      'deliveries_deployments',
      'deliveries_deployments_of_environment',
      'deliveries_deployments_of_environment',
    ]);
    expect(
      plans.filter(plan => /sort|temp b-tree|seq scan/i.test(plan)),
    ).toEqual([]);
  });
});

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
