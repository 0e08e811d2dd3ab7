// Starts the portal with its databases on PostgreSQL and reads a path. Where PostgreSQL listens: PGHOST, PGPORT, PGUSER.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_TIMEOUT_MS = 300_000;
const connection = {
  host: process.env.PGHOST ?? '127.0.0.1',
  port: Number(process.env.PGPORT ?? 5432),
  user: process.env.PGUSER ?? 'backstage',
};

/** The portal with the given configuration, once it says where it is. */
async function startPortal(config) {
  const portal = spawn(
    process.execPath,
    ['scripts/start.mjs', '--port', '7117', '--config', config],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise(resolve => portal.once('exit', resolve));
  let output = '';
  const url = new Promise((resolve, reject) => {
    portal.stdout.on('data', chunk => {
      process.stdout.write(chunk);
      output += chunk;
      const found = /http:\/\/localhost:7117\/\S+/.exec(output);
      if (found) resolve(found[0]);
    });
    ended.then(code =>
      reject(new Error(`the portal ended with ${code} before it was ready`)),
    );
    setTimeout(
      () => reject(new Error('the portal was not ready in time')),
      START_TIMEOUT_MS,
    ).unref();
  });
  const stop = async () => {
    portal.kill('SIGINT');
    await ended;
  };
  return { url, stop };
}

async function databases() {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  await client.connect();
  const { rows } = await client.query('SELECT datname FROM pg_database');
  await client.end();
  return rows.map(({ datname }) => datname);
}

const folder = await mkdtemp(join(tmpdir(), 'portal-pg-'));
const config = join(folder, 'app-config.pg.yaml');
await writeFile(
  config,
  `backend:\n  database:\n    client: pg\n    connection: ${JSON.stringify(
    connection,
  )}\n`,
);
const portal = await startPortal(config);
try {
  const url = await portal.url;
  const page = await fetch(url);
  if (!page.ok) throw new Error(`${url} answered ${page.status}`);
  const names = await databases();
  if (!names.includes('backstage_plugin_catalog')) {
    throw new Error(
      `the portal keeps nothing in PostgreSQL: it has ${names.join(', ')}`,
    );
  }
  console.log(
    `the portal runs on PostgreSQL: ${names
      .filter(name => name.startsWith('backstage'))
      .join(', ')}`,
  );
} catch (error) {
  console.error(`${error.message}`);
  process.exitCode = 1;
} finally {
  await portal.stop();
  await rm(folder, { recursive: true });
}
