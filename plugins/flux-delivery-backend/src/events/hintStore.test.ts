import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { DatabaseIdentifierIndex } from '../identifiers/DatabaseIdentifierIndex';
import { MemoryIdentifierIndex } from '../identifiers/MemoryIdentifierIndex';
import { aHint, describeHintStore } from './__testUtils__/describeHintStore';
import { DatabaseHintStore } from './DatabaseHintStore';
import { MemoryHintStore } from './MemoryHintStore';

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

describeHintStore('MemoryHintStore', async () => {
  const identifiers = new MemoryIdentifierIndex();
  return { store: new MemoryHintStore(identifiers), identifiers };
});

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  const make = async () => {
    const knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory });
    const identifiers = new DatabaseIdentifierIndex(knex);
    return {
      knex,
      identifiers,
      store: new DatabaseHintStore(knex, identifiers),
    };
  };

  describeHintStore('DatabaseHintStore', make);

  it('writes a hint once, whichever replica is told first', async () => {
    const { store, knex, identifiers } = await make();
    const other = new DatabaseHintStore(knex, identifiers);
    const told = await Promise.all(
      [store, other, store, other].map(each => each.add(aHint())),
    );
    expect(told.filter(Boolean)).toHaveLength(1);
    expect(await knex('flux_hints')).toHaveLength(1);
  });

  it('migrates up and down again', async () => {
    const { knex } = await make();
    await knex.migrate.rollback({ directory }, true);
    expect(await knex.schema.hasTable('flux_hints')).toBe(false);
    await knex.migrate.latest({ directory });
    expect(await knex.schema.hasTable('flux_hints')).toBe(true);
  });
});
