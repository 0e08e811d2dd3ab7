import { mockCredentials } from '@backstage/backend-test-utils';
import {
  aDeployment,
  aKustomization,
  loadFixture,
} from 'backstage-plugin-flux-delivery-common/testUtils';
import { headerOf, NOBODY, policyFor, readers } from '../__testUtils__/readers';
import { judged, type Portal, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(180_000);

const REF = 'component:default/catalog';
const POINT =
  '/entities/component/default/catalog/targets/staging~kustomization~shop~catalog/divergence-point';
const SERVICE = mockCredentials.service.header({
  onBehalfOf: mockCredentials.service('external:ci'),
  targetPluginId: 'flux-delivery',
});
const PROMOTION = {
  id: 'release-1',
  entityRef: REF,
  environment: 'staging',
  version: { tag: '1.8.3' },
  occurredAt: '2026-11-21T11:59:00Z',
};

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

interface Route {
  method?: 'get' | 'post' | 'put' | 'del';
  path: string;
  body?: object;
}
/** For whoever is signed in: what is hidden is left out. */
const LISTS: [string, Route][] = [
  ['GET /fleet', { path: '/fleet' }],
  ['GET /fleet/suspensions', { path: '/fleet/suspensions' }],
  ['GET /ownership', { path: '/ownership?q=shop/catalog-jobs' }],
  ['GET /ownership/gaps', { path: '/ownership/gaps' }],
  ['GET /find', { path: '/find?q=registry.example.com/shop/catalog' }],
  [
    'POST /summaries',
    { method: 'post', path: '/summaries', body: { entityRefs: [REF] } },
  ],
];
const QUESTIONS: Route = { path: '/fleet/questions' };
const EXPLAIN: Route = {
  method: 'post',
  path: '/explain',
  body: { message: 'ImagePullBackOff', entityRef: REF },
};
const FOR_SERVICES: [string, Route][] = [
  ['GET /fleet/targets', { path: '/fleet/targets' }],
  ['GET /releases', { path: '/releases' }],
];
const CLUSTERS: Route = { path: '/clusters' };
const PUT: Route = { method: 'put', path: POINT, body: { segment: 'source' } };
const DELETE: Route = { method: 'del', path: POINT };
const RECORD: Route = { method: 'post', path: '/promotions', body: PROMOTION };
const CD_EVENT: Route = {
  method: 'post',
  path: '/events/cdevents',
  body: {
    context: {
      version: '0.4.0',
      id: 'event-1',
      source: '/ci',
      type: 'dev.cdevents.service.deployed.0.2.0',
      timestamp: '2026-11-21T11:00:00Z',
    },
    subject: {
      id: REF,
      type: 'service',
      content: {
        environment: { id: 'staging' },
        artifactId: 'pkg:docker/shop/catalog@1.8.3',
      },
    },
  },
};
const ALL: [string, Route][] = [
  ...LISTS,
  ...FOR_SERVICES,
  ['GET /fleet/questions', QUESTIONS],
  ['GET /clusters', CLUSTERS],
  ['POST /explain', EXPLAIN],
  ['PUT …/divergence-point', PUT],
  ['DELETE …/divergence-point', DELETE],
  ['POST /promotions', RECORD],
  ['POST /events/cdevents', CD_EVENT],
];

describe('A1: routes of everything, and routes that change something', () => {
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
      features: policyFor(readers()).features,
    });
    await judged(portal);
  });
  afterAll(() => portal.stop());

  it.each(ALL)('%s: asks who is there', async (_, route) => {
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
    for (const route of [PUT, DELETE]) {
      expect((await send(route, SERVICE)).status).toBe(403);
      expect(
        await statusesOf(route, 'denied', 'stranger', 'elsewhere', 'prod'),
      ).toEqual({ denied: 404, stranger: 404, elsewhere: 404, prod: 404 });
      // Who sees but two segments of the target does not say where it diverged.
      expect((await as('runtime', route)).status).toBe(403);
    }
    expect((await as('owner', PUT)).status).toBe(200);
    expect((await as('staging', DELETE)).status).toBe(204);
  });

  it('POST /promotions and CDEvents: go by a permission of their own', async () => {
    for (const route of [RECORD, CD_EVENT]) {
      expect((await as('denied', route)).status).toBe(403);
      expect((await send(route, SERVICE)).status).toBe(201);
      expect((await as('allowed', route)).status).toBeLessThan(500);
    }
  });
});
