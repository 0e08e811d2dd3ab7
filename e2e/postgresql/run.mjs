// Starts the portal with its databases on PostgreSQL, says where a delivery diverged, and reads that with the path: from the portal
// and from the database. Then lets a second backend record deliveries beside it. Where PostgreSQL listens: PGHOST, PGPORT, PGUSER.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Portals } from './Portals.mjs';
import { recordWithTwo } from './replicas.mjs';
import { signIn } from './signIn.mjs';

const connection = {
  host: process.env.PGHOST ?? '127.0.0.1',
  port: Number(process.env.PGPORT ?? 5432),
  user: process.env.PGUSER ?? 'backstage',
};

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
const portals = new Portals(config);
try {
  const url = await portals.start();
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
  const began = Date.now();
  const rows = await recordWithTwo(portals, {
    first: new URL(url).origin,
    query,
  });
  console.log(
    `two backends recorded each release once, among ${rows} rows, in ${Math.round(
      (Date.now() - began) / 1000,
    )} s`,
  );
} catch (error) {
  console.error(`${error.message}`);
  process.exitCode = 1;
} finally {
  await portals.stop();
  await rm(folder, { recursive: true });
}
