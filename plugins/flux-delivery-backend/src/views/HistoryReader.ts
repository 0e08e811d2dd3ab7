import {
  type ApplierHint,
  type Delivery,
  type DeliveryDto,
  type DeliveryKind,
  fromMillis,
  joinHints,
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
/** A commit of a shared repository that changes nothing here is a row, too. */
const STEPS_BACK = 50;
/** There is nothing in them to compare with. */
const BRINGS_NOTHING: ReadonlySet<DeliveryKind> = new Set<DeliveryKind>([
  'gap',
  'noChange',
  'driftCorrection',
]);

/** What events of Flux said of appliers. */
export interface Hints {
  of(
    appliers: readonly {
      cluster: string;
      kind: string;
      namespace: string;
      name: string;
    }[],
  ): Promise<ApplierHint[]>;
}

/** Rows of the ledger with what is known beside them. */
export class HistoryReader {
  constructor(
    private readonly deps: {
      history: DeliveryHistory;
      promotions: Pick<PromotionStore, 'page'>;
      links: Pick<LinkRules, 'git'>;
      /** Where events of Flux are received. */
      hints?: Hints;
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

  /** Of every applier of the rows, once. */
  private async hintsAround(rows: readonly Delivery[]): Promise<ApplierHint[]> {
    const appliers = new Map(
      rows.flatMap(({ targetId, cluster, applier }) =>
        applier ? [[targetId, { ...applier, cluster }] as const] : [],
      ),
    );
    return (await this.deps.hints?.of([...appliers.values()])) ?? [];
  }

  /** The rows as they are sent, in their order: each with its promotion and the row that it is compared with. */
  async told(
    subject: PromotionSubject,
    rows: readonly Delivery[],
  ): Promise<DeliveryDto[]> {
    const joined = joinPromotions(
      rows,
      await this.promotionsAround(subject, rows),
    );
    const previous = await this.previousOf(rows);
    const hints = joinHints(rows, await this.hintsAround(rows));
    return rows.map(row =>
      toDeliveryDto(row, {
        promotion: joined.get(row.id)?.promotion,
        hint: hints.get(row.id),
        previous: previous.get(row.id),
        links: this.deps.links,
      }),
    );
  }

  /**
   * The row that each is compared with: the one before it in its target that brought content. Where the rows do not hold those
   * between, the ledger is asked, a few steps back.
   */
  private async previousOf(
    rows: readonly Delivery[],
  ): Promise<Map<string, Delivery>> {
    const bySequence = new Map<string, Delivery>();
    rows.forEach(row => bySequence.set(placeOf(row, row.sequence), row));
    const found = await Promise.all(
      rows.map(async row => [row.id, await this.before(row, bySequence)]),
    );
    return new Map(
      found.filter((each): each is [string, Delivery] => Boolean(each[1])),
    );
  }

  private async before(
    row: Delivery,
    held: ReadonlyMap<string, Delivery>,
  ): Promise<Delivery | undefined> {
    let at: Delivery | undefined = row;
    for (let step = 0; at && at.sequence > 1 && step < STEPS_BACK; step += 1) {
      at =
        held.get(placeOf(at, at.sequence - 1)) ??
        (await this.deps.history.before(at));
      if (at && !BRINGS_NOTHING.has(at.kind)) {
        return at;
      }
    }
    return undefined;
  }
}

function placeOf({ entityRef, targetId }: Delivery, sequence: number): string {
  return `${entityRef}\n${targetId}\n${sequence}`;
}
