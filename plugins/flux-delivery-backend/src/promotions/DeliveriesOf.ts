import {
  fromMillis,
  joinPromotions,
  type Promotion,
  type PromotionsDto,
  toMillis,
} from 'backstage-plugin-flux-delivery-common';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import { JoinContext } from './JoinContext';
import type { PromotionStore, PromotionSubject } from './PromotionStore';

type CarryingOut = PromotionsDto['items'][number]['deliveries'];

/** Rows that began shortly before the first record may carry it out. */
const BEFORE_MS = 10 * 60_000;
/** How long after the last record of a page deliveries are looked for. */
const AFTER_MS = 30 * 24 * 3_600_000;
const MOST = 500;

/** Which deliveries carry out which promotions of an entity. */
export class DeliveriesOf {
  private readonly context: JoinContext;

  constructor(
    private readonly deps: {
      history: Pick<DeliveryHistory, 'page'>;
      store: Pick<PromotionStore, 'page'>;
    },
  ) {
    this.context = new JoinContext({
      history: deps.history,
      promotions: deps.store,
    });
  }

  /**
   * By id of the promotion. Looks at the time of the given records and 30 days after it, and at no more than the 500 newest
   * deployments of that; they are joined as in every list.
   */
  async carryingOut(
    subject: PromotionSubject,
    promotions: readonly Promotion[],
  ): Promise<Map<string, CarryingOut>> {
    const found = new Map<string, CarryingOut>();
    const times = promotions.map(({ occurredAt }) => toMillis(occurredAt) ?? 0);
    if (times.length === 0) {
      return found;
    }
    const from = fromMillis(Math.min(...times) - BEFORE_MS);
    const until = fromMillis(Math.max(...times) + AFTER_MS);
    const rows = await this.deps.history.page(
      { entityRef: subject.entityRef, from, until },
      { limit: MOST },
    );
    const context = await this.context.of(subject, rows.items);
    const joined = joinPromotions(context.rows, context.promotions);
    for (const { id, targetId, cluster, outcome } of rows.items) {
      const promotionId = joined.get(id)?.promotion.id;
      if (promotionId !== undefined) {
        found.set(promotionId, [
          ...(found.get(promotionId) ?? []),
          { id, targetId, cluster, outcome },
        ]);
      }
    }
    return found;
  }
}
