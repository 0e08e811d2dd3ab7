import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import {
  type ClusterClient,
  clusterClientServiceRef,
} from 'backstage-plugin-flux-delivery-node';
import {
  describeClusterClient,
  FakeApiServer,
  serveFakeApiServer,
} from 'backstage-plugin-flux-delivery-node/testUtils';

const DEPLOYMENTS = { group: 'apps', version: 'v1', plural: 'deployments' };

/** The default client as a plugin gets it, in front of the real backend of the Kubernetes plugin. */
async function startBehindKubernetesPlugin(fake: FakeApiServer) {
  const api = await serveFakeApiServer(fake);
  let client: ClusterClient | undefined;
  let ended = Promise.resolve();
  const stopping = new AbortController();
  const backend = await startTestBackend({
    features: [
      kubernetesPlugin,
      catalogServiceMock.factory({ entities: [] }),
      mockServices.rootConfig.factory({ data: configOf(api.url) }),
      createBackendPlugin({
        pluginId: 'flux-delivery',
        register(env) {
          env.registerInit({
            deps: {
              service: clusterClientServiceRef,
              lifecycle: coreServices.lifecycle,
            },
            async init({ service, lifecycle }) {
              client = service;
              lifecycle.addShutdownHook(() => stopping.abort());
            },
          });
        },
      }),
    ],
  });
  return {
    fake,
    api,
    client: client!,
    stopping: stopping.signal,
    runUntil: (work: Promise<unknown>) => {
      ended = work.then(
        () => undefined,
        () => undefined,
      );
    },
    stopBackend: () => backend.stop(),
    stop: async () => {
      stopping.abort();
      await ended;
      await api.stop();
      await backend.stop();
    },
  };
}

function configOf(url: string) {
  const server = {
    authProvider: 'serviceAccount',
    serviceAccountToken: 'a-token-of-the-cluster',
  };
  return {
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            { name: 'alpha', url, ...server },
            {
              name: 'session',
              url,
              authProvider: 'oidc',
              oidcTokenProvider: 'okta',
            },
            { name: 'leaky', url, authProvider: 'aks' },
            { name: 'down', url: 'http://127.0.0.1:1', ...server },
          ],
        },
      ],
    },
  };
}

describeClusterClient(
  'HttpClusterClient behind the Kubernetes plugin',
  startBehindKubernetesPlugin,
);

describe('HttpClusterClient behind the Kubernetes plugin', () => {
  let rig: Awaited<ReturnType<typeof startBehindKubernetesPlugin>>;

  beforeEach(async () => {
    rig = await startBehindKubernetesPlugin(
      new FakeApiServer([
        {
          group: 'apps',
          version: 'v1',
          kind: 'Deployment',
          plural: 'deployments',
        },
      ]),
    );
  });
  afterEach(() => rig.stop());

  const until = async (condition: () => boolean) => {
    for (let tries = 0; tries < 400 && !condition(); tries += 1) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    expect(condition()).toBe(true);
  };

  it('sends the credential of the cluster, asks for identity encoding and bounds the watch', async () => {
    const { api, client, fake, stopping, runUntil } = rig;
    const frames = client.watch('alpha', DEPLOYMENTS, {
      resourceVersion: '1',
      timeoutSeconds: 321,
      signal: stopping,
    });
    runUntil(frames[Symbol.asyncIterator]().next());
    await until(() => fake.watches.size === 1);
    expect(api.headers.at(-1)).toMatchObject({
      authorization: 'Bearer a-token-of-the-cluster',
      'accept-encoding': 'identity',
    });
    expect(fake.openedWatches[0].get('timeoutSeconds')).toBe('321');
  });

  it('gets every frame while the stream is still open', async () => {
    const { client, fake, stopping } = rig;
    const frames = client
      .watch('alpha', DEPLOYMENTS, {
        resourceVersion: '1',
        timeoutSeconds: 300,
        signal: stopping,
      })
      [Symbol.asyncIterator]();
    let next = frames.next();
    await until(() => fake.watches.size === 1);
    for (const name of ['one', 'two', 'three']) {
      fake.apply('apps', 'deployments', {
        metadata: { name, namespace: 'shop' },
      });
      // The next object is written only after this one arrived: a stream that is held back never gets here.
      expect((await next).value.object.metadata.name).toBe(name);
      next = frames.next();
    }
    fake.closeWatches();
    expect((await next).done).toBe(true);
  });

  it('says in words, without an address, that an API server is down', async () => {
    await expect(rig.client.list('down', DEPLOYMENTS)).rejects.toMatchObject({
      reason: 'unreachable',
      message:
        "The API server of 'down' does not answer: the connection is refused",
    });
  });

  it('never calls a cluster for which the Kubernetes plugin would need the token of a person', async () => {
    for (const cluster of ['session', 'leaky']) {
      await expect(rig.client.list(cluster, DEPLOYMENTS)).rejects.toMatchObject(
        { reason: 'needsUserSession' },
      );
    }
    expect(rig.fake.requests).toEqual([]);
  });

  it('does not hold up the shutdown of the backend with open watches', async () => {
    const { client, fake, stopping, stopBackend } = rig;
    const watches = Array.from({ length: 20 }, () =>
      client
        .watch('alpha', DEPLOYMENTS, {
          resourceVersion: '1',
          timeoutSeconds: 300,
          signal: stopping,
        })
        [Symbol.asyncIterator]()
        .next()
        .catch(error => error.reason),
    );
    await until(() => fake.watches.size === 20);
    await stopBackend();
    expect(await Promise.all(watches)).toEqual(Array(20).fill('aborted'));
  });
});
