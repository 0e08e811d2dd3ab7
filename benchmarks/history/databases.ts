import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import createKnex, { type Knex } from 'knex';

/** An empty database of the plugin, with its schema. */
export interface Database {
  name: 'SQLite' | 'PostgreSQL';
  knex: Knex;
  end(): Promise<void>;
}

const MIGRATIONS = join(
  __dirname,
  '../../plugins/flux-delivery-backend/migrations',
);

/** In a file, as a portal with `connection: { directory }` has it. */
export async function sqlite(): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'history-'));
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename: join(folder, 'ledger.sqlite') },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
  await knex.raw('PRAGMA journal_mode = WAL');
  return migrated('SQLite', knex, async () => {
    rmSync(folder, { recursive: true });
  });
}

/** In a schema of its own, on the server that the connection string names. */
export async function postgresql(connection: string): Promise<Database> {
  const schema = `history_${process.pid}_${Date.now()}`;
  const knex = createKnex({
    client: 'pg',
    connection,
    searchPath: [schema],
    pool: { min: 0, max: 10 },
  });
  await knex.raw('CREATE SCHEMA ??', [schema]);
  return migrated('PostgreSQL', knex, async () => {
    await knex.raw('DROP SCHEMA ?? CASCADE', [schema]);
  });
}

async function migrated(
  name: Database['name'],
  knex: Knex,
  remove: () => Promise<void>,
): Promise<Database> {
  await knex.migrate.latest({ directory: MIGRATIONS });
  return {
    name,
    knex,
    end: async () => {
      await (name === 'PostgreSQL' ? remove() : undefined);
      await knex.destroy();
      await (name === 'SQLite' ? remove() : undefined);
    },
  };
}
