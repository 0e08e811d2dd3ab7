import { createApiRef } from '@backstage/core-plugin-api';
import type {
  ClustersDto,
  ContractDto,
  DeliveryPathDto,
  ExplainInput,
  ExplanationDto,
  DivergencePointInputDto,
  ObjectDetailsDto,
  ObjectRef,
  OwnedDto,
  RecordedDivergence,
} from 'backstage-plugin-flux-delivery-common';
import type { DeliveryHistoryApi } from './DeliveryHistoryApi';
import type { FleetApi } from './FleetApi';
import type { OwnershipApi } from './OwnershipApi';
import type { RequestOptions } from './RequestOptions';

/**
 * What a conditional read of a path brings: the path with its tag, or the word that nothing changed.
 *
 * @public
 */
export type PathAnswer =
  | { modified: false }
  | { modified: true; etag?: string; path: DeliveryPathDto };

/**
 * The backend of flux-delivery, as the pages see it. All methods reject with a `ResponseError` for anything but success;
 * its `body.error.name` is `NotFoundError` also where the caller may not read the entity.
 *
 * @public
 */
export interface FluxDeliveryApi
  extends DeliveryHistoryApi,
    FleetApi,
    OwnershipApi {
  /** The delivery path of an entity; with `etag`, only if it is another one than that. */
  getPath(
    entityRef: string,
    options?: RequestOptions & { etag?: string },
  ): Promise<PathAnswer>;

  /** Conditions, events and YAML of one object of the path, read from its cluster now. */
  getObject(
    entityRef: string,
    ref: ObjectRef,
    options?: RequestOptions,
  ): Promise<ObjectDetailsDto>;

  /** All objects in the inventory of the target's applier. */
  getOwned(
    entityRef: string,
    targetId: string,
    options?: RequestOptions,
  ): Promise<OwnedDto>;

  /** The delivery contract of an entity, held against reality. */
  getContract(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<ContractDto>;

  /** Confirms or corrects where the delivery to a target left intent; shown with the path from then on. */
  recordDivergencePoint(
    entityRef: string,
    targetId: string,
    input: DivergencePointInputDto,
    options?: RequestOptions,
  ): Promise<RecordedDivergence>;

  /** Takes back what was said last of the target. */
  withdrawDivergencePoint(
    entityRef: string,
    targetId: string,
    options?: RequestOptions,
  ): Promise<void>;

  /** What a pasted error means, whose move it is and what to do; of a service, where one is named. */
  explain(
    input: ExplainInput & { entityRef?: string; targetId?: string },
    options?: RequestOptions,
  ): Promise<ExplanationDto>;

  /** Per cluster and kind: what is synced, as of when, and what to do where it is not. */
  getClusters(options?: RequestOptions): Promise<ClustersDto>;
}

/** @public */
export const fluxDeliveryApiRef = createApiRef<FluxDeliveryApi>({
  id: 'plugin.flux-delivery.service',
});
