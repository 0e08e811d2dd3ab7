import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Delivery } from 'backstage-plugin-flux-delivery-common';
import { row, UNIT } from './__testUtils__/rows';
import { DatabaseDeliveryLedger } from './DatabaseDeliveryLedger';
import { DatabaseDeliveryFigures } from './DeliveryFiguresReader';

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

describe.each(databases.eachSupportedId())('figures on %s', databaseId => {
  let beginning: string | undefined;

  async function figuresOf(
    rows: Partial<Delivery>[],
    [from, until] = ['2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z'],
  ) {
    const knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory });
    await knex('deliveries').delete();
    const ledger = new DatabaseDeliveryLedger(knex);
    for (const [at, delivery] of rows.entries()) {
      await ledger.write(UNIT, [
        { type: 'append', row: row(at + 1, delivery) },
      ]);
    }
    const figures = new DatabaseDeliveryFigures(knex);
    beginning = await figures.beginning();
    return figures.between(from, until);
  }

  it('sum up what succeeded and what failed, and how long it took', async () => {
    expect(
      await figuresOf([
        {
          outcome: 'succeeded',
          fetchedAt: '2026-11-21T05:01:00Z',
          appliedAt: '2026-11-21T05:01:20Z',
          finishedAt: '2026-11-21T05:02:00Z',
        },
        {
          outcome: 'succeeded',
          kind: 'rollback',
          appliedAt: '2026-11-21T05:02:10Z',
          finishedAt: '2026-11-21T05:02:30Z',
        },
        {
          outcome: 'failed',
          fetchedAt: '2026-11-21T05:03:00Z',
          appliedAt: '2026-11-21T05:03:40Z',
          finishedAt: '2026-11-21T05:10:00Z',
        },
      ]),
    ).toEqual([
      {
        ...UNIT,
        succeeded: 2,
        failed: 1,
        took: { sum: 90, of: 2 },
        lag: { sum: 60, of: 2 },
        gaps: 0,
      },
    ]);
  });

  it('count no rows that are no deployment, and take no time from what was not seen', async () => {
    expect(
      await figuresOf([
        { kind: 'baseline', outcome: 'unknown' },
        {
          outcome: 'succeeded',
          backfilled: true,
          finishedAt: '2026-11-21T05:59:00Z',
        },
        { kind: 'noChange', outcome: 'succeeded' },
        { kind: 'gap', outcome: 'unknown' },
      ]),
    ).toMatchObject([
      {
        succeeded: 1,
        failed: 0,
        took: { sum: 0, of: 0 },
        lag: { sum: 0, of: 0 },
        gaps: 1,
      },
    ]);
  });

  it('are of what started in the time', async () => {
    expect(
      await figuresOf(
        [{ outcome: 'succeeded' }],
        ['2026-11-21T05:01:01Z', '2026-11-22T00:00:00Z'],
      ),
    ).toEqual([]);
    expect(
      await figuresOf(
        [{ outcome: 'succeeded' }],
        ['2026-11-21T05:00:00Z', '2026-11-21T05:01:00Z'],
      ),
    ).toEqual([]);
  });

  it('know of gaps that reach into the time, whenever they began', async () => {
    const gap = (startedAt: string, finishedAt: string) => ({
      kind: 'gap' as const,
      outcome: 'unknown' as const,
      startedAt: `2026-11-21T${startedAt}:00Z`,
      finishedAt: `2026-11-21T${finishedAt}:00Z`,
    });
    const window: [string, string] = [
      '2026-11-21T06:00:00Z',
      '2026-11-21T07:00:00Z',
    ];
    expect(await figuresOf([gap('05:00', '06:10')], window)).toMatchObject([
      { gaps: 1, succeeded: 0 },
    ]);
    expect(await figuresOf([gap('05:00', '08:00')], window)).toMatchObject([
      { gaps: 1 },
    ]);
    expect(await figuresOf([gap('06:50', '08:00')], window)).toMatchObject([
      { gaps: 1 },
    ]);
    expect(await figuresOf([gap('05:00', '06:00')], window)).toEqual([]);
    expect(await figuresOf([gap('07:00', '08:00')], window)).toEqual([]);
  });

  it('tell since when deliveries are seen, and not since when Flux knew of some', async () => {
    await figuresOf([]);
    expect(beginning).toBeUndefined();
    const before = {
      kind: 'baseline' as const,
      outcome: 'unknown' as const,
      backfilled: true,
    };
    await figuresOf([before]);
    expect(beginning).toBeUndefined();
    await figuresOf([before, { outcome: 'succeeded' }]);
    expect(Date.parse(beginning!)).toBe(Date.parse('2026-11-21T05:02:00Z'));
  });
});
