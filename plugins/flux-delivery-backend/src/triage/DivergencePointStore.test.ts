import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  DatabaseDivergencePointStore,
  migrationsDirectory,
} from './DatabaseDivergencePointStore';
import {
  describeDivergencePointStore,
  SAID,
} from './__testUtils__/describeDivergencePointStore';
import { MemoryDivergencePointStore } from './MemoryDivergencePointStore';

// PostgreSQL takes part where BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING names a server.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15'],
  disableDocker: true,
});
const TABLE = 'divergence_points';
const TARGET = { entityRef: 'component:default/api', targetId: 'prod~api' };

jest.setTimeout(180_000);

const storeOn = (knex: Awaited<ReturnType<typeof databases.init>>) =>
  DatabaseDivergencePointStore.create(mockServices.database({ knex }));

describeDivergencePointStore(
  'MemoryDivergencePointStore',
  async () => new MemoryDivergencePointStore(),
);

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  describeDivergencePointStore('DatabaseDivergencePointStore', async () =>
    storeOn(await databases.init(databaseId)),
  );

  it('adds rows and changes none: a withdrawal is one, what is repeated is none', async () => {
    const knex = await databases.init(databaseId);
    const store = await storeOn(knex);
    await store.record(TARGET, SAID);
    await store.record(TARGET, { ...SAID, at: '2026-11-21T06:30:00.000Z' });
    await store.record(TARGET, { ...SAID, segment: 'reconcile' });
    await store.withdraw(TARGET, { by: 'user:default/ben', at: SAID.at });

    const rows = await knex(TABLE).orderBy('id');
    expect(rows.map(({ said, said_by }) => `${said_by} ${said}`)).toEqual([
      'user:default/ann source',
      'user:default/ann reconcile',
      'user:default/ben withdrawn',
    ]);
  });

  it('shares what was said among replicas', async () => {
    const knex = await databases.init(databaseId);
    const [one, other] = [await storeOn(knex), await storeOn(knex)];
    await one.record(TARGET, SAID);

    expect(await other.standing(TARGET.entityRef)).toEqual(
      new Map([[TARGET.targetId, SAID]]),
    );
  });

  it('skips what only a later version understands', async () => {
    const knex = await databases.init(databaseId);
    const store = await storeOn(knex);
    await store.record(TARGET, SAID);
    await knex(TABLE).update({ said: 'teleport' });

    expect(await store.standing(TARGET.entityRef)).toEqual(new Map());
  });

  it('writes one row where the same is said twice at once, whichever replica is told', async () => {
    const knex = await databases.init(databaseId);
    const stores = [await storeOn(knex), await storeOn(knex)];
    const later = { ...SAID, at: '2026-11-21T06:00:00.456Z' };
    // Both look for what stands before either writes.
    await Promise.all(stores.map(store => store.record(TARGET, later)));
    const who = { by: SAID.by, at: SAID.at };
    await Promise.all(stores.map(store => store.withdraw(TARGET, who)));

    const rows = await knex(TABLE).orderBy('id');
    expect(rows.map(({ said }) => said)).toEqual(['source', 'withdrawn']);
  });

  it('writes what is said again after something else', async () => {
    const knex = await databases.init(databaseId);
    const store = await storeOn(knex);
    await store.record(TARGET, SAID);
    await store.record(TARGET, { ...SAID, by: 'user:default/ben' });
    await store.record(TARGET, SAID);

    expect(await knex(TABLE)).toHaveLength(3);
  });

  describe('pruned', () => {
    const BEFORE = new Date('2026-11-01T00:00:00Z');
    const OLD = '2026-10-01T00:00:00.000Z';
    const NEW = '2026-11-20T00:00:00.000Z';
    const WITHDRAWN = 'withdrawn';

    it.each<[string, [at: string, said?: string][], number[]]>([
      ['keeps the newest while it stands, however old', [[OLD], [OLD]], [1]],
      [
        'keeps what is new, also where it stands no longer',
        [[NEW], [NEW]],
        [0, 1],
      ],
      ['forgets what was overwritten long ago', [[OLD], [NEW]], [1]],
      [
        'forgets what was withdrawn long ago, and the withdrawal',
        [[OLD], [OLD, WITHDRAWN]],
        [],
      ],
      ['keeps a new withdrawal', [[OLD], [NEW, WITHDRAWN]], [1]],
      [
        'keeps a withdrawal as long as what it took back',
        [[NEW], [OLD, WITHDRAWN]],
        [0, 1],
      ],
      [
        'keeps what was said after a withdrawal',
        [[OLD], [OLD, WITHDRAWN], [OLD]],
        [2],
      ],
    ])('%s', async (_what, said, kept) => {
      const knex = await databases.init(databaseId);
      const store = await storeOn(knex);
      const other = { ...TARGET, targetId: 'prod~other' };
      await store.record(other, { ...SAID, at: OLD });
      for (const [at, what] of said) {
        if (what) {
          await store.withdraw(TARGET, { by: SAID.by, at });
        } else {
          await store.record(TARGET, {
            ...SAID,
            at,
            note: `${Math.random()}`,
          });
        }
      }
      const ids = await knex(TABLE)
        .where('target_id', TARGET.targetId)
        .orderBy('id')
        .pluck('id');
      const standing = await store.standing(TARGET.entityRef);

      expect(await store.prune(BEFORE)).toBe(said.length - kept.length);
      expect(
        await knex(TABLE)
          .where('target_id', TARGET.targetId)
          .orderBy('id')
          .pluck('id'),
      ).toEqual(kept.map(index => ids[index]));
      expect(await store.standing(TARGET.entityRef)).toEqual(standing);
    });
  });

  it('migrates up and down again', async () => {
    const knex = await databases.init(databaseId);
    const config = { directory: migrationsDirectory() };
    await knex.migrate.latest(config);
    expect(await knex.schema.hasTable(TABLE)).toBe(true);

    await knex.migrate.rollback(config, true);
    expect(await knex.schema.hasTable(TABLE)).toBe(false);

    await knex.migrate.latest(config);
    expect(await knex.schema.hasTable(TABLE)).toBe(true);
  });

  it('leaves the schema alone where the portal migrates elsewhere', async () => {
    const knex = await databases.init(databaseId);
    await DatabaseDivergencePointStore.create({
      ...mockServices.database({ knex }),
      getClient: async () => knex,
      migrations: { skip: true },
    });
    expect(await knex.schema.hasTable(TABLE)).toBe(false);
  });

  it('answers what stands with one query, from its index', async () => {
    const knex = await databases.init(databaseId);
    const store = await storeOn(knex);
    const queries: { sql: string; bindings: string[] }[] = [];
    knex.on('query', query => queries.push(query));
    await store.standing(TARGET.entityRef);
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
    expect(JSON.stringify(plan)).toContain('divergence_points_newest');
  });
});
