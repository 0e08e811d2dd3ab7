import type {
  Delivery,
  Promotion,
} from 'backstage-plugin-flux-delivery-common';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import type { PromotionStore } from '../promotions/PromotionStore';
import type { ReadablePart, ReadsEntities } from './Readable';

const AT_ONCE = 100;
const MOST_ASKED = 2_000;
const MOST_READABLE = 100;

/**
 * What one caller may read, of entities that come in any number: asked in batches, of each once, until there are enough. So what is
 * hidden takes no place of what is not, and its number shows nowhere.
 */
export class ReadableInBatches {
  private readonly asked = new Set<string>();
  private readonly readable = new Map<string, ReadablePart>();
  private cut = false;

  constructor(private readonly reads: ReadsEntities) {}

  /** In the order in which they were asked about; at most 100. */
  get all(): string[] {
    return [...this.readable.keys()];
  }

  /** Whether there may be more than {@link all}. */
  get isCut(): boolean {
    return this.cut;
  }

  has(entityRef: string | undefined): boolean {
    return entityRef !== undefined && this.readable.has(entityRef);
  }

  /** What may be read of the entity; undefined for those that were not asked about. */
  partOf(entityRef: string | undefined): ReadablePart | undefined {
    return entityRef === undefined ? undefined : this.readable.get(entityRef);
  }

  /** Of the rows and records of entities that were asked about, those that may be read; records that name no entity, all. */
  within({
    history,
    promotions,
  }: {
    history: Pick<DeliveryHistory, 'byIds' | 'at'>;
    promotions: Pick<PromotionStore, 'byIds' | 'page'>;
  }) {
    const rows = (all: readonly Delivery[]) =>
      all.flatMap(row => this.partOf(row.entityRef)?.told([row]) ?? []);
    const records = (all: readonly Promotion[]) =>
      all.filter(
        ({ entityRef, environment }) =>
          !entityRef ||
          this.partOf(entityRef)?.seesEnvironment(environment) === true,
      );
    return {
      history: {
        byIds: async (ids: readonly string[]) => rows(await history.byIds(ids)),
        at: async (...asked: Parameters<DeliveryHistory['at']>) =>
          rows(await history.at(...asked)),
      },
      promotions: {
        byIds: async (ids: readonly string[]) =>
          records(await promotions.byIds(ids)),
        page: async (...asked: Parameters<PromotionStore['page']>) => {
          const page = await promotions.page(...asked);
          return { ...page, items: records(page.items) };
        },
      },
    };
  }

  async ask(entityRefs: readonly string[]): Promise<void> {
    const unknown = [...new Set(entityRefs)].filter(
      ref => !this.asked.has(ref),
    );
    for (let at = 0; at < unknown.length && !this.cut; at += AT_ONCE) {
      const left = Math.min(AT_ONCE, MOST_ASKED - this.asked.size);
      const batch = unknown.slice(at, at + left);
      batch.forEach(ref => this.asked.add(ref));
      if (batch.length > 0) {
        await this.askAtOnce(batch);
      }
      this.cut ||= left < AT_ONCE && at + left < unknown.length;
    }
  }

  private async askAtOnce(batch: readonly string[]): Promise<void> {
    const found = await this.reads(batch);
    for (const ref of batch) {
      const part = found.get(ref);
      if (!part) {
        continue;
      }
      if (this.readable.size < MOST_READABLE) {
        this.readable.set(ref, part);
      } else {
        this.cut = true;
      }
    }
  }
}
