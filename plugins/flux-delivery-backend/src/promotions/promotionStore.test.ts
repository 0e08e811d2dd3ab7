import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { DatabaseIdentifierIndex } from '../identifiers/DatabaseIdentifierIndex';
import { MemoryIdentifierIndex } from '../identifiers/MemoryIdentifierIndex';
import { aPromotion } from './__testUtils__/aPromotion';
import { describePromotionStore } from './__testUtils__/describePromotionStore';
import { DatabasePromotionStore } from './DatabasePromotionStore';
import { MemoryPromotionStore } from './MemoryPromotionStore';

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

describePromotionStore('MemoryPromotionStore', async () => {
  const identifiers = new MemoryIdentifierIndex();
  return { store: new MemoryPromotionStore(identifiers), identifiers };
});

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  const make = async () => {
    const knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory });
    const identifiers = new DatabaseIdentifierIndex(knex);
    const store = new DatabasePromotionStore(knex, identifiers);
    return { knex, store, identifiers };
  };

  describePromotionStore('DatabasePromotionStore', make);

  it('writes nothing where its names cannot be written', async () => {
    const { store, identifiers, knex } = await make();
    jest.spyOn(identifiers, 'add').mockRejectedValue(new Error('disk full'));
    await expect(store.record(aPromotion(), 'f')).rejects.toThrow('disk full');
    expect(await knex('promotions')).toEqual([]);
  });

  it('shares what was said among replicas', async () => {
    const { store, knex } = await make();
    const other = new DatabasePromotionStore(
      knex,
      new DatabaseIdentifierIndex(knex),
    );
    await store.record(aPromotion(), 'f1');
    expect(await other.record(aPromotion(), 'f1')).toMatchObject({
      created: false,
    });
  });

  it('answers a page from its indices', async () => {
    const { store, knex } = await make();
    const queries: { sql: string; bindings: unknown[] }[] = [];
    knex.on('query', query => queries.push(query));
    await store.page(
      { entityRef: 'component:default/a', images: ['i'], sources: ['s'] },
      {},
      {
        limit: 20,
        after: { occurredAt: '2026-11-21T12:00:00Z', id: 'release-1' },
      },
    );
    knex.removeAllListeners('query');
    expect(queries).toHaveLength(3);

    const isSqlite = databaseId === 'SQLITE_3';
    const plans = await knex.transaction(async transaction => {
      if (!isSqlite) {
        // So small a table would be read as a whole.
        await transaction.raw('SET LOCAL enable_seqscan = off');
        await transaction.raw('SET LOCAL enable_bitmapscan = off');
      }
      const plan: object[] = [];
      for (const { sql, bindings } of queries) {
        plan.push(
          await transaction.raw(
            `${isSqlite ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'} ${sql.replace(
              /\$\d+/g,
              '?',
            )}`,
            bindings as string[],
          ),
        );
      }
      return plan.map(each => JSON.stringify(each));
    });
    expect(plans[0]).toContain('promotions_entity');
    expect(plans[1]).toContain('promotions_image');
    expect(plans[2]).toContain('promotions_source');
  });

  it('migrates up and down again', async () => {
    const { knex } = await make();
    expect(await knex.schema.hasTable('promotions')).toBe(true);
    await knex.migrate.rollback({ directory }, true);
    expect(await knex.schema.hasTable('promotions')).toBe(false);
    await knex.migrate.latest({ directory });
    expect(await knex.schema.hasTable('promotions')).toBe(true);
  });
});
