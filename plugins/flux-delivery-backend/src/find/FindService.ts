import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { FindDto } from 'backstage-plugin-flux-delivery-common';

/**
 * Finds releases by any name of them. What the caller may not read is neither counted nor shown, and leaves no trace: an entity
 * needs to be seen in the catalog, and its history to be read.
 *
 * Rejects with `ServiceUnavailableError` where the database does not answer.
 */
export interface FindService {
  find(
    query: string,
    options: { credentials: BackstageCredentials },
  ): Promise<FindDto>;
}
