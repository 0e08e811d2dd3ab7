// Starts the portal with its databases on PostgreSQL, says where a delivery diverged, and reads that with the path: from the portal
// and from the database. Where PostgreSQL listens: PGHOST, PGPORT, PGUSER.
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

async function query(database, sql) {
  const client = new pg.Client({ ...connection, database });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function databases() {
  const rows = await query('postgres', 'SELECT datname FROM pg_database');
  return rows.map(({ datname }) => datname);
}

/** A guest's calls of the API of the portal at `origin`. */
async function signIn(origin) {
  const answer = await fetch(`${origin}/api/auth/guest/refresh`, {
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  if (!answer.ok) throw new Error(`signing in answered ${answer.status}`);
  const { backstageIdentity } = await answer.json();
  return async (method, path, body) => {
    const response = await fetch(`${origin}/api/flux-delivery${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${backstageIdentity.token}`,
        ...(body && { 'Content-Type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
    if (!response.ok)
      throw new Error(`${method} ${path} answered ${response.status}`);
    return response.status === 204 ? undefined : response.json();
  };
}

/** Says where the first target of a service diverges, reads it back, takes it back; all of it stays in the database. */
async function recordDivergencePoint(origin) {
  const call = await signIn(origin);
  const entity = '/entities/component/default/statements';
  const target = async () =>
    (await call('GET', `${entity}/path`)).environments[0].targets[0];
  const { id } = await target();
  const point = `${entity}/targets/${encodeURIComponent(id)}/divergence-point`;
  await call('PUT', point, { segment: 'source', note: 'kept in PostgreSQL' });
  const { recordedDivergence } = await target();
  if (recordedDivergence?.note !== 'kept in PostgreSQL') {
    throw new Error('what was said of a divergence point is not in the path');
  }
  await call('DELETE', point);
  if ((await target()).recordedDivergence !== null) {
    throw new Error('what was taken back is still in the path');
  }
  const rows = await query(
    'backstage_plugin_flux-delivery',
    'SELECT said FROM divergence_points ORDER BY id',
  );
  const said = rows.map(row => row.said).join(', ');
  if (!said.endsWith('source, withdrawn')) {
    throw new Error(`PostgreSQL holds other statements: ${said}`);
  }
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
  await recordDivergencePoint(new URL(url).origin);
  console.log(
    'a divergence point was recorded, read with the path, and taken back',
  );
} catch (error) {
  console.error(`${error.message}`);
  process.exitCode = 1;
} finally {
  await portal.stop();
  await rm(folder, { recursive: true });
}
