import {
  type Delivery,
  type DeliveryDto,
  fromMillis,
  joinPromotions,
  type LinkRules,
  type Promotion,
  toDeliveryDto,
  toMillis,
} from 'backstage-plugin-flux-delivery-common';
import type { DeliveryHistory, DeliveryQuery } from '../history/DeliveryLedger';
import type {
  PromotionStore,
  PromotionSubject,
} from '../promotions/PromotionStore';

/** A page of the ledger is read at once; more would hold the database up. */
const PAGE = 500;
/** A record may come this long before what carries it out begins, or shortly after. */
const BEFORE_MS = 30 * 24 * 3_600_000;
const AFTER_MS = 10 * 60_000;
const MOST_RECORDS = 1_000;

/** Rows of the ledger with what is known beside them. */
export class HistoryReader {
  constructor(
    private readonly deps: {
      history: DeliveryHistory;
      promotions: Pick<PromotionStore, 'page'>;
      links: Pick<LinkRules, 'git'>;
    },
  ) {}

  /** The newest rows, at most `most` of them. */
  async rows(
    query: DeliveryQuery,
    most: number,
  ): Promise<{ items: Delivery[]; truncated: boolean }> {
    const items: Delivery[] = [];
    let after: { startedAt: string; id: string } | undefined;
    do {
      const page = await this.deps.history.page(query, {
        limit: Math.min(PAGE, most - items.length),
        after,
      });
      items.push(...page.items);
      after = page.next;
    } while (after && items.length < most);
    return { items, truncated: after !== undefined };
  }

  /** The records that rows of these times may carry out. */
  async promotionsAround(
    subject: PromotionSubject,
    rows: readonly Delivery[],
  ): Promise<Promotion[]> {
    const times = rows.map(({ startedAt }) => toMillis(startedAt) ?? 0);
    if (times.length === 0) {
      return [];
    }
    const { items } = await this.deps.promotions.page(
      subject,
      {
        from: fromMillis(Math.min(...times) - BEFORE_MS),
        until: fromMillis(Math.max(...times) + AFTER_MS),
      },
      { limit: MOST_RECORDS },
    );
    return items;
  }

  /** The rows as they are sent, in their order: each with its promotion and the row before it. */
  async told(
    subject: PromotionSubject,
    rows: readonly Delivery[],
  ): Promise<DeliveryDto[]> {
    const joined = joinPromotions(
      rows,
      await this.promotionsAround(subject, rows),
    );
    const previous = await this.previousOf(rows);
    return rows.map(row =>
      toDeliveryDto(row, {
        promotion: joined.get(row.id)?.promotion,
        previous: previous.get(row.id),
        links: this.deps.links,
      }),
    );
  }

  /** Within the rows where they hold it; the oldest one of each target asks the ledger. Gaps carry no content to compare with. */
  private async previousOf(
    rows: readonly Delivery[],
  ): Promise<Map<string, Delivery>> {
    const previous = new Map<string, Delivery>();
    const oldestFirst = [...rows]
      .filter(({ kind }) => kind !== 'gap')
      .sort((a, b) => a.sequence - b.sequence);
    const last = new Map<string, Delivery>();
    for (const row of oldestFirst) {
      const key = `${row.entityRef} ${row.targetId}`;
      const before = last.get(key) ?? (await this.beforeRow(row));
      if (before) {
        previous.set(row.id, before);
      }
      last.set(key, row);
    }
    return previous;
  }

  private async beforeRow(row: Delivery): Promise<Delivery | undefined> {
    const before =
      row.sequence > 1 ? await this.deps.history.before(row) : undefined;
    return before?.kind === 'gap' ? this.deps.history.before(before) : before;
  }
}
