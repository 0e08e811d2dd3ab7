import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  Promotion,
  PromotionFeed,
  PromotionInput,
  PromotionRules,
  PromotionsDto,
} from 'backstage-plugin-flux-delivery-common';
import type { PromotionFilter } from './PromotionStore';

interface Call {
  credentials: BackstageCredentials;
}

/** What a feed hands in: how to read it, and which feed it is. */
export interface ToldPromotion {
  feed: PromotionFeed;
  /** Reads what was sent, against the environments that there are. @throws FieldFault */
  read: (rules: PromotionRules) => PromotionInput;
}

export interface PromotionAnswer {
  promotion: Promotion;
  /** False where the same was recorded before. */
  created: boolean;
}

/**
 * Records and lists promotions.
 *
 * - `record` rejects with `NotAllowedError` without the permission, with `InputError` that names the field at fault, with
 *   `ConflictError` where the id is that of another content, and with `ServiceUnavailableError` where it cannot be kept; nothing
 *   is recorded then.
 * - `recordUnproven` is for what comes in without anybody's credentials: who did it is a claim.
 * - `list` rejects with `NotFoundError` where the entity does not exist or the caller may not read its history: the two cannot
 *   be told apart.
 */
export interface PromotionService {
  record(told: ToldPromotion, call: Call): Promise<PromotionAnswer>;

  recordUnproven(told: ToldPromotion): Promise<PromotionAnswer>;

  list(
    entityRef: string,
    options: Call & {
      filter: PromotionFilter;
      limit: number;
      /** As it came with the page before. */
      cursor?: string;
    },
  ): Promise<PromotionsDto>;
}
