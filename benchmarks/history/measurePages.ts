import { DatabaseDeliveryLedger } from '../../plugins/flux-delivery-backend/src/history/DatabaseDeliveryLedger';
import type { DeliveryQuery } from '../../plugins/flux-delivery-backend/src/history/DeliveryLedger';
import type { Database } from './databases';
import { fillLedger } from './fillLedger';

export interface PageTimes {
  database: string;
  rows: number;
  query: string;
  p50: number;
  p95: number;
  p99: number;
}

const QUERIES: Record<string, Partial<DeliveryQuery>> = {
  'deployments of an entity': {},
  'everything of an entity': { all: true },
  'deployments of an environment': { environment: 'prod' },
  'everything of an environment': { environment: 'prod', all: true },
};
const LIMIT = 20;

/** Pages of random entities, at random depths: the first one, and the one after a row somewhere in the history. */
export async function measurePages(
  database: Database,
  { rows, pages }: { rows: number; pages: number },
): Promise<PageTimes[]> {
  const { entities } = await fillLedger(database, rows);
  const ledger = new DatabaseDeliveryLedger(database.knex);
  const results: PageTimes[] = [];
  let seed = 1;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
  for (const [query, filter] of Object.entries(QUERIES)) {
    const times: number[] = [];
    for (let page = 0; page < pages; page += 1) {
      const entityRef = `component:default/service-${random(entities)}`;
      const instant = new Date(
        1_700_000_000_000 + random(3_000) * 11_520_000,
      ).toISOString();
      const after = page % 2 ? { startedAt: instant, id: 'f' } : undefined;
      const began = performance.now();
      await ledger.page({ entityRef, ...filter }, { limit: LIMIT, after });
      times.push(performance.now() - began);
    }
    times.sort((a, b) => a - b);
    const at = (share: number) =>
      times[Math.min(times.length - 1, Math.floor(times.length * share))];
    results.push({
      database: database.name,
      rows,
      query,
      p50: at(0.5),
      p95: at(0.95),
      p99: at(0.99),
    });
  }
  return results;
}
