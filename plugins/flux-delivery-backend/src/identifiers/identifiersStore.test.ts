import { TestDatabases } from '@backstage/backend-test-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  delivery,
  describeIdentifierIndex,
} from './__testUtils__/describeIdentifierIndex';
import { DatabaseIdentifierIndex } from './DatabaseIdentifierIndex';
import { MemoryIdentifierIndex } from './MemoryIdentifierIndex';

// PostgreSQL takes part where BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING names a server.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15'],
  disableDocker: true,
});
const directory = resolvePackagePath(
  'backstage-plugin-flux-delivery-backend',
  'migrations',
);

jest.setTimeout(60_000);

describeIdentifierIndex(
  'MemoryIdentifierIndex',
  async () => new MemoryIdentifierIndex(),
);

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  const migrated = async () => {
    const knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory });
    return knex;
  };

  describeIdentifierIndex(
    'DatabaseIdentifierIndex',
    async () => new DatabaseIdentifierIndex(await migrated()),
  );

  it('writes within the transaction of the row that bears them', async () => {
    const knex = await migrated();
    const index = new DatabaseIdentifierIndex(knex);
    await expect(
      knex.transaction(async transaction => {
        await index.add(
          delivery('d1'),
          [{ kind: 'tag', value: '1', how: 'promotion' }],
          transaction,
        );
        throw new Error('the row was lost');
      }),
    ).rejects.toThrow('the row was lost');
    expect(await index.of('delivery', ['d1'])).toEqual([]);
  });

  it('answers prefixes and bearers from its indices', async () => {
    const knex = await migrated();
    const index = new DatabaseIdentifierIndex(knex);
    const queries: { sql: string; bindings: string[] }[] = [];
    knex.on('query', query => queries.push(query));
    await index.find(
      { kinds: ['commit', 'digest'], value: '3fa2c1e', prefix: true },
      { limit: 5 },
    );
    await index.of('delivery', ['d1', 'd2']);
    knex.removeAllListeners('query');

    const isSqlite = databaseId === 'SQLITE_3';
    const plans = await knex.transaction(async transaction => {
      if (!isSqlite) {
        // So small a table would be read as a whole.
        await transaction.raw('SET LOCAL enable_seqscan = off');
        await transaction.raw('SET LOCAL enable_indexscan = on');
      }
      return Promise.all(
        queries.map(({ sql, bindings }) =>
          transaction.raw(
            `${isSqlite ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'} ${sql.replace(
              /\$\d+/g,
              '?',
            )}`,
            bindings,
          ),
        ),
      );
    });
    expect(JSON.stringify(plans[0])).toContain('identifiers_value');
    expect(JSON.stringify(plans[1])).toContain('identifiers_bearer');
  });

  it('migrates up and down again', async () => {
    const knex = await migrated();
    expect(await knex.schema.hasTable('identifiers')).toBe(true);
    await knex.migrate.rollback({ directory }, true);
    expect(await knex.schema.hasTable('identifiers')).toBe(false);
    await knex.migrate.latest({ directory });
    expect(await knex.schema.hasTable('identifiers')).toBe(true);
  });
});
