import type {
  DeliveriesDto,
  DeliveryDto,
  DeliveryOutcome,
  FindDto,
  MatrixDto,
  PathAtDto,
  TagsDto,
} from 'backstage-plugin-flux-delivery-common';
import type { RequestOptions } from './RequestOptions';

/** Which deliveries of an entity. @public */
export interface DeliveriesQuery {
  environment?: string;
  outcome?: DeliveryOutcome;
  /** True for rows that are no deployment as well: baselines, advances without a change, corrections of drift, gaps. */
  all?: boolean;
}

/** What happened, as the pages see it. All methods reject as those of `FluxDeliveryApi` do. @public */
export interface DeliveryHistoryApi {
  /** Newest first, one page from the cursor on. */
  getDeliveries(
    entityRef: string,
    query?: DeliveriesQuery & { cursor?: string; limit?: number },
    options?: RequestOptions,
  ): Promise<DeliveriesDto>;

  /** One delivery, of whatever kind and however old. */
  getDelivery(
    entityRef: string,
    id: string,
    options?: RequestOptions,
  ): Promise<DeliveryDto>;

  /** Versions × environments. */
  getMatrix(entityRef: string, options?: RequestOptions): Promise<MatrixDto>;

  /** How environments name their versions, and every move of a tag. */
  getTags(entityRef: string, options?: RequestOptions): Promise<TagsDto>;

  /** The path as it stood at an instant (RFC 3339). */
  getPathAt(
    entityRef: string,
    at: string,
    options?: RequestOptions,
  ): Promise<PathAtDto>;

  /** The deliveries as a file; the server bounds how many. */
  exportDeliveries(
    entityRef: string,
    format: 'csv' | 'json',
    query?: DeliveriesQuery,
    options?: RequestOptions,
  ): Promise<Blob>;

  /** The releases that a text names: SHA, tag, digest, image, pipeline, pod. */
  find(text: string, options?: RequestOptions): Promise<FindDto>;
}
