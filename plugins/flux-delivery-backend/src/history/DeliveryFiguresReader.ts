import { fromMillis, toMillis } from 'backstage-plugin-flux-delivery-common';
import type { Knex } from 'knex';
import { DELIVERIES } from './deliveryRows';

/** What the ledger tells of the deliveries of one target in a time. Sums are of seconds. */
export interface TargetFigures {
  entityRef: string;
  targetId: string;
  succeeded: number;
  failed: number;
  /** From the first word of a delivery to its end, of those that succeeded and were seen happening. */
  took: { sum: number; of: number };
  /** From what was fetched to what was applied, where both are known. */
  lag: { sum: number; of: number };
  /** Times that were not seen, and reach into that time. */
  gaps: number;
}

/** Sums over the deliveries of all services; small beside the rows that they are made of. */
export interface DeliveryFiguresReader {
  /** Of what started in the time, the end excluded; RFC 3339. Rejects where the database does not answer. */
  between(from: string, until: string): Promise<TargetFigures[]>;
  /**
   * RFC 3339: since when deliveries are seen happening, by the first that was; undefined where none was, so that nobody knows. Rejects
   * where the database does not answer.
   */
  beginning(): Promise<string | undefined>;
}

type Sums = Record<
  'succeeded' | 'failed' | 'took' | 'took_of' | 'lag' | 'lag_of' | 'gaps',
  number | string | null
> & { entity_ref: string; target_id: string };

/** Backfilled rows tell when something was seen, not when it happened. */
const SEEN = 'is_deployment and not backfilled';
const TOOK = `${SEEN} and outcome = 'succeeded' and finished_at >= started_at`;
const LAG = `${SEEN} and applied_at >= fetched_at`;
const SUMS = {
  succeeded: sumOf(`is_deployment and outcome = 'succeeded'`),
  failed: sumOf(`is_deployment and outcome = 'failed'`),
  took: sumOf(TOOK, 'finished_at - started_at'),
  took_of: sumOf(TOOK),
  lag: sumOf(LAG, 'applied_at - fetched_at'),
  lag_of: sumOf(LAG),
  gaps: sumOf(`kind = 'gap'`),
};

/** In the plugin's database. */
export class DatabaseDeliveryFigures implements DeliveryFiguresReader {
  constructor(private readonly knex: Knex) {}

  async beginning(): Promise<string | undefined> {
    const [{ first }]: { first: number | string | null }[] = await this.knex(
      DELIVERIES,
    )
      .where('backfilled', false)
      .min('started_at as first');
    return first === null ? undefined : fromMillis(Number(first));
  }

  async between(from: string, until: string): Promise<TargetFigures[]> {
    const [begin, end] = [toMillis(from) ?? 0, toMillis(until) ?? 0];
    const rows: Sums[] = await this.knex(DELIVERIES)
      .select('entity_ref', 'target_id')
      .select(
        Object.entries(SUMS).map(([name, sum]) =>
          this.knex.raw(`${sum} as ??`, [name]),
        ),
      )
      .where(started =>
        started.where('started_at', '>=', begin).where('started_at', '<', end),
      )
      .orWhere(gap =>
        gap
          .where('kind', 'gap')
          .where('finished_at', '>', begin)
          .where('started_at', '<', begin),
      )
      .groupBy('entity_ref', 'target_id');
    return rows.map(row => ({
      entityRef: row.entity_ref,
      targetId: row.target_id,
      succeeded: Number(row.succeeded),
      failed: Number(row.failed),
      took: { sum: Number(row.took) / 1000, of: Number(row.took_of) },
      lag: { sum: Number(row.lag) / 1000, of: Number(row.lag_of) },
      gaps: Number(row.gaps),
    }));
  }
}

function sumOf(condition: string, value = '1'): string {
  return `sum(case when ${condition} then ${value} else 0 end)`;
}
