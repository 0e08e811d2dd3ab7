import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  DeliveryDto,
  DeliveryOutcome,
  MatrixDto,
  PathAtDto,
} from 'backstage-plugin-flux-delivery-common';

interface Call {
  credentials: BackstageCredentials;
}

/** Which deliveries are exported; all that are given must hold. */
export interface ExportFilter {
  environment?: string;
  outcome?: DeliveryOutcome;
  /** True for rows that are no deployment as well. */
  all?: boolean;
}

export interface ExportedDeliveries {
  entityRef: string;
  observedAt: string;
  /** Newest first. */
  items: DeliveryDto[];
  /** True where there are more than an export holds. */
  truncated: boolean;
}

/**
 * What is derived from the ledger: matrix, the path as it stood, exports.
 *
 * Every verb rejects with `NotFoundError` where the entity does not exist or the caller may not read its history: the two cannot
 * be told apart.
 */
export interface HistoryViewService {
  /** While the database does not answer, a matrix without rows that says so (`liveOnly`). */
  matrix(entityRef: string, call: Call): Promise<MatrixDto>;

  /**
   * @throws InputError for an instant that has not come
   * @throws ServiceUnavailableError where the database does not answer: nothing is told of then rather than something wrong
   */
  pathAt(entityRef: string, options: Call & { at: string }): Promise<PathAtDto>;

  /** @throws ServiceUnavailableError where the database does not answer */
  exportDeliveries(
    entityRef: string,
    options: Call & { filter: ExportFilter },
  ): Promise<ExportedDeliveries>;
}
