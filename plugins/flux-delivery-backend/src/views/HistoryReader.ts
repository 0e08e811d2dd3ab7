import {
  type ApplierHint,
  type Delivery,
  type DeliveryDto,
  type DeliveryKind,
  joinHints,
  joinPromotions,
  type LinkRules,
  toDeliveryDto,
  toMillis,
  whoDid,
} from 'backstage-plugin-flux-delivery-common';
import type {
  DeliveryHistory,
  DeliveryPosition,
  DeliveryQuery,
} from '../history/DeliveryLedger';
import { JoinContext, type Joinable } from '../promotions/JoinContext';
import type {
  PromotionStore,
  PromotionSubject,
} from '../promotions/PromotionStore';

/** A page of the ledger is read at once; more would hold the database up. */
const PAGE = 500;
/** Of a target with more rows between those of a page, some are compared with nothing. */
const MOST_BETWEEN = 2_000;
/** A commit of a shared repository that changes nothing here is a row, too. */
const STEPS_BACK = 50;
/** Most often it lies close behind. */
const FEW_STEPS_BACK = 4;
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
  private readonly context: JoinContext;

  constructor(
    private readonly deps: {
      history: DeliveryHistory;
      promotions: Pick<PromotionStore, 'page'>;
      links: Pick<LinkRules, 'git'>;
      /** Where events of Flux are received. */
      hints?: Hints;
    },
  ) {
    this.context = new JoinContext(deps);
  }

  /** The newest rows, at most `most` of them. */
  async rows(
    query: DeliveryQuery,
    most: number,
  ): Promise<{ items: Delivery[]; truncated: boolean }> {
    const items: Delivery[] = [];
    let after: DeliveryPosition | undefined;
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

  /**
   * Whether something may be missing in the times from `from` to the `until` of the query: a gap reaches into them, or, where they
   * hold no row, nothing of what is asked for had been seen by then.
   */
  async lacksSome(
    query: Omit<DeliveryQuery, 'outcome' | 'all' | 'from'>,
    { from, isEmpty }: { from?: string; isEmpty: boolean },
  ): Promise<boolean> {
    const { history } = this.deps;
    if (isEmpty) {
      const seen = await history.page({ ...query, all: true }, { limit: 1 });
      if (seen.items.length === 0) {
        return true;
      }
    }
    const since = toMillis(from) ?? -Infinity;
    let after: DeliveryPosition | undefined;
    do {
      // Gaps, and baselines: few, and found by an index.
      const page = await history.page(
        { ...query, outcome: 'unknown', all: true },
        { limit: PAGE, after },
      );
      for (const row of page.items.filter(({ kind }) => kind === 'gap')) {
        if ((toMillis(row.finishedAt ?? row.startedAt) ?? 0) >= since) {
          return true;
        }
      }
      after = page.next;
    } while (after);
    return false;
  }

  /** Among which rows, and with what, rows of one entity are to be joined. */
  async joinable(
    subject: PromotionSubject,
    rows: readonly Delivery[],
  ): Promise<Joinable> {
    return this.context.of(subject, rows, await this.hintsAround(rows));
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

  /** By id, who moved each of the rows, and which record it carries out. */
  async actorsOf(
    subject: PromotionSubject,
    rows: readonly Delivery[],
  ): Promise<Map<string, ReturnType<typeof whoDid>>> {
    const context = await this.joinable(subject, rows);
    const joined = joinPromotions(context.rows, context.promotions);
    const hints = joinHints(context.rows, context.hints);
    return new Map(
      rows.map(row => [
        row.id,
        whoDid(row, {
          promotion: joined.get(row.id)?.promotion,
          hint: hints.get(row.id),
        }),
      ]),
    );
  }

  /** The rows as they are sent, in their order: each with its promotion and the row that it is compared with. */
  async told(
    subject: PromotionSubject,
    rows: readonly Delivery[],
  ): Promise<DeliveryDto[]> {
    const context = await this.joinable(subject, rows);
    const joined = joinPromotions(context.rows, context.promotions);
    const hints = joinHints(context.rows, context.hints);
    const previous = await this.previousOf(rows, context.rows);
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
   * By id, the row that each is compared with: the one before it in its target that brought content, at most 50 rows back. For
   * each target whose rows between are not at hand, the ledger is asked once, or twice where that one lies far behind.
   */
  private async previousOf(
    rows: readonly Delivery[],
    atHand: readonly Delivery[],
  ): Promise<Map<string, Delivery>> {
    const held = new Map(
      [...atHand, ...rows].map(row => [placeOf(row, row.sequence), row]),
    );
    for (const steps of [FEW_STEPS_BACK, STEPS_BACK]) {
      const lacking = new Map<string, Delivery[]>();
      for (const row of rows) {
        if (stepBack(row, held) === 'notHeld') {
          const key = placeOf(row, 0);
          lacking.set(key, [...(lacking.get(key) ?? []), row]);
        }
      }
      const read = await Promise.all(
        [...lacking.values()].map(unit => this.behind(unit, steps)),
      );
      read.flat().forEach(row => held.set(placeOf(row, row.sequence), row));
    }
    return new Map(
      rows.flatMap(row => {
        const found = stepBack(row, held);
        return found && found !== 'notHeld' ? [[row.id, found]] : [];
      }),
    );
  }

  /** The rows of a target from the newest of these on, and as far behind the oldest as is looked back. */
  private async behind(
    unit: readonly Delivery[],
    steps: number,
  ): Promise<Delivery[]> {
    const inOrder = [...unit].sort((a, b) => a.sequence - b.sequence);
    const [oldest, newest] = [inOrder[0], inOrder[inOrder.length - 1]];
    return this.deps.history.behind(
      newest,
      Math.min(MOST_BETWEEN, newest.sequence - oldest.sequence + steps),
    );
  }
}

/** `notHeld` where a row between is not at hand. */
function stepBack(
  row: Delivery,
  held: ReadonlyMap<string, Delivery>,
): Delivery | 'notHeld' | undefined {
  for (let step = 1; step <= STEPS_BACK && row.sequence > step; step += 1) {
    const before = held.get(placeOf(row, row.sequence - step));
    if (!before) {
      return 'notHeld';
    }
    if (!BRINGS_NOTHING.has(before.kind)) {
      return before;
    }
  }
  return undefined;
}

function placeOf({ entityRef, targetId }: Delivery, sequence: number): string {
  return `${entityRef}\n${targetId}\n${sequence}`;
}
