import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  EntityOwnershipDto,
  OwnershipDto,
  OwnershipGap,
  OwnershipGapsDto,
  OwnershipQuestion,
} from 'backstage-plugin-flux-delivery-common';

export interface OwnershipCall {
  credentials: BackstageCredentials;
}

export interface GapFilter {
  gap?: OwnershipGap['gap'];
  cluster?: string;
  namespace?: string;
  kind?: string;
}

/**
 * Whose things are, from memory: no verb waits for a cluster. Each tells what the caller may see, and of the rest nothing: not in numbers
 * either. What is hidden gives the answer of what is not there.
 */
export interface OwnershipService {
  /** Readings of one question, the likeliest first; what any of them names is told. */
  lookUp(
    questions: readonly OwnershipQuestion[],
    call: OwnershipCall,
  ): Promise<OwnershipDto>;
  /** @throws NotFoundError where the entity does not exist or is not to be seen */
  ofEntity(entityRef: string, call: OwnershipCall): Promise<EntityOwnershipDto>;
  /** @throws InputError where the cursor is none of this list */
  gaps(
    filter: GapFilter,
    page: { limit: number; cursor?: string },
    call: OwnershipCall,
  ): Promise<OwnershipGapsDto>;
}
