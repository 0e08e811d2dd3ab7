import {
  type Promotion,
  sourceKey,
  toMillis,
} from 'backstage-plugin-flux-delivery-common';
import type { IdentifierIndex } from '../identifiers/IdentifierIndex';
import { identifiersOfPromotion } from './identifiersOfPromotion';
import type {
  PromotionFilter,
  PromotionPage,
  PromotionPosition,
  PromotionStore,
  PromotionSubject,
  RecordedPromotion,
} from './PromotionStore';

interface Held {
  promotion: Promotion;
  fingerprint: string;
}

/** Keeps promotions as long as the process lives: for tests. */
export class MemoryPromotionStore implements PromotionStore {
  private readonly held = new Map<string, Held>();

  constructor(private readonly identifiers?: IdentifierIndex<any>) {}

  async record(
    promotion: Promotion,
    fingerprint: string,
  ): Promise<RecordedPromotion> {
    const there = this.held.get(promotion.id);
    if (there) {
      return structuredClone({ created: false, ...there });
    }
    this.held.set(
      promotion.id,
      structuredClone({ promotion, fingerprint }) as Held,
    );
    await this.identifiers?.add(
      { type: 'promotion', ...promotion },
      identifiersOfPromotion(promotion),
    );
    return { created: true, promotion, fingerprint };
  }

  async page(
    subject: PromotionSubject,
    filter: PromotionFilter,
    { limit, after }: { limit: number; after?: PromotionPosition },
  ): Promise<PromotionPage> {
    const found = [...this.held.values()]
      .map(({ promotion }) => promotion)
      .filter(each => isOf(each, subject) && matches(each, filter))
      .filter(each => !after || compare(each, after) > 0)
      .sort(compare);
    return pageOf(structuredClone(found.slice(0, limit + 1)), limit);
  }

  async byIds(ids: readonly string[]): Promise<Promotion[]> {
    return structuredClone(
      ids.flatMap(id => this.held.get(id)?.promotion ?? []),
    );
  }

  async prune(before: string, limit: number): Promise<number> {
    const all = [...this.held.values()].map(({ promotion }) => promotion);
    const old = all
      .filter(
        each =>
          millis(each.occurredAt) < millis(before) &&
          millis(each.recordedAt) < millis(before) &&
          all.some(
            other =>
              placeOf(other) === placeOf(each) && compare(other, each) < 0,
          ),
      )
      .sort((a, b) => compare(b, a))
      .slice(0, limit);
    old.forEach(({ id }) => this.held.delete(id));
    await this.identifiers?.remove(
      'promotion',
      old.map(({ id }) => id),
    );
    return old.length;
  }
}

/** One more than the limit tells that there is another page. */
export function pageOf(found: Promotion[], limit: number): PromotionPage {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last
    ? { items, next: { occurredAt: last.occurredAt, id: last.id } }
    : { items };
}

function isOf(
  { entityRef, image, source }: Promotion,
  subject: PromotionSubject,
): boolean {
  if (entityRef) {
    return entityRef === subject.entityRef;
  }
  const key = source && sourceKey(source);
  return (
    (image !== undefined && subject.images.includes(image)) ||
    (key !== undefined && subject.sources.includes(key))
  );
}

function matches(
  { environment, kind = 'promotion', occurredAt }: Promotion,
  filter: PromotionFilter,
): boolean {
  const at = millis(occurredAt);
  return (
    (filter.environment === undefined || filter.environment === environment) &&
    (filter.environments === undefined ||
      filter.environments.includes(environment)) &&
    (filter.kinds === undefined || filter.kinds.includes(kind)) &&
    (filter.from === undefined || at >= millis(filter.from)) &&
    (filter.until === undefined || at < millis(filter.until))
  );
}

function placeOf({ entityRef, image, source, environment }: Promotion) {
  return JSON.stringify([
    entityRef ?? null,
    image ?? null,
    (source && sourceKey(source)) ?? null,
    environment,
  ]);
}

/** Newest first. */
function compare(a: PromotionPosition, b: PromotionPosition): number {
  const difference = millis(b.occurredAt) - millis(a.occurredAt);
  if (difference !== 0 || a.id === b.id) {
    return difference;
  }
  return a.id < b.id ? 1 : -1;
}

function millis(instant: string): number {
  return toMillis(instant) ?? 0;
}
