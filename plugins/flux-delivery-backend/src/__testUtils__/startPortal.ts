import type { BackendFeature } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import {
  WATCHED_KINDS,
  LISTED_KINDS,
  type KubeObject,
  groupOf,
} from 'backstage-plugin-flux-delivery-common';
import {
  FakeApiServer,
  type ServedFakeApiServer,
  serveFakeApiServer,
} from 'backstage-plugin-flux-delivery-node/testUtils';
import request from 'supertest';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import { fluxDeliveryPlugin } from '../plugin';
import { assertDescribed } from './assertDescribed';

export interface PortalOptions {
  clusters: Record<string, KubeObject[]>;
  entities: Entity[];
  fluxDelivery?: JsonObject;
  /** More of the configuration. */
  config?: JsonObject;
  /** More of `backend` in the configuration. */
  backend?: JsonObject;
  /** False where a feature brings a catalog of its own. */
  catalog?: false;
  /** Beside the plugins; may replace what they rest on. */
  features?: BackendFeature[];
}

/**
 * The real backend plugin behind the real Kubernetes plugin, over API servers that serve the given objects. The catalog alone is
 * a mock. Whatever a test asks, the answer has to be as `schema/openapi.yaml` describes it.
 */
export async function startPortal({
  clusters,
  entities,
  fluxDelivery = {},
  config = {},
  backend: ofBackend = {},
  catalog,
  features = [],
}: PortalOptions) {
  const apiServers = new Map<string, FakeApiServer>();
  const served: (ServedFakeApiServer & { name: string })[] = [];
  for (const [name, objects] of Object.entries(clusters)) {
    const apiServer = fakeApiServer(objects);
    apiServers.set(name, apiServer);
    served.push({ name, ...(await serveFakeApiServer(apiServer)) });
  }
  const backend = await startTestBackend({
    features: [
      fluxDeliveryPlugin,
      kubernetesPlugin,
      ...(catalog === false ? [] : [catalogServiceMock.factory({ entities })]),
      mockServices.rootConfig.factory({
        data: { ...configOf(served, fluxDelivery, ofBackend), ...config },
      }),
      ...features,
    ],
  });
  const url = (path: string) => `/api/flux-delivery${path}`;
  const send = (method: 'get' | 'post' | 'put' | 'delete') => (path: string) =>
    request(backend.server)
      [method](url(path))
      .expect(({ status, text, body, type }) =>
        assertDescribed({
          method,
          path: path.split('?')[0],
          status,
          body: text === '' ? undefined : body,
          type,
        }),
      );
  return {
    get: send('get'),
    post: send('post'),
    put: send('put'),
    del: send('delete'),
    apiServers,
    /** Where it listens, for clients that are processes of their own. */
    baseUrl: `http://localhost:${backend.server.port()}`,
    async stop() {
      await backend.stop();
      await Promise.all(served.map(server => server.stop()));
    },
  };
}

export type Portal = Awaited<ReturnType<typeof startPortal>>;

/** Ends when every cluster is in sync and no request was made for a while: all watches stand, all delivered pods are sampled. */
export async function settled(portal: Portal): Promise<void> {
  let requests = -1;
  for (let tries = 0; tries < 60; tries += 1) {
    const { body } = await portal.get('/clusters');
    const states: string[] =
      body.clusters?.map(({ state }: { state: string }) => state) ?? [];
    const made = requestsOf(portal);
    if (
      states.length === portal.apiServers.size &&
      states.every(state => state === 'synced') &&
      made === requests
    ) {
      return;
    }
    requests = made;
    await new Promise(resolve => setTimeout(resolve, 1_000));
  }
  throw new Error(
    `The clusters did not settle: ${JSON.stringify(
      (await portal.get('/clusters')).body,
    )}`,
  );
}

/** Ends when every service was judged and resolved once: what answers for all of them (fleet, look-ups, search) is complete. */
export async function judged(portal: Portal): Promise<void> {
  await settled(portal);
  const isComplete = async (path: string) =>
    (
      await portal
        .get(path)
        .set('Authorization', mockCredentials.service.header())
    ).body.complete === true;
  for (let tries = 0; tries < 120; tries += 1) {
    if ((await isComplete('/fleet')) && (await isComplete('/ownership/gaps'))) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  throw new Error('Not every service was judged');
}

/** How many requests the API servers got so far. */
export function requestsOf(portal: Portal): number {
  return [...portal.apiServers.values()].reduce(
    (sum, { requests }) => sum + requests.length,
    0,
  );
}

function fakeApiServer(objects: KubeObject[]): FakeApiServer {
  const kinds = [...WATCHED_KINDS, ...LISTED_KINDS];
  const apiServer = new FakeApiServer(
    kinds.map(({ group, kind, plural, versions, namespaced }) => ({
      group,
      kind,
      plural,
      version: versions[0],
      namespaced,
    })),
  );
  for (const object of objects) {
    const group = groupOf(object.apiVersion);
    const kind = kinds.find(
      known => known.group === group && known.kind === object.kind,
    );
    if (kind) {
      apiServer.apply(group, kind.plural, object as never);
    }
  }
  return apiServer;
}

function configOf(
  clusters: { name: string; url: string }[],
  fluxDelivery: JsonObject,
  backend: JsonObject,
): JsonObject {
  return {
    backend: {
      baseUrl: 'http://localhost:0',
      listen: { port: 0 },
      ...backend,
    },
    fluxDelivery,
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: clusters.map(({ name, url }) => ({
            name,
            url,
            authProvider: 'serviceAccount',
            serviceAccountToken: 'token',
          })),
        },
      ],
    },
  };
}

/**
 * How many requests the API servers get while it is asked so often, one after the other. Meanwhile the portal itself may list a few
 * pods that do not settle; a question that causes requests causes one each time.
 */
export async function requestsWhile(
  portal: Portal,
  times: number,
  ask: () => Promise<unknown>,
): Promise<number> {
  const before = requestsOf(portal);
  for (let asked = 0; asked < times; asked += 1) {
    await ask();
  }
  return requestsOf(portal) - before;
}
