import type { Database } from './databases';

export const TARGETS = 6;
/** When the oldest row of each entity began, and how long after it the next one did. */
export const FIRST_AT = 1_700_000_000_000;
export const TURN_MS = 11_520_000;
/** As many rows as an entity has over the 400 days of retention, in its busiest case. */
export const TURNS = 3_000;

/** So many rows, made by the database itself: half of them no deployments, in six targets of three environments. */
export async function fillLedger(
  { knex, name }: Database,
  rows: number,
): Promise<{ entities: number }> {
  const entities = Math.max(1, Math.round(rows / TURNS));
  const isPg = name === 'PostgreSQL';
  const hex = hexIn(name);
  const [truth, lie] = isPg ? ['true', 'false'] : ['1', '0'];
  const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
  const applier = JSON.stringify({
    group: 'kustomize.toolkit.fluxcd.io',
    kind: 'Kustomization',
    namespace: 'shop',
    name: 'orders',
  });
  const images = JSON.stringify(
    ['web', 'worker'].map(container => ({
      workload: 'Deployment/orders',
      container,
      declared: `registry.example.com/shop/orders/${container}:1.8.3`,
      running: `sha256:${'ab'.repeat(32)}`,
    })),
  );
  const revisions = JSON.stringify({
    commit: 'c0'.repeat(20),
    raw: `main@sha1:${'c0'.repeat(20)}`,
    configDigest: `sha256:${'de'.repeat(32)}`,
    repository: 'https://git.example.com/shop/orders.git',
  });
  const entity = `(n % ${entities})`;
  const turn = `(n / ${entities})`;
  const target = `(${turn} % ${TARGETS})`;
  const startedAt = `(${FIRST_AT} + CAST(${turn} AS BIGINT) * ${TURN_MS} + ${entity})`;
  const columns: Record<string, string> = {
    id: hex('n'),
    entity_ref: `'component:default/service-' || ${entity}`,
    target_id: `'cluster-' || ${target} || '~kustomization~shop~orders'`,
    sequence: `(${turn} / ${TARGETS}) + 1`,
    environment: `CASE ${target} % 3 WHEN 0 THEN 'prod' WHEN 1 THEN 'staging' ELSE 'dev' END`,
    cluster: `'cluster-' || ${target}`,
    applier: text(applier),
    content_id: hex('n / 7'),
    kind: `CASE WHEN ${turn} % 2 = 0 THEN 'forward' ELSE 'noChange' END`,
    is_deployment: `CASE WHEN ${turn} % 2 = 0 THEN ${truth} ELSE ${lie} END`,
    outcome: text('succeeded'),
    revisions: text(revisions),
    images: text(images),
    actor: text('{"name":"unknown","type":"unknown","trust":"unknown"}'),
    backfilled: lie,
    started_at: startedAt,
    fetched_at: startedAt,
    attempted_at: `${startedAt} + 1000`,
    applied_at: `${startedAt} + 30000`,
    rolled_out_at: `${startedAt} + 25000`,
    serving_at: `${startedAt} + 26000`,
    finished_at: `${startedAt} + 30000`,
    uid: hex(target),
    object_version: isPg ? 'n::text' : 'CAST(n AS TEXT)',
    workloads_hash: hex('n / 7'),
    applied_content: hex('n'),
    restarts_hash: text('none'),
  };
  await knex.raw(
    `INSERT INTO deliveries (${Object.keys(columns).join(', ')}) ${seriesIn(
      name,
      rows,
    )} SELECT ${Object.values(columns).join(', ')} FROM s`,
  );
  await knex.raw(isPg ? 'ANALYZE deliveries' : 'ANALYZE');
  return { entities };
}

/** The head of a query that has the numbers below `rows` as `n` of `s`. */
export function seriesIn(database: Database['name'], rows: number): string {
  const last = rows - 1;
  return database === 'PostgreSQL'
    ? `WITH s AS (SELECT * FROM generate_series(0, ${last}) AS s(n))`
    : `WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < ${last})`;
}

/** 32 digits for a number: another for each, and spread evenly. */
export function hexIn(database: Database['name']): (n: string) => string {
  const scattered = [2654435761, 2246822519, 3266489917];
  return n =>
    database === 'PostgreSQL'
      ? `md5((${n})::text)`
      : `printf('%08x%08x%08x%08x', ${scattered
          .map(factor => `((${n}) * ${factor}) % 4294967296`)
          .join(', ')}, ${n})`;
}
