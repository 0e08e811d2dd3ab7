import {
  MockFetchApi,
  mockApis,
  registerMswTestHooks,
} from '@backstage/test-utils';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import {
  ENTITY_REF,
  applierRef,
  healthy,
  objectDetails,
  ownedObjects,
} from '../__fixtures__/scenarios';
import { FluxDeliveryClient } from './FluxDeliveryClient';

const BASE = 'http://example.com/api/flux-delivery';
const ENTITY = `${BASE}/entities/component/default/payments-api`;

const server = setupServer();
registerMswTestHooks(server);

const client = new FluxDeliveryClient({
  discoveryApi: mockApis.discovery({ baseUrl: 'http://example.com' }),
  fetchApi: new MockFetchApi(),
});

describe('getPath', () => {
  it('brings the path with its tag', async () => {
    server.use(
      http.get(`${ENTITY}/path`, ({ request }) => {
        expect(request.headers.get('if-none-match')).toBeNull();
        return HttpResponse.json(healthy, { headers: { ETag: '"7"' } });
      }),
    );

    expect(await client.getPath(ENTITY_REF)).toEqual({
      modified: true,
      etag: '"7"',
      path: healthy,
    });
  });

  it('asks with the tag, and takes 304 for an answer', async () => {
    server.use(
      http.get(`${ENTITY}/path`, ({ request }) =>
        request.headers.get('if-none-match') === '"7"'
          ? new HttpResponse(null, { status: 304 })
          : HttpResponse.error(),
      ),
    );

    expect(await client.getPath(ENTITY_REF, { etag: '"7"' })).toEqual({
      modified: false,
    });
  });

  it('rejects with the status and the name of the error', async () => {
    server.use(
      http.get(`${ENTITY}/path`, () =>
        HttpResponse.json(
          {
            error: { name: 'NotFoundError', message: 'No such entity' },
            response: { statusCode: 404 },
          },
          { status: 404 },
        ),
      ),
    );

    await expect(client.getPath(ENTITY_REF)).rejects.toMatchObject({
      statusCode: 404,
      body: { error: { name: 'NotFoundError' } },
    });
  });
});

it('names objects in the path of the address, also those without group and namespace', async () => {
  const seen: string[] = [];
  server.use(
    http.get(`${ENTITY}/objects/*`, ({ request }) => {
      seen.push(new URL(request.url).pathname.split('/objects/')[1]);
      return HttpResponse.json(objectDetails(applierRef('prod-eu')));
    }),
  );

  const details = await client.getObject(ENTITY_REF, applierRef('prod-eu'));
  await client.getObject(ENTITY_REF, {
    cluster: 'a/b',
    group: '',
    kind: 'Namespace',
    namespace: '',
    name: 'payments',
  });

  expect(details.ref.name).toBe('payments-api');
  expect(seen).toEqual([
    'prod-eu/kustomize.toolkit.fluxcd.io/Kustomization/flux-system/payments-api',
    'a%2Fb/core/Namespace/_/payments',
  ]);
});

it('escapes the id of a target', async () => {
  server.use(
    http.get(`${ENTITY}/targets/:id/owned`, ({ params }) =>
      HttpResponse.json(ownedObjects(String(params.id), 2)),
    ),
  );

  expect(await client.getOwned(ENTITY_REF, 'prod|eu/x')).toMatchObject({
    targetId: 'prod|eu/x',
    total: 2,
  });
});

it('reads the clusters', async () => {
  const answer = { observedAt: healthy.observedAt, clusters: [] };
  server.use(http.get(`${BASE}/clusters`, () => HttpResponse.json(answer)));

  expect(await client.getClusters()).toEqual(answer);
});

it('says where a target diverged, and takes it back', async () => {
  const seen: unknown[] = [];
  server.use(
    http.put(
      `${ENTITY}/targets/:id/divergence-point`,
      async ({ request, params }) => {
        seen.push(params.id, await request.json());
        return HttpResponse.json({ segment: 'source', confirms: false });
      },
    ),
    http.delete(`${ENTITY}/targets/:id/divergence-point`, ({ params }) => {
      seen.push(`delete ${params.id}`);
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const input = {
    segment: 'source' as const,
    about: { segment: 'rollout' as const },
  };

  expect(
    await client.recordDivergencePoint(ENTITY_REF, 'prod|eu/x', input),
  ).toEqual({ segment: 'source', confirms: false });
  await client.withdrawDivergencePoint(ENTITY_REF, 'prod|eu/x');

  expect(seen).toEqual(['prod|eu/x', input, 'delete prod|eu/x']);
});

describe('history', () => {
  const answer = { items: [] };

  /** The path and search of the one request that is made. */
  async function askedBy(ask: () => Promise<unknown>) {
    let asked = '';
    server.use(
      http.get(`${BASE}/*`, ({ request }) => {
        asked = request.url.slice(BASE.length);
        return HttpResponse.json(answer);
      }),
    );
    await ask();
    return asked;
  }
  const HISTORY = '/entities/component/default/payments-api';

  it('asks for deliveries by filter and cursor, and for nothing that is not asked for', async () => {
    expect(await askedBy(() => client.getDeliveries(ENTITY_REF))).toBe(
      `${HISTORY}/deliveries`,
    );
    expect(
      await askedBy(() =>
        client.getDeliveries(ENTITY_REF, {
          environment: 'prod & co',
          outcome: 'failed',
          all: true,
          cursor: 'a+b=',
          limit: 20,
        }),
      ),
    ).toBe(
      `${HISTORY}/deliveries?environment=prod+%26+co&outcome=failed&include=all&cursor=a%2Bb%3D&limit=20`,
    );
  });

  it('asks for the moves of tags', async () => {
    expect(await askedBy(() => client.getTags(ENTITY_REF))).toBe(
      `${HISTORY}/tags`,
    );
  });

  it('asks for one delivery by its id', async () => {
    expect(await askedBy(() => client.getDelivery(ENTITY_REF, 'ab12'))).toBe(
      `${HISTORY}/deliveries/ab12`,
    );
  });

  it('asks whose things are', async () => {
    expect(await askedBy(() => client.getEntityOwnership(ENTITY_REF))).toBe(
      `${HISTORY}/ownership`,
    );
    expect(
      await askedBy(() => client.lookUpOwnership('deployment/api -n shop')),
    ).toBe('/ownership?q=deployment%2Fapi+-n+shop');
    expect(
      await askedBy(() =>
        client.getOwnershipGaps({
          gap: 'unowned',
          cluster: undefined,
          limit: 50,
        }),
      ),
    ).toBe('/ownership/gaps?gap=unowned&limit=50');
  });

  it('asks for the contract', async () => {
    expect(await askedBy(() => client.getContract(ENTITY_REF))).toBe(
      `${HISTORY}/contract`,
    );
  });

  it('asks for matrix, the path of then, and a search', async () => {
    expect(await askedBy(() => client.getMatrix(ENTITY_REF))).toBe(
      `${HISTORY}/matrix`,
    );
    expect(
      await askedBy(() => client.getPathAt(ENTITY_REF, '2026-03-10T09:30:00Z')),
    ).toBe(`${HISTORY}/path?at=2026-03-10T09%3A30%3A00Z`);
    expect(await askedBy(() => client.find('app@sha256:1&x'))).toBe(
      '/find?q=app%40sha256%3A1%26x',
    );
  });

  it('brings an export as it was sent', async () => {
    server.use(
      http.get(`${ENTITY}/deliveries/export`, ({ request }) => {
        const { search } = new URL(request.url);
        return HttpResponse.text(`of ${search}\r\n`);
      }),
    );
    const file = await client.exportDeliveries(ENTITY_REF, 'csv', {
      environment: 'prod',
    });
    expect(await file.text()).toBe('of ?format=csv&environment=prod\r\n');
  });

  it('rejects with what the backend says', async () => {
    server.use(
      http.get(`${BASE}/find`, () =>
        HttpResponse.json(
          {
            error: { name: 'InputError', message: 'q: too long' },
            response: { statusCode: 400 },
          },
          { status: 400 },
        ),
      ),
    );
    await expect(client.find('x')).rejects.toMatchObject({ statusCode: 400 });
  });
});

describe('the fleet', () => {
  const answer = { items: [], total: 0 };

  it('asks with each value of the filter by itself, and takes 304 for an answer', async () => {
    const asked: string[] = [];
    server.use(
      http.get(`${BASE}/fleet`, ({ request }) => {
        asked.push(new URL(request.url).search);
        return request.headers.get('if-none-match') === '"1"'
          ? new HttpResponse(null, { status: 304 })
          : HttpResponse.json(answer, { headers: { ETag: '"1"' } });
      }),
    );

    expect(
      await client.getFleet(
        {
          owners: ['group:default/a', 'group:default/b'],
          states: ['diverged'],
          text: 'pay & go',
        },
        { limit: 20, cursor: 'a=' },
      ),
    ).toEqual({ modified: true, etag: '"1"', value: answer });
    expect(await client.getFleet({}, {}, { etag: '"1"' })).toEqual({
      modified: false,
    });
    expect(asked).toEqual([
      '?owner=group%3Adefault%2Fa&owner=group%3Adefault%2Fb&state=diverged&q=pay+%26+go&limit=20&cursor=a%3D',
      '',
    ]);
  });

  it('reads the register of suspensions', async () => {
    server.use(
      http.get(`${BASE}/fleet/suspensions`, ({ request }) =>
        HttpResponse.json({ items: [new URL(request.url).search] }),
      ),
    );
    expect(await client.getSuspensions({ clusters: ['prod-eu'] })).toEqual({
      modified: true,
      etag: undefined,
      value: { items: ['?cluster=prod-eu'] },
    });
  });

  it('sends the refs of which it wants summaries', async () => {
    server.use(
      http.post(`${BASE}/summaries`, async ({ request }) =>
        HttpResponse.json({ items: [await request.json()] }),
      ),
    );
    expect(await client.getSummaries([ENTITY_REF])).toEqual({
      items: [{ entityRefs: [ENTITY_REF] }],
    });
  });
});
