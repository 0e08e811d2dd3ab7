import { TestDatabases } from '@backstage/backend-test-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { plansOf } from '../__testUtils__/plansOf';
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

jest.setTimeout(180_000);

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

  it('answers every question from its indices', async () => {
    const knex = await migrated();
    const index = new DatabaseIdentifierIndex(knex);
    const whole = { kinds: ['tag' as const], value: '1.8.3', prefix: false };
    const begun = {
      kinds: ['commit' as const, 'digest' as const],
      value: '3fa2c1e',
      prefix: true,
    };
    for (const query of [whole, begun]) {
      const plans = await plansOf(knex, async () => {
        await index.find(query, { limit: 5 });
        await index.find(query, { limit: 5, ownerless: 'hint' });
        await index.find(query, {
          limit: 5,
          among: { entityRefs: ['component:default/a'], each: 2 },
        });
        await index.entities(query, { limit: 5 });
      });
      expect(plans).toHaveLength(4);
      plans.forEach(plan => expect(plan).toContain('identifiers_value'));
    }
    const [places, bearers] = await plansOf(knex, async () => {
      await index.deliveredFrom([{ kind: 'repository', value: 'r' }], {
        limit: 5,
      });
      await index.of('delivery', ['d1', 'd2']);
    });
    expect(places).toContain('identifiers_value');
    expect(bearers).toContain('identifiers_bearer');
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
