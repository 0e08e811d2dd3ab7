import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  DeliveryPathDto,
  EntityFacts,
  JudgedTarget,
  OwnedDto,
  ResolvedPath,
} from 'backstage-plugin-flux-delivery-common';

/** A path before it is put into its wire form: what other rooms of the backend work with. */
export interface JudgedPath {
  entity: EntityFacts;
  /** RFC 3339. */
  observedAt: string;
  resolved: ResolvedPath;
  judged: JudgedTarget[];
}

/**
 * Delivery paths of catalog entities, from memory: no call waits for a cluster.
 *
 * Every verb rejects with `NotFoundError` where the entity does not exist or the caller may not see its path: the two cannot
 * be told apart.
 */
export interface DeliveryPathService {
  judgePath(
    entityRef: string,
    options: { credentials: BackstageCredentials },
  ): Promise<JudgedPath>;
  getPath(
    entityRef: string,
    options: { credentials: BackstageCredentials },
  ): Promise<DeliveryPathDto>;
  getOwned(
    entityRef: string,
    options: { targetId: string; credentials: BackstageCredentials },
  ): Promise<OwnedDto>;
}
