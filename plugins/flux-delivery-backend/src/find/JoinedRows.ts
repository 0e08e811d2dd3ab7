import {
  type Delivery,
  joinHints,
  joinPromotions,
  type Promotion,
} from 'backstage-plugin-flux-delivery-common';
import type { HintStore, StoredHint } from '../events/HintStore';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import { JoinContext } from '../promotions/JoinContext';
import type {
  PromotionStore,
  PromotionSubject,
} from '../promotions/PromotionStore';

const ENTITIES_AT_ONCE = 10;

/** Rows of any entities, each joined as the page of its entity joins it. */
export class JoinedRows {
  private readonly context: JoinContext;

  constructor(
    private readonly deps: {
      history: Pick<DeliveryHistory, 'page'>;
      promotions: Pick<PromotionStore, 'page'>;
      hints: Pick<HintStore, 'of'>;
      subjectOf: (entityRef: string) => Promise<PromotionSubject | undefined>;
    },
  ) {
    this.context = new JoinContext(deps);
  }

  /** By id of the row, the record that it carries out. */
  async promotionsOf(
    rows: readonly Delivery[],
  ): Promise<Map<string, Promotion>> {
    const joined = await this.byEntity(rows, async (entityRef, own) => {
      const subject = await this.deps.subjectOf(entityRef);
      const around = await this.context.of(
        subject ?? { entityRef, images: [], sources: [] },
        own,
      );
      return [...joinPromotions(around.rows, around.promotions)];
    });
    return new Map(joined.map(([id, { promotion }]) => [id, promotion]));
  }

  /** By id of the row, the event that told of it. */
  async hintsOf(rows: readonly Delivery[]): Promise<Map<string, StoredHint>> {
    const joined = await this.byEntity(rows, async (entityRef, own) => {
      const appliers = own.flatMap(({ applier, cluster, targetId }) =>
        applier ? [[targetId, { ...applier, cluster }] as const] : [],
      );
      const hints = await this.deps.hints.of([...new Map(appliers).values()]);
      const around = await this.context.of(
        { entityRef, images: [], sources: [] },
        own,
        hints,
      );
      return [...joinHints(around.rows, around.hints)];
    });
    return new Map(joined);
  }

  private async byEntity<T>(
    rows: readonly Delivery[],
    join: (entityRef: string, rows: Delivery[]) => Promise<T[]>,
  ): Promise<T[]> {
    const entities = new Map<string, Delivery[]>();
    for (const row of rows) {
      const { entityRef } = row;
      entities.set(entityRef, [...(entities.get(entityRef) ?? []), row]);
    }
    const all = [...entities];
    const joined: T[] = [];
    for (let at = 0; at < all.length; at += ENTITIES_AT_ONCE) {
      const batch = await Promise.all(
        all
          .slice(at, at + ENTITIES_AT_ONCE)
          .map(([entityRef, own]) => join(entityRef, own)),
      );
      joined.push(...batch.flat());
    }
    return joined;
  }
}
