import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  DeliveryPathDto,
  EntityFacts,
  JudgedTarget,
  OwnedDto,
  ResolvedPath,
  ResolvedTarget,
  TellsObject,
} from 'backstage-plugin-flux-delivery-common';
import type { PathMay } from '../access/PathAccess';

/** Who asks. */
export interface PathCall {
  credentials: BackstageCredentials;
  /** What of paths they may see; without it, every path of an entity that the catalog shows them. */
  may?: PathMay;
  /** Of which targets they may say where they diverged; nothing is said of it without. */
  mayRecord?: PathMay;
  /**
   * Beside `may`: whether there may be something to tell them, by the entity and all targets that it may have. It is asked before
   * anything else that takes time; an entity that is not admitted is as one that is missing.
   */
  admits?: (
    entity: EntityFacts,
    targets: readonly ResolvedTarget[],
  ) => Promise<boolean>;
}

/** A path before it is put into its wire form: what other rooms of the backend work with. */
export interface JudgedPath {
  entity: EntityFacts;
  /** RFC 3339. */
  observedAt: string;
  /** Of the targets that the caller may see. */
  resolved: ResolvedPath;
  /** The same targets; of what the caller may not see in them, nothing is left but names and verdicts. */
  judged: JudgedTarget[];
  /** Whether more than name and verdict of an object on the path is told to the caller. */
  tells: TellsObject;
  /** By what it was decided what the caller may see of it; as in the call. */
  may?: PathMay;
}

/** A path before it is judged. */
export type ResolvedEntity = Pick<JudgedPath, 'entity' | 'resolved'>;

/**
 * Delivery paths of catalog entities, from memory: no call waits for a cluster.
 *
 * Every verb rejects with `NotFoundError` where the entity does not exist or the caller may not see its path: the two cannot
 * be told apart.
 */
export interface DeliveryPathService {
  resolvePath(entityRef: string, options: PathCall): Promise<ResolvedEntity>;
  judgePath(entityRef: string, options: PathCall): Promise<JudgedPath>;
  getPath(entityRef: string, options: PathCall): Promise<DeliveryPathDto>;
  getOwned(
    entityRef: string,
    options: PathCall & { targetId: string },
  ): Promise<OwnedDto>;
}
