import type {
  Promotion,
  PromotionKind,
} from 'backstage-plugin-flux-delivery-common';

/** Where a page ends: the last record that was shown. */
export interface PromotionPosition {
  occurredAt: string;
  id: string;
}

/**
 * Of which entity: records that name it, and those that name no entity but an image or a source of it. Images by repository,
 * sources as `sourceKey` writes them.
 */
export interface PromotionSubject {
  entityRef: string;
  images: readonly string[];
  sources: readonly string[];
}

/** All that are given must hold. */
export interface PromotionFilter {
  environment?: string;
  /** Any of these. */
  environments?: readonly string[];
  kinds?: readonly PromotionKind[];
  /** RFC 3339, inclusive. */
  from?: string;
  /** RFC 3339, exclusive. */
  until?: string;
}

export interface PromotionPage {
  /** Newest first: by `occurredAt`, then `id`. */
  items: Promotion[];
  /** Absent on the last page. */
  next?: PromotionPosition;
}

/** The record of an id: `created` where it is the one that was handed in; else the one that was there, with its fingerprint. */
export interface RecordedPromotion {
  created: boolean;
  promotion: Promotion;
  fingerprint: string;
}

/**
 * What was said of promotions. A record is written once under its id, whichever replica is told first, and never changed.
 */
export interface PromotionStore {
  record(promotion: Promotion, fingerprint: string): Promise<RecordedPromotion>;

  page(
    subject: PromotionSubject,
    filter: PromotionFilter,
    options: { limit: number; after?: PromotionPosition },
  ): Promise<PromotionPage>;

  /** Records by id, in no order; those that are not there are left out. */
  byIds(ids: readonly string[]): Promise<Promotion[]>;

  /**
   * Forgets records that happened before the instant and were told before it, at most `limit` of them, never the newest one of an
   * environment of an entity. Answers how many.
   */
  prune(before: string, limit: number): Promise<number>;
}
