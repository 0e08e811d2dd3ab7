import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { OwnerDto } from 'backstage-plugin-flux-delivery-common';

/** For whom. What is told of an owner may be a minute old; with `may`, whether it is told is decided now. */
export interface OwnersFor {
  credentials: BackstageCredentials;
  may?: {
    /** Which of the entities the catalog shows to the caller. */
    visibleAmong(entityRefs: readonly string[]): Promise<ReadonlySet<string>>;
  };
}

/**
 * Who the owners are that a path names. Never rejects and never takes long: of whom the catalog does not tell in time, `exists`
 * is null. An entity that the caller may not see looks like one that does not exist.
 */
export interface OwnerDirectory {
  lookUp(
    entityRefs: readonly string[],
    options: OwnersFor,
  ): Promise<Record<string, OwnerDto>>;
}
