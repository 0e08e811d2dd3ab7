import { mockCredentials } from '@backstage/backend-test-utils';
import {
  aDeployment,
  aKustomization,
  loadFixture,
} from 'backstage-plugin-flux-delivery-common/testUtils';
import { headerOf, NOBODY, policyFor, readers } from '../__testUtils__/readers';
import {
  CD_EVENT,
  CLUSTERS,
  DELETE_POINT,
  EXPLAIN,
  FOR_SERVICES,
  LISTS,
  PUT_POINT,
  QUESTIONS,
  RECORD,
  type Route,
  ROUTES_OF_ALL,
} from '../__testUtils__/routes';
import { judged, type Portal, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(180_000);

const REF = 'component:default/catalog';
const SERVICE = mockCredentials.service.header({
  onBehalfOf: mockCredentials.service('external:ci'),
  targetPluginId: 'flux-delivery',
});
const claim = {
  annotations: { 'flux-delivery/entity': REF },
};
/** What is healthy, what is suspended, and a Deployment in two inventories. */
const estate = (environment: string) => [
  ...loadFixture('healthy-git-kustomization.yaml').map(object =>
    object.kind === 'Kustomization'
      ? {
          ...object,
          metadata: {
            ...object.metadata,
            annotations: {
              ...object.metadata.annotations,
              'flux-delivery/environment': environment,
            },
          },
        }
      : object,
  ),
  aKustomization('shop', 'catalog-jobs', {
    metadata: claim,
    spec: { suspend: true },
    owned: ['shop_catalog-jobs_apps_Deployment'],
  }),
  aKustomization('shop', 'catalog-rival', {
    metadata: claim,
    owned: ['shop_catalog-jobs_apps_Deployment'],
  }),
  aDeployment('shop', 'catalog-jobs'),
];

describe('A1: routes of everything, and routes that change something', () => {
  const policy = policyFor(readers());
  let portal: Portal;

  async function send(
    { method = 'get', path, body }: Route,
    authorization: string,
  ) {
    const request = portal[method](path).set('Authorization', authorization);
    return body ? request.send(body) : request;
  }
  const as = (reader: string, route: Route) => send(route, headerOf(reader));
  const statusesOf = async (route: Route, ...names: string[]) =>
    Object.fromEntries(
      await Promise.all(
        names.map(async name => [name, (await as(name, route)).status]),
      ),
    );

  beforeAll(async () => {
    portal = await startPortal({
      clusters: { staging: estate('staging'), 'prod-eu': estate('prod') },
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: 'catalog',
            namespace: 'default',
            annotations: { 'backstage.io/kubernetes-id': 'catalog' },
          },
          spec: {
            type: 'service',
            lifecycle: 'production',
            owner: 'group:default/shop',
          },
        },
      ],
      fluxDelivery: {
        environments: [
          { name: 'staging', match: [{ cluster: 'staging' }] },
          { name: 'prod', match: [{ cluster: 'prod-*' }] },
        ],
      },
      config: { permission: { enabled: true } },
      features: policy.features,
    });
    await judged(portal);
  });
  afterAll(() => portal.stop());

  it.each(ROUTES_OF_ALL)('%s: asks who is there', async (_, route) => {
    for (const [who, authorization] of NOBODY) {
      const { status } = await send(route, authorization);
      expect([who, status]).toEqual([who, 401]);
    }
  });

  it('POST /events/{cluster}: takes no token for the signature of the cluster', async () => {
    const route: Route = {
      method: 'post',
      path: '/events/staging',
      body: { involvedObject: {} },
    };
    for (const authorization of [
      mockCredentials.none.header(),
      headerOf('allowed'),
      SERVICE,
    ]) {
      expect((await send(route, authorization)).status).toBe(401);
    }
  });

  const tells = (text: string) => ({
    staging: text.includes('staging'),
    // "production" is the lifecycle of the entity.
    prod: /\bprod\b/.test(text),
  });

  it.each(LISTS)(
    '%s: tells whom everything is allowed and the owner of all, a CONDITIONAL of its part, and others of nothing',
    async (name, route) => {
      const told = async (authorization: string) => {
        const { status, body } = await send(route, authorization);
        expect(status).toBe(200);
        const { query, readAs, ...rest } = body;
        return tells(JSON.stringify(rest));
      };
      const whole = { staging: true, prod: true };
      for (const reader of ['allowed', 'guest', 'owner']) {
        expect([reader, await told(headerOf(reader))]).toEqual([reader, whole]);
      }
      expect(await told(SERVICE)).toEqual(whole);
      expect([name, await told(headerOf('staging'))]).toEqual([
        name,
        { staging: true, prod: false },
      ]);
      expect([name, await told(headerOf('prod'))]).toEqual([
        name,
        { staging: false, prod: true },
      ]);
      for (const reader of ['denied', 'stranger', 'elsewhere']) {
        const { status, body, text } = await as(reader, route);
        expect([reader, status]).toEqual([reader, 200]);
        const { query, readAs, ...rest } = body;
        expect(JSON.stringify(rest)).not.toMatch(/staging|prod|catalog|shop/);
        expect(text).not.toMatch(/"(total|unowned|doublyOwned)": ?[1-9]/);
      }
    },
  );

  it.each([...LISTS, ['GET /fleet/questions', QUESTIONS] as [string, Route]])(
    'A5: %s: asks the policy once for each permission, however many services there are',
    async (_, route) => {
      policy.asked.length = 0;
      await as('staging', route);
      expect(policy.asked.length).toBeGreaterThan(0);
      expect([...new Set(policy.asked)]).toEqual(policy.asked);
    },
  );

  it('GET /fleet/questions: names and counts nothing that is hidden', async () => {
    expect((await as('owner', QUESTIONS)).text).toContain('catalog-jobs');
    expect((await send(QUESTIONS, SERVICE)).status).toBe(200);
    for (const reader of ['denied', 'stranger', 'elsewhere']) {
      const { status, body, text } = await as(reader, QUESTIONS);
      expect(status).toBe(200);
      expect(text).not.toMatch(/catalog|staging|prod-eu/);
      expect(
        body.questions.map(({ total }: { total: number }) => total),
      ).toEqual(body.questions.map(() => 0));
    }
    expect((await as('staging', QUESTIONS)).text).not.toContain('prod-eu');
  });

  it.each(FOR_SERVICES)('%s: is for services alone', async (_, route) => {
    expect((await send(route, SERVICE)).status).toBe(200);
    expect(await statusesOf(route, 'allowed', 'owner', 'denied')).toEqual({
      allowed: 403,
      owner: 403,
      denied: 403,
    });
  });

  it('GET /clusters: goes by a permission of its own', async () => {
    expect((await send(CLUSTERS, SERVICE)).status).toBe(200);
    expect(await statusesOf(CLUSTERS, 'allowed', 'stranger', 'denied')).toEqual(
      { allowed: 200, stranger: 200, denied: 403 },
    );
  });

  it('POST /explain: knows of a service what its reader may see', async () => {
    expect((await send(EXPLAIN, SERVICE)).status).toBe(200);
    expect(
      await statusesOf(
        EXPLAIN,
        ...['allowed', 'owner', 'staging', 'denied', 'stranger', 'elsewhere'],
      ),
    ).toEqual({
      ...{ allowed: 200, owner: 200, staging: 200 },
      ...{ denied: 404, stranger: 404, elsewhere: 404 },
    });
  });

  it('PUT and DELETE of a divergence point: users only, of a target that they see', async () => {
    for (const route of [PUT_POINT, DELETE_POINT]) {
      expect((await send(route, SERVICE)).status).toBe(403);
      expect(
        await statusesOf(route, 'denied', 'stranger', 'elsewhere', 'prod'),
      ).toEqual({ denied: 404, stranger: 404, elsewhere: 404, prod: 404 });
      // Who sees but two segments of the target does not say where it diverged.
      expect((await as('runtime', route)).status).toBe(403);
    }
    expect((await as('owner', PUT_POINT)).status).toBe(200);
    expect((await as('staging', DELETE_POINT)).status).toBe(204);
  });

  it('POST /promotions and CDEvents: go by a permission of their own', async () => {
    for (const route of [RECORD, CD_EVENT]) {
      expect((await as('denied', route)).status).toBe(403);
      expect((await send(route, SERVICE)).status).toBe(201);
      // Once it is recorded, it is so for everybody who records it again.
      expect(await statusesOf(route, 'allowed', 'stranger')).toEqual({
        allowed: 200,
        stranger: 200,
      });
    }
  });
});
