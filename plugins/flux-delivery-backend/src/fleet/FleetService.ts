import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  FleetDto,
  FleetFilter,
  FleetQuestionsDto,
  IndexedTargetsDto,
  SummariesDto,
  SuspensionsDto,
} from 'backstage-plugin-flux-delivery-common';

export interface FleetCall {
  credentials: BackstageCredentials;
}

/**
 * The delivery paths of many services, from memory. Each verb tells of what the caller may see, and of nothing else: not in numbers
 * either.
 */
export interface FleetService {
  /** @throws InputError where the cursor is none of this list. */
  list(
    filter: FleetFilter,
    page: { limit: number; cursor?: string },
    call: FleetCall,
  ): Promise<FleetDto>;
  /** Refs in any case; those that are not there, or not to be seen, are left out. */
  summaries(
    entityRefs: readonly string[],
    call: FleetCall,
  ): Promise<SummariesDto>;
  suspensions(filter: FleetFilter, call: FleetCall): Promise<SuspensionsDto>;
  /** What one asks of all services, answered over those that the filter leaves. */
  questions(filter: FleetFilter, call: FleetCall): Promise<FleetQuestionsDto>;
  /** Every target, for a search index: service by service, after the entity that is named. */
  targets(
    page: { services: number; after?: string },
    call: FleetCall,
  ): Promise<IndexedTargetsDto>;
}
