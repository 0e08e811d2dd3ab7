import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  describeUnitStateStore,
  draft,
} from './__testUtils__/describeUnitStateStore';
import { UNIT } from './__testUtils__/rows';
import { DatabaseUnitStateStore } from './DatabaseUnitStateStore';
import { MemoryUnitStateStore } from './MemoryUnitStateStore';

// PostgreSQL takes part where BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING names a server.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15'],
  disableDocker: true,
});
const directory = resolvePackagePath(
  'backstage-plugin-flux-delivery-backend',
  'migrations',
);

jest.setTimeout(180_000);

describeUnitStateStore(
  'MemoryUnitStateStore',
  async () => new MemoryUnitStateStore(),
);

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  const migrated = async () => {
    const knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory });
    return knex;
  };

  describeUnitStateStore(
    'DatabaseUnitStateStore',
    async () => new DatabaseUnitStateStore(await migrated()),
  );

  it('writes once what two replicas judge at the same time', async () => {
    const knex = await migrated();
    const replicas = [1, 2, 3].map(() => new DatabaseUnitStateStore(knex));
    const written = await Promise.all(
      replicas.map(replica => replica.append(draft(1, 'ok'))),
    );
    expect(written.filter(Boolean)).toHaveLength(1);
    expect(await knex('unit_states')).toHaveLength(1);
  });

  it('answers an instant from its index', async () => {
    const knex = await migrated();
    const queries: { sql: string; bindings: (string | number)[] }[] = [];
    knex.on('query', query => queries.push(query));
    await new DatabaseUnitStateStore(knex).at(
      UNIT.entityRef,
      '2026-11-21T05:00:00Z',
    );
    expect(queries).toHaveLength(1);
    const [{ sql, bindings }] = queries;
    const isSqlite = databaseId === 'SQLITE_3';
    const plan: object | void = await knex.transaction(async transaction => {
      if (!isSqlite) {
        // So small a table would be read as a whole.
        await transaction.raw('SET LOCAL enable_seqscan = off');
      }
      return transaction.raw(
        `${isSqlite ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'} ${sql.replace(
          /\$\d+/g,
          '?',
        )}`,
        bindings,
      );
    });
    expect(JSON.stringify(plan)).toMatch(/unit_states_(?:at|chain)/);
  });
});
