import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import createKnex, { type Knex } from 'knex';

/** An empty database of the plugin, with its schema. */
export interface Database {
  name: 'SQLite' | 'PostgreSQL';
  knex: Knex;
  /** File or schema: where another process finds it. */
  place: string;
  end(): Promise<void>;
}

const MIGRATIONS = join(
  __dirname,
  '../../plugins/flux-delivery-backend/migrations',
);

/** In a file, as a portal with `connection: { directory }` has it. */
export async function sqlite(): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'history-'));
  const opened = openDatabase('', join(folder, 'ledger.sqlite'));
  await opened.knex.raw('PRAGMA journal_mode = WAL');
  await opened.knex.migrate.latest({ directory: MIGRATIONS });
  return {
    ...opened,
    end: async () => {
      await opened.end();
      rmSync(folder, { recursive: true });
    },
  };
}

/** In a schema of its own, on the server that the connection string names. */
export async function postgresql(connection: string): Promise<Database> {
  const schema = `history_${process.pid}_${Date.now()}`;
  const opened = openDatabase(connection, schema);
  await opened.knex.raw('CREATE SCHEMA ??', [schema]);
  await opened.knex.migrate.latest({ directory: MIGRATIONS });
  return {
    ...opened,
    end: async () => {
      await opened.knex.raw('DROP SCHEMA ?? CASCADE', [schema]);
      await opened.end();
    },
  };
}

/** A database that is there: a schema of the server, or a file where no connection is given. */
export function openDatabase(connection: string, place: string): Database {
  const knex = connection
    ? createKnex({
        client: 'pg',
        connection,
        searchPath: [place],
        pool: { min: 0, max: 10 },
      })
    : createKnex({
        client: 'better-sqlite3',
        connection: { filename: place },
        useNullAsDefault: true,
        pool: { min: 1, max: 1 },
      });
  return {
    name: connection ? 'PostgreSQL' : 'SQLite',
    knex,
    place,
    end: () => knex.destroy(),
  };
}
