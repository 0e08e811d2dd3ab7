import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  DeliveriesDto,
  DeliveryDto,
  DeliveryOutcome,
} from 'backstage-plugin-flux-delivery-common';

/** Which deliveries are listed; all that are given must hold. */
export interface DeliveryFilter {
  environment?: string;
  targetId?: string;
  outcome?: DeliveryOutcome;
  /** RFC 3339, inclusive. */
  from?: string;
  /** RFC 3339, exclusive. */
  until?: string;
  /** True for rows that are no deployment as well. */
  all?: boolean;
}

/** The rows of the ledger, page by page. */
export interface DeliveryListService {
  /**
   * Newest first. While the database does not answer, what this replica holds in memory, which says so (`liveOnly`).
   *
   * @throws NotFoundError where the entity does not exist or the caller may not read its history: the two cannot be told apart
   * @throws InputError for a cursor of another list
   */
  list(
    entityRef: string,
    options: {
      credentials: BackstageCredentials;
      filter: DeliveryFilter;
      limit: number;
      cursor?: string;
    },
  ): Promise<DeliveriesDto>;

  /**
   * One row, of whatever kind. While the database does not answer, as this replica holds it in memory.
   *
   * @throws NotFoundError where the caller may not read the history of the entity, or it has no such row
   * @throws ServiceUnavailableError where the database does not answer and the row is not in memory
   */
  one(
    entityRef: string,
    options: { credentials: BackstageCredentials; id: string },
  ): Promise<DeliveryDto>;
}
