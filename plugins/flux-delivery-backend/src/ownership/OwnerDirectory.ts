import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { OwnerDto } from 'backstage-plugin-flux-delivery-common';

/**
 * Who the owners are that a path names. Never rejects and never takes long: of whom the catalog does not tell in time, `exists`
 * is null. An entity that the caller may not see looks like one that does not exist.
 */
export interface OwnerDirectory {
  lookUp(
    entityRefs: readonly string[],
    options: { credentials: BackstageCredentials },
  ): Promise<Record<string, OwnerDto>>;
}
