import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  DeliveryPathDto,
  EntityOwnershipDto,
  FleetDto,
  FleetFilter,
  OwnershipDto,
  OwnershipGap,
  OwnershipGapsDto,
  SummariesDto,
} from 'backstage-plugin-flux-delivery-common';

/** Who asks: answers tell what they may see. @public */
export interface FluxDeliveryCall {
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/** Which part of a list; without a cursor its beginning. @public */
export interface FluxDeliveryPage {
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

/** One question after an owner; `cluster` narrows each. @public */
export type OwnershipLookUp = { cluster?: string } & (
  | { q: string }
  | { kind: string; name: string; namespace?: string; group?: string }
  | { namespace: string }
  | { image: string }
  | { digest: string }
  | { url: string }
  | { release: string; namespace?: string }
  | { pod: string; namespace?: string }
);

/** Which gaps in who owns what. @public */
export interface OwnershipGapFilter {
  gap?: OwnershipGap['gap'];
  cluster?: string;
  namespace?: string;
  kind?: string;
}

/**
 * The backend of flux-delivery for other backend plugins. Answers come from its memory and tell what the credentials may see; all methods
 * reject with a `ResponseError` for anything but success: `NotFoundError` also where something is hidden, `InputError` with the field at
 * fault.
 *
 * @public
 */
export interface FluxDeliveryService {
  /** Where the delivery of an entity stands, target by target and segment by segment. */
  getPath(entityRef: string, call: FluxDeliveryCall): Promise<DeliveryPathDto>;

  /** The state of up to 500 entities; those without a delivery path are left out. */
  getSummaries(
    entityRefs: readonly string[],
    call: FluxDeliveryCall,
  ): Promise<SummariesDto>;

  /** All services, worst first, 50 on a page unless told otherwise. */
  getFleet(
    filter: FleetFilter,
    page: FluxDeliveryPage,
    call: FluxDeliveryCall,
  ): Promise<FleetDto>;

  /** Whose an object, an image, a digest, a repository, a release or a pod is. */
  lookUpOwnership(
    question: OwnershipLookUp,
    call: FluxDeliveryCall,
  ): Promise<OwnershipDto>;

  /** Everything that an entity owns, and who owns what its delivery hangs on. */
  getEntityOwnership(
    entityRef: string,
    call: FluxDeliveryCall,
  ): Promise<EntityOwnershipDto>;

  /** What nobody owns, or more than one. */
  getOwnershipGaps(
    filter: OwnershipGapFilter,
    page: FluxDeliveryPage,
    call: FluxDeliveryCall,
  ): Promise<OwnershipGapsDto>;
}
