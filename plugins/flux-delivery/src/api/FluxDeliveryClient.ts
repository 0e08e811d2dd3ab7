import { parseEntityRef } from '@backstage/catalog-model';
import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { fleetSearch } from 'backstage-plugin-flux-delivery-common';
import type {
  ClustersDto,
  ContractDto,
  DeliveriesDto,
  DeliveryDto,
  DeliveryPathDto,
  ExplainInput,
  ExplanationDto,
  DivergencePointInputDto,
  EntityOwnershipDto,
  FindDto,
  FleetDto,
  FleetFilter,
  FleetQuestionsDto,
  MatrixDto,
  ObjectDetailsDto,
  ObjectRef,
  OwnedDto,
  OwnershipDto,
  OwnershipGapsDto,
  PathAtDto,
  RecordedDivergence,
  TagsDto,
  SummariesDto,
  SuspensionsDto,
} from 'backstage-plugin-flux-delivery-common';
import type { DeliveriesQuery } from './DeliveryHistoryApi';
import type {
  ConditionalAnswer,
  FleetPage,
  SuspensionFilter,
} from './FleetApi';
import type { FluxDeliveryApi, PathAnswer } from './FluxDeliveryApi';
import type { OwnershipGapsQuery } from './OwnershipApi';
import type { RequestOptions } from './RequestOptions';

/** Stands for "none" in a URL, where an empty part would vanish. */
const CORE_GROUP = 'core';
const NO_NAMESPACE = '_';

/**
 * The API over HTTP.
 *
 * @public
 */
export class FluxDeliveryClient implements FluxDeliveryApi {
  private readonly discoveryApi: DiscoveryApi;
  private readonly fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.discoveryApi = options.discoveryApi;
    this.fetchApi = options.fetchApi;
  }

  async getPath(
    entityRef: string,
    options?: RequestOptions & { etag?: string },
  ): Promise<PathAnswer> {
    const answer = await this.requestIfChanged<DeliveryPathDto>(
      [...entityParts(entityRef), 'path'],
      options,
    );
    return answer.modified
      ? { modified: true, etag: answer.etag, path: answer.value }
      : answer;
  }

  async getObject(
    entityRef: string,
    ref: ObjectRef,
    options?: RequestOptions,
  ): Promise<ObjectDetailsDto> {
    const response = await this.request(
      [
        ...entityParts(entityRef),
        'objects',
        ref.cluster,
        ref.group || CORE_GROUP,
        ref.kind,
        ref.namespace || NO_NAMESPACE,
        ref.name,
      ],
      options,
    );
    return response.json();
  }

  async getOwned(
    entityRef: string,
    targetId: string,
    options?: RequestOptions,
  ): Promise<OwnedDto> {
    const response = await this.request(
      [...entityParts(entityRef), 'targets', targetId, 'owned'],
      options,
    );
    return response.json();
  }

  async getContract(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<ContractDto> {
    const response = await this.request(
      [...entityParts(entityRef), 'contract'],
      options,
    );
    return response.json();
  }

  async recordDivergencePoint(
    entityRef: string,
    targetId: string,
    input: DivergencePointInputDto,
    options?: RequestOptions,
  ): Promise<RecordedDivergence> {
    const response = await this.request(
      pointParts(entityRef, targetId),
      options,
      {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(input),
      },
    );
    return response.json();
  }

  async withdrawDivergencePoint(
    entityRef: string,
    targetId: string,
    options?: RequestOptions,
  ): Promise<void> {
    await this.request(pointParts(entityRef, targetId), options, {
      method: 'DELETE',
    });
  }

  async explain(
    input: ExplainInput & { entityRef?: string; targetId?: string },
    options?: RequestOptions,
  ): Promise<ExplanationDto> {
    const response = await this.request(['explain'], options, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(input),
    });
    return response.json();
  }

  async getClusters(options?: RequestOptions): Promise<ClustersDto> {
    const response = await this.request(['clusters'], options);
    return response.json();
  }

  async getDeliveries(
    entityRef: string,
    query?: DeliveriesQuery & { cursor?: string; limit?: number },
    options?: RequestOptions,
  ): Promise<DeliveriesDto> {
    const response = await this.request(
      [...entityParts(entityRef), 'deliveries'],
      options,
      {},
      deliveriesSearch(query),
    );
    return response.json();
  }

  async getDelivery(
    entityRef: string,
    id: string,
    options?: RequestOptions,
  ): Promise<DeliveryDto> {
    const response = await this.request(
      [...entityParts(entityRef), 'deliveries', id],
      options,
    );
    return response.json();
  }

  async getMatrix(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<MatrixDto> {
    const response = await this.request(
      [...entityParts(entityRef), 'matrix'],
      options,
    );
    return response.json();
  }

  async getTags(entityRef: string, options?: RequestOptions): Promise<TagsDto> {
    const response = await this.request(
      [...entityParts(entityRef), 'tags'],
      options,
    );
    return response.json();
  }

  async getPathAt(
    entityRef: string,
    at: string,
    options?: RequestOptions,
  ): Promise<PathAtDto> {
    const response = await this.request(
      [...entityParts(entityRef), 'path'],
      options,
      {},
      { at },
    );
    return response.json();
  }

  async exportDeliveries(
    entityRef: string,
    format: 'csv' | 'json',
    query?: DeliveriesQuery,
    options?: RequestOptions,
  ): Promise<Blob> {
    const response = await this.request(
      [...entityParts(entityRef), 'deliveries', 'export'],
      options,
      {},
      { format, ...deliveriesSearch(query) },
    );
    return response.blob();
  }

  async find(text: string, options?: RequestOptions): Promise<FindDto> {
    const response = await this.request(['find'], options, {}, { q: text });
    return response.json();
  }

  async getEntityOwnership(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<EntityOwnershipDto> {
    const response = await this.request(
      [...entityParts(entityRef), 'ownership'],
      options,
    );
    return response.json();
  }

  async lookUpOwnership(
    text: string,
    options?: RequestOptions,
  ): Promise<OwnershipDto> {
    const response = await this.request(
      ['ownership'],
      options,
      {},
      { q: text },
    );
    return response.json();
  }

  async getOwnershipGaps(
    query: OwnershipGapsQuery = {},
    options?: RequestOptions,
  ): Promise<OwnershipGapsDto> {
    const search = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    );
    const response = await this.request(
      ['ownership', 'gaps'],
      options,
      {},
      search,
    );
    return response.json();
  }

  async getFleet(
    filter: FleetFilter = {},
    page: FleetPage = {},
    options?: RequestOptions & { etag?: string },
  ): Promise<ConditionalAnswer<FleetDto>> {
    return this.requestIfChanged(['fleet'], options, fleetSearch(filter, page));
  }

  async getSuspensions(
    filter: SuspensionFilter = {},
    options?: RequestOptions & { etag?: string },
  ): Promise<ConditionalAnswer<SuspensionsDto>> {
    return this.requestIfChanged(
      ['fleet', 'suspensions'],
      options,
      fleetSearch(filter),
    );
  }

  async getFleetQuestions(
    filter: SuspensionFilter = {},
    options?: RequestOptions,
  ): Promise<FleetQuestionsDto> {
    const response = await this.request(
      ['fleet', 'questions'],
      options,
      {},
      fleetSearch(filter),
    );
    return response.json();
  }

  async getSummaries(
    entityRefs: readonly string[],
    options?: RequestOptions,
  ): Promise<SummariesDto> {
    const response = await this.request(['summaries'], options, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ entityRefs }),
    });
    return response.json();
  }

  private async requestIfChanged<T>(
    parts: string[],
    options: RequestOptions & { etag?: string } = {},
    search: string[][] = [],
  ): Promise<ConditionalAnswer<T>> {
    const { etag } = options;
    const response = await this.request(
      parts,
      options,
      etag ? { headers: { 'If-None-Match': etag } } : {},
      search,
    );
    return response.status === 304
      ? { modified: false }
      : {
          modified: true,
          etag: response.headers.get('etag') ?? undefined,
          value: await response.json(),
        };
  }

  private async request(
    parts: string[],
    options: RequestOptions = {},
    init: RequestInit = {},
    search: Record<string, string> | string[][] = {},
  ): Promise<Response> {
    const baseUrl = await this.discoveryApi.getBaseUrl('flux-delivery');
    const query = new URLSearchParams(search).toString();
    const response = await this.fetchApi.fetch(
      `${baseUrl}/${parts.map(encodeURIComponent).join('/')}${
        query && `?${query}`
      }`,
      { signal: options.signal, headers: {}, ...init },
    );
    if (!response.ok && response.status !== 304) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

function pointParts(entityRef: string, targetId: string): string[] {
  return [...entityParts(entityRef), 'targets', targetId, 'divergence-point'];
}

function entityParts(entityRef: string): string[] {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return ['entities', kind, namespace, name];
}

function deliveriesSearch({
  environment,
  outcome,
  all,
  cursor,
  limit,
}: DeliveriesQuery & { cursor?: string; limit?: number } = {}): Record<
  string,
  string
> {
  return {
    ...(environment && { environment }),
    ...(outcome && { outcome }),
    ...(all && { include: 'all' }),
    ...(cursor && { cursor }),
    ...(limit && { limit: String(limit) }),
  };
}
