import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { InputError, ResponseError } from '@backstage/errors';
import {
  type FleetFilter,
  fleetSearch,
} from 'backstage-plugin-flux-delivery-common';
import type {
  FluxDeliveryCall,
  FluxDeliveryPage,
  FluxDeliveryService,
  OwnershipGapFilter,
  OwnershipLookUp,
} from './FluxDeliveryService';

const PLUGIN = 'flux-delivery';
const ENTITY_REF = /^([^:/]+):([^:/]+)\/([^:/]+)$/;

/** {@link FluxDeliveryService} over HTTP, with plugin-to-plugin tokens on behalf of whoever asks. */
export class HttpFluxDeliveryService implements FluxDeliveryService {
  constructor(
    private readonly deps: {
      auth: Pick<AuthService, 'getPluginRequestToken'>;
      discovery: Pick<DiscoveryService, 'getBaseUrl'>;
    },
  ) {}

  async getPath(entityRef: string, call: FluxDeliveryCall) {
    return this.ask(`${entityPath(entityRef)}/path`, [], call);
  }

  async getSummaries(entityRefs: readonly string[], call: FluxDeliveryCall) {
    return this.ask('/summaries', [], call, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ entityRefs }),
    });
  }

  async getFleet(
    filter: FleetFilter,
    page: FluxDeliveryPage,
    call: FluxDeliveryCall,
  ) {
    return this.ask('/fleet', fleetSearch(filter, page), call);
  }

  async lookUpOwnership(question: OwnershipLookUp, call: FluxDeliveryCall) {
    return this.ask('/ownership', given(question), call);
  }

  async getEntityOwnership(entityRef: string, call: FluxDeliveryCall) {
    return this.ask(`${entityPath(entityRef)}/ownership`, [], call);
  }

  async getOwnershipGaps(
    filter: OwnershipGapFilter,
    page: FluxDeliveryPage,
    call: FluxDeliveryCall,
  ) {
    return this.ask('/ownership/gaps', given({ ...filter, ...page }), call);
  }

  private async ask(
    path: string,
    search: [string, string][],
    { credentials, signal }: FluxDeliveryCall,
    init: RequestInit = {},
  ): Promise<any> {
    const { auth, discovery } = this.deps;
    const [baseUrl, { token }] = await Promise.all([
      discovery.getBaseUrl(PLUGIN),
      auth.getPluginRequestToken({
        onBehalfOf: credentials,
        targetPluginId: PLUGIN,
      }),
    ]);
    const query = new URLSearchParams(search).toString();
    const response = await fetch(`${baseUrl}${path}${query && `?${query}`}`, {
      ...init,
      signal,
      headers: { ...init.headers, Authorization: `Bearer ${token}` },
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}

/** @throws InputError where it is no full ref */
function entityPath(entityRef: string): string {
  const [, ...parts] = ENTITY_REF.exec(entityRef) ?? [];
  if (parts.length === 0) {
    throw new InputError(
      `entityRef: '${entityRef}' is not of the form kind:namespace/name`,
    );
  }
  return `/entities/${parts.map(encodeURIComponent).join('/')}`;
}

function given(values: object): [string, string][] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
}
