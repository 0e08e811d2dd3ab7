import { parseArgs } from 'node:util';
import { type Database, postgresql, sqlite } from './databases';
import { fillLedger } from './fillLedger';
import { fillNames } from './fillNames';
import { measureFind } from './measureFind';
import { measureIngest } from './measureIngest';
import { measurePages } from './measurePages';

const { values } = parseArgs({
  options: {
    postgresql: { type: 'string' },
    'sqlite-rows': { type: 'string', default: '200000' },
    'postgresql-rows': { type: 'string', default: '5000000' },
    calls: { type: 'string', default: '1000' },
    rates: { type: 'string', default: '500,1000' },
    units: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '60' },
    only: { type: 'string' },
  },
});

async function on<T>(
  database: Promise<Database>,
  measure: (database: Database) => Promise<T>,
): Promise<T> {
  const opened = await database;
  try {
    return await measure(opened);
  } finally {
    await opened.end();
  }
}

/** From a database with so many rows, and the names that they bear. */
async function readBack(
  database: Database,
  { rows, calls }: { rows: number; calls: number },
) {
  const { entities } = await fillLedger(database, rows);
  const names = await fillNames(database, { rows, entities });
  return [
    ...(await measurePages(database, { rows, entities, calls })),
    ...(await measureFind(database, { rows, names, calls })),
  ];
}

async function main() {
  const connection =
    values.postgresql ??
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
  const databases = [
    { open: sqlite, rows: Number(values['sqlite-rows']) },
    ...(connection
      ? [
          {
            open: () => postgresql(connection),
            rows: Number(values['postgresql-rows']),
          },
        ]
      : []),
  ];
  for (const { open, rows } of databases) {
    if (values.only !== 'ingest') {
      const calls = Number(values.calls);
      console.table(await on(open(), each => readBack(each, { rows, calls })));
    }
    for (const rate of values.rates.split(',')) {
      if (values.only !== 'reads') {
        console.table([
          await on(open(), each =>
            measureIngest(each, {
              units: Number(values.units),
              offered: Number(rate),
              seconds: Number(values.seconds),
            }),
          ),
        ]);
      }
    }
  }
}

main().catch(error => {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
});
