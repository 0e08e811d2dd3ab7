import type { TestDatabases } from '@backstage/backend-test-utils';

type Knex = Awaited<ReturnType<TestDatabases['init']>>;

/**
 * How the database answers each query that is made meanwhile, as text. A table of a test is small: PostgreSQL is told to read it as it
 * reads a large one.
 */
export async function plansOf(
  knex: Knex,
  ask: () => Promise<unknown>,
): Promise<string[]> {
  const queries: { sql: string; bindings: string[] }[] = [];
  const note = (query: { sql: string; bindings: string[] }) =>
    queries.push(query);
  knex.on('query', note);
  try {
    await ask();
  } finally {
    knex.removeListener('query', note);
  }
  const isPostgres = knex.client.config.client === 'pg';
  return knex.transaction(async transaction => {
    if (isPostgres) {
      await transaction.raw('SET LOCAL enable_seqscan = off');
      await transaction.raw('SET LOCAL enable_bitmapscan = off');
    }
    const plans: string[] = [];
    for (const { sql, bindings } of queries) {
      const plan = await transaction.raw(
        `${isPostgres ? 'EXPLAIN' : 'EXPLAIN QUERY PLAN'} ${sql.replace(
          /\$\d+/g,
          '?',
        )}`,
        bindings,
      );
      plans.push(JSON.stringify(plan.rows ?? plan));
    }
    return plans;
  });
}
