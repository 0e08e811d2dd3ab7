import type {
  EntityOwnershipDto,
  OwnershipDto,
  OwnershipGap,
  OwnershipGapsDto,
} from 'backstage-plugin-flux-delivery-common';
import type { RequestOptions } from './RequestOptions';

/** Which gaps. @public */
export interface OwnershipGapsQuery {
  gap?: OwnershipGap['gap'];
  cluster?: string;
  namespace?: string;
  kind?: string;
  /** At most 200. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

/** Whose things are, as the pages see it. All methods reject as those of `FluxDeliveryApi` do. @public */
export interface OwnershipApi {
  /** Everything that an entity owns, and who owns what its delivery hangs on. */
  getEntityOwnership(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<EntityOwnershipDto>;

  /** Whose that is which a text names: an object, a pod, an image, a digest, a repository, a release, a namespace, an entity. */
  lookUpOwnership(
    text: string,
    options?: RequestOptions,
  ): Promise<OwnershipDto>;

  /** What nobody owns, or more than one. */
  getOwnershipGaps(
    query?: OwnershipGapsQuery,
    options?: RequestOptions,
  ): Promise<OwnershipGapsDto>;
}
