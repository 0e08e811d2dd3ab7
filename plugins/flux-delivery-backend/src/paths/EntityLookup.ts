import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { EntityFacts } from 'backstage-plugin-flux-delivery-common';

/** An entity by what decides whether a label binds it. */
export interface EntityOwner {
  entityRef: string;
  owner?: string;
}

/** How old an answer may be. */
export interface HowOld {
  /** True where the answer decides what somebody may see: then it is a second old at most. */
  decides?: boolean;
}

/**
 * What the paths room asks of the catalog.
 *
 * - `find` answers what the caller may see: an entity that is hidden from them is undefined, like one that does not exist.
 * - `withKubernetesId` answers as the plugin itself: whether a label is used by a stranger must not depend on who looks.
 *   Its answer may be a minute old where it decides nothing.
 * - `ownersOf` answers as the plugin itself as well, with a group for each entity that the catalog knows and that has an owner:
 *   whose move it is must not depend on who looks. Ten seconds old at most.
 * - `factsOf` the same with all that is known of them: to decide whether the caller may see them, and not to be shown.
 */
export interface EntityLookup {
  find(
    entityRef: string,
    options: { credentials: BackstageCredentials },
  ): Promise<EntityFacts | undefined>;
  withKubernetesId(id: string, options?: HowOld): Promise<EntityOwner[]>;
  ownersOf(entityRefs: readonly string[]): Promise<ReadonlyMap<string, string>>;
  factsOf(
    entityRefs: readonly string[],
    options?: HowOld,
  ): Promise<ReadonlyMap<string, EntityFacts>>;
}
