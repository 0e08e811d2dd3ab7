import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpClusterClient } from './HttpClusterClient';
import type { HttpClusterClientOptions } from './HttpClusterClient';
import { describeClusterClient, serveFakeApiServer } from './testUtils';

type Handler = (
  request: http.IncomingMessage,
  response: http.ServerResponse,
) => void;

const CLUSTERS = {
  items: [
    { name: 'alpha', title: 'Alpha', authProvider: 'serviceAccount' },
    { name: 'session', authProvider: 'oidc' },
    { name: 'leaky', authProvider: 'aks' },
    { name: 'a|b', authProvider: 'serviceAccount' },
  ],
};

/** Stands where the backend of the Kubernetes plugin does. */
async function startBackend(proxy: Handler) {
  const seen: http.IncomingHttpHeaders[] = [];
  const server = http.createServer((request, response) => {
    seen.push(request.headers);
    if (request.url === '/api/kubernetes/clusters') {
      response.end(JSON.stringify(CLUSTERS));
    } else {
      request.url = request.url?.replace('/api/kubernetes/proxy', '');
      proxy(request, response);
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${
    (server.address() as AddressInfo).port
  }/api/kubernetes`;
  const stop = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { base, seen, stop };
}

function clientOf(
  base: string,
  options: Partial<HttpClusterClientOptions> = {},
) {
  return new HttpClusterClient({
    auth: {
      getOwnServiceCredentials: async () => ({
        $$type: '@backstage/BackstageCredentials',
        principal: { type: 'service', subject: 'plugin:flux-delivery' },
      }),
      getPluginRequestToken: async ({ targetPluginId }) => ({
        token: `token-for-${targetPluginId}`,
      }),
    },
    discovery: { getBaseUrl: async () => base },
    ...options,
  });
}

describeClusterClient('HttpClusterClient', async fake => {
  const api = await serveFakeApiServer(fake);
  const backend = await startBackend((request, response) => {
    const onward = http.request(
      `${api.url}${request.url}`,
      { headers: request.headers },
      answer => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    response.on('close', () => onward.destroy());
    onward.end();
  });
  return {
    fake,
    client: clientOf(backend.base),
    stop: async () => {
      await backend.stop();
      await api.stop();
    },
  };
});

describe('HttpClusterClient', () => {
  let backend: Awaited<ReturnType<typeof startBackend>>;
  afterEach(() => backend.stop());
  const deployments = { group: 'apps', version: 'v1', plural: 'deployments' };
  const watchOptions = { resourceVersion: '1', timeoutSeconds: 300 };

  it('asks for identity encoding with a token for the Kubernetes plugin, and names the cluster', async () => {
    backend = await startBackend((_, response) => response.end('{"items":[]}'));
    await clientOf(backend.base).list('alpha', deployments);
    expect(backend.seen.at(-1)).toMatchObject({
      authorization: 'Bearer token-for-kubernetes',
      'accept-encoding': 'identity',
      'backstage-kubernetes-cluster': 'alpha',
    });
  });

  it('leaves out clusters that keys cannot name, and never calls those that would get our own token', async () => {
    let calls = 0;
    backend = await startBackend((_, response) => {
      calls += 1;
      response.end('{"items":[]}');
    });
    const client = clientOf(backend.base);
    expect(
      (await client.listClusters()).map(cluster => [
        cluster.name,
        cluster.access,
      ]),
    ).toEqual([
      ['alpha', 'server'],
      ['session', 'needsUserSession'],
      ['leaky', 'needsUserSession'],
    ]);
    await expect(client.list('leaky', deployments)).rejects.toMatchObject({
      reason: 'needsUserSession',
    });
    await expect(
      client
        .watch('leaky', deployments, watchOptions)
        [Symbol.asyncIterator]()
        .next(),
    ).rejects.toMatchObject({
      reason: 'needsUserSession',
    });
    await expect(client.list('a|b', deployments)).rejects.toMatchObject({
      reason: 'unknownCluster',
    });
    expect(calls).toBe(0);
  });

  it('joins characters whose bytes come in different chunks', async () => {
    const bytes = Buffer.from(
      '{"type":"ADDED","object":{"text":"✓ ünïcode 🚀"}}\n{"type":"BOOKMARK","object":{}}\n',
    );
    backend = await startBackend(async (_, response) => {
      for (const byte of bytes) {
        response.write(Buffer.from([byte]));
        await new Promise(resolve => setImmediate(resolve));
      }
      response.end();
    });
    const frames = [];
    for await (const frame of clientOf(backend.base).watch(
      'alpha',
      deployments,
      watchOptions,
    )) {
      frames.push(frame);
    }
    expect(frames).toEqual([
      { type: 'ADDED', object: { text: '✓ ünïcode 🚀' } },
      { type: 'BOOKMARK', object: {} },
    ]);
  });

  it('gives up on lines, bodies and answers beyond its limits', async () => {
    backend = await startBackend((request, response) => {
      if (request.url?.includes('watch=1')) {
        response.write('x'.repeat(2000));
      } else if (request.url?.includes('limit=1')) {
        response.end(JSON.stringify({ items: ['x'.repeat(5000)] }));
      }
    });
    const client = clientOf(backend.base, {
      maxLineBytes: 1000,
      maxBodyBytes: 4000,
      callTimeoutMs: 50,
    });
    await expect(
      client
        .watch('alpha', deployments, watchOptions)
        [Symbol.asyncIterator]()
        .next(),
    ).rejects.toMatchObject({
      details: { malformed: true },
    });
    await expect(
      client.list('alpha', deployments, { limit: 1 }),
    ).rejects.toMatchObject({ reason: 'refused' });
    await expect(client.list('alpha', deployments)).rejects.toMatchObject({
      reason: 'unreachable',
      message: "'alpha': it does not answer in time",
    });
  });

  it.each([
    [
      404,
      { name: 'NotFoundError', message: "Cluster 'alpha' not found" },
      'unknownCluster',
      /does not know/,
    ],
    [
      500,
      {
        name: 'Error',
        message: 'Auth token not found under oidc.okta in request body',
      },
      'needsUserSession',
      /person who looks/,
    ],
    [
      500,
      {
        name: 'Error',
        message: 'Google token not found under auth.google in request body',
      },
      'needsUserSession',
      /person/,
    ],
    [
      500,
      {
        name: 'ForwardedError',
        message:
          "Cluster 'alpha' request error; caused by Error: connect ECONNREFUSED 10.1.2.3:6443",
      },
      'unreachable',
      /^The API server of 'alpha' does not answer: the connection is refused$/,
    ],
    [
      500,
      {
        name: 'ForwardedError',
        message:
          "Cluster 'alpha' request error; caused by Error: certificate has expired",
      },
      'unreachable',
      /expired/,
    ],
    [
      403,
      { name: 'NotAllowedError', message: 'Unauthorized' },
      'refused',
      /does not let/,
    ],
    [
      503,
      {
        name: 'ServiceUnavailableError',
        message: 'Service has not started up yet',
      },
      'unreachable',
      /not ready/,
    ],
  ])(
    'tells an error %i of the Kubernetes plugin from one of the API server (%#)',
    async (status, error, reason, words) => {
      backend = await startBackend((_, response) => {
        response
          .writeHead(status)
          .end(JSON.stringify({ error, request: { url: 'https://10.1.2.3' } }));
      });
      await expect(
        clientOf(backend.base).list('alpha', deployments),
      ).rejects.toMatchObject({
        reason,
        message: expect.stringMatching(words),
      });
    },
  );

  it('says in words that the connection was lost in the middle of a stream', async () => {
    backend = await startBackend((request, response) => {
      response.write('{"type":"ADDED","object":{}}\n');
      setTimeout(() => request.socket.destroy(), 5);
    });
    const frames = clientOf(backend.base)
      .watch('alpha', deployments, watchOptions)
      [Symbol.asyncIterator]();
    expect((await frames.next()).value.type).toBe('ADDED');
    await expect(frames.next()).rejects.toMatchObject({
      reason: 'unreachable',
      message: "'alpha': the connection was reset",
    });
  });

  it('asks for the list of clusters once for many calls', async () => {
    backend = await startBackend((_, response) => response.end('{"items":[]}'));
    const client = clientOf(backend.base);
    await Promise.all([1, 2, 3].map(() => client.list('alpha', deployments)));
    expect(
      backend.seen.filter(headers => !headers['backstage-kubernetes-cluster']),
    ).toHaveLength(1);
  });
});
