import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { ContractDto } from 'backstage-plugin-flux-delivery-common';

/** Contracts of entities, held against what clusters and ledger tell. */
export interface ContractService {
  /**
   * What of clusters and ledger the caller may not see, the checks do not know either, and say so.
   *
   * @throws NotFoundError where the entity does not exist or the caller may not see its path
   */
  contract(
    entityRef: string,
    options: { credentials: BackstageCredentials },
  ): Promise<ContractDto>;
}
