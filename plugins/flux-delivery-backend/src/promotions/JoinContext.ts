import {
  type ApplierHint,
  type Delivery,
  fromMillis,
  hintsNaming,
  type Promotion,
  promotionsNaming,
  toMillis,
} from 'backstage-plugin-flux-delivery-common';
import type {
  DeliveryHistory,
  DeliveryPosition,
} from '../history/DeliveryLedger';
import type { PromotionStore, PromotionSubject } from './PromotionStore';

/** A record may come this long before what carries it out begins, or shortly after. */
const BEFORE_MS = 30 * 24 * 3_600_000;
const AROUND_MS = 10 * 60_000;
const MOST_RECORDS = 1_000;
/** A page of the ledger is read at once; more would hold the database up. */
const PAGE = 500;
const MOST_ROWS = 2_000;

/** What rows are to be joined with, and among which rows. */
export interface Joinable<H extends ApplierHint = ApplierHint> {
  rows: Delivery[];
  promotions: Promotion[];
  hints: H[];
}

/**
 * Whoever asks for rows by page or filter must get the same promotion for each: which one a row carries out depends on the rows
 * before it in its target, of all kinds. They are read back to the oldest record, or event, that bears a name of the rows asked
 * for; where there is none, nothing is read.
 *
 * Bounded: of more than 2000 rows, records and events from before those that were read join nothing.
 */
export class JoinContext {
  constructor(
    private readonly deps: {
      history: Pick<DeliveryHistory, 'page'>;
      promotions: Pick<PromotionStore, 'page'>;
    },
  ) {}

  /** For rows of one entity. `hints` are those of their appliers. */
  async of<H extends ApplierHint>(
    subject: PromotionSubject,
    asked: readonly Delivery[],
    hints: readonly H[] = [],
  ): Promise<Joinable<H>> {
    const promotions = await this.promotionsAround(subject, asked);
    const names = promotionsNaming(asked, promotions);
    const told = hintsNaming(asked, hints);
    if (names.length + told.length === 0) {
      return { rows: [...asked], promotions, hints: [] };
    }
    const times = [
      ...names.map(({ occurredAt }) => occurredAt),
      ...told.map(({ at }) => at),
    ].map(millis);
    const newest = [
      ...asked.map(({ startedAt }) => startedAt),
      ...told.map(({ at }) => at),
    ].map(millis);
    const { rows, since } = await this.rowsBetween(asked, {
      from: Math.min(...times) - AROUND_MS,
      until: Math.max(...newest) + 1,
    });
    return {
      rows: [
        ...new Map([...rows, ...asked].map(row => [row.id, row])).values(),
      ],
      promotions: promotions.filter(each => millis(each.occurredAt) >= since),
      hints: told.filter(({ at }) => millis(at) >= since),
    };
  }

  private async promotionsAround(
    subject: PromotionSubject,
    rows: readonly Delivery[],
  ): Promise<Promotion[]> {
    const times = rows.map(({ startedAt }) => millis(startedAt));
    if (times.length === 0) {
      return [];
    }
    const { items } = await this.deps.promotions.page(
      subject,
      {
        from: fromMillis(Math.min(...times) - BEFORE_MS),
        until: fromMillis(Math.max(...times) + AROUND_MS),
      },
      { limit: MOST_RECORDS },
    );
    return items;
  }

  /** `since`: from when on the rows are complete, with the time that a record may come late. */
  private async rowsBetween(
    asked: readonly Delivery[],
    { from, until }: { from: number; until: number },
  ): Promise<{ rows: Delivery[]; since: number }> {
    const rows: Delivery[] = [];
    const query = {
      entityRef: asked[0].entityRef,
      environment: common(asked.map(({ environment }) => environment)),
      targetId: common(asked.map(({ targetId }) => targetId)),
      from: fromMillis(from),
      until: fromMillis(until),
      all: true,
    };
    let after: DeliveryPosition | undefined;
    do {
      const page = await this.deps.history.page(query, { limit: PAGE, after });
      rows.push(...page.items);
      after = page.next;
    } while (after && rows.length < MOST_ROWS);
    return {
      rows,
      since: after ? millis(after.startedAt) + AROUND_MS : -Infinity,
    };
  }
}

/** Where all are the same. */
function common(values: readonly string[]): string | undefined {
  return new Set(values).size === 1 ? values[0] : undefined;
}

function millis(instant: string): number {
  return toMillis(instant) ?? 0;
}
