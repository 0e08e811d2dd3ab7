import type { Database } from './databases';
import { FIRST_AT, hexIn, seriesIn, TURN_MS, TURNS } from './fillLedger';

/** What is asked for later. */
export interface Names {
  digests: string[];
  /** `1.0.0`, `1.1.0`, …: so many, each of them of every service. */
  versions: number;
  /** `team-0`, `team-1`, …. */
  repositories: number;
}

const SERVICES_OF_REPOSITORY = 33;
const SAMPLE = 1_000;

/**
 * The names that every second row of {@link fillLedger} bears, those that are deployments: commit, digest, version and repository;
 * and a record of promotion for every tenth row. Made by the database itself.
 */
export async function fillNames(
  database: Database,
  { rows, entities }: { rows: number; entities: number },
): Promise<Names> {
  const repositories = Math.ceil(entities / SERVICES_OF_REPOSITORY);
  await fillIdentifiers(database, { rows, entities, repositories });
  await fillPromotions(database, { rows, entities });
  await database.knex.raw('ANALYZE');
  return {
    digests: await sampleOf(database),
    versions: TURNS / 2,
    repositories,
  };
}

async function fillIdentifiers(
  { knex, name }: Database,
  {
    rows,
    entities,
    repositories,
  }: { rows: number; entities: number; repositories: number },
): Promise<void> {
  const turn = `(n / ${entities})`;
  const hex = hexIn(name);
  const values: Record<string, string> = {
    commit: `substr(${hex('n / 7')} || ${hex('n / 7 + 1')}, 1, 40)`,
    digest: `'sha256:' || ${hex('n / 7')} || ${hex('n / 7 + 2')}`,
    tag: `'1.' || (${turn} / 2) || '.0'`,
    source: `'git.example.com/team-' || (n % ${entities} % ${repositories}) || '/deploy'`,
  };
  for (const [kind, value] of Object.entries(values)) {
    await knex.raw(
      `INSERT INTO identifiers (value, kind, how, bearer_type, bearer_id, entity_ref, environment)
       ${seriesIn(
         name,
         rows,
       )} SELECT ${value}, '${kind}', 'statusField', 'delivery', ${hex('n')},
       'component:default/service-' || (n % ${entities}), 'prod' FROM s WHERE ${turn} % 2 = 0`,
    );
  }
}

async function fillPromotions(
  { knex, name }: Database,
  { rows, entities }: { rows: number; entities: number },
): Promise<void> {
  const isPg = name === 'PostgreSQL';
  const every = 10;
  const turn = `(n * ${every} / ${entities})`;
  const at = `${FIRST_AT} + CAST(${turn} AS BIGINT) * ${TURN_MS}`;
  const entityRef = `'component:default/service-' || (n % ${entities})`;
  const iso = isPg
    ? `to_char(to_timestamp((${at}) / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
    : `strftime('%Y-%m-%dT%H:%M:%SZ', (${at}) / 1000, 'unixepoch')`;
  const time = isPg ? `to_timestamp((${at}) / 1000.0)` : at;
  const record = `'{"id":"release-' || n || '","entityRef":"' || ${entityRef} || '","environment":"prod","version":{"tag":"1.' || (${turn} / 2) || '.0"},"actor":{"name":"ann","type":"human","trust":"claimed"},"occurredAt":"' || ${iso} || '","recordedAt":"' || ${iso} || '","feed":"api","sender":"ci"}'`;
  await knex.raw(
    `INSERT INTO promotions (id, fingerprint, entity_ref, environment, kind, occurred_at, recorded_at, record)
     ${seriesIn(
       name,
       Math.floor(rows / every),
     )} SELECT 'release-' || n, 'none', ${entityRef}, 'prod', 'promotion', ${time}, ${time}, ${record} FROM s`,
  );
}

/** Digests that rows all over the table bear. */
async function sampleOf({ knex }: Database): Promise<string[]> {
  const [{ lowest, highest }] = await knex('identifiers')
    .where('kind', 'digest')
    .min('id as lowest')
    .max('id as highest');
  const step = Math.max(1, Math.floor((highest - lowest) / SAMPLE));
  const ids = Array.from(
    { length: SAMPLE },
    (_, at) => Number(lowest) + at * step,
  );
  const found = await knex('identifiers').whereIn('id', ids).select('value');
  return found.map(({ value }: { value: string }) => value);
}
