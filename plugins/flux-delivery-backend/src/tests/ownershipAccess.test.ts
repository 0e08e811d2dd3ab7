import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { fluxDeliveryPathConditions } from 'backstage-plugin-flux-delivery-node';
import {
  ownershipConfig,
  ownershipEntities,
  ownershipEstate,
  resolved,
} from '../__testUtils__/ownershipEstate';
import { permissionsThat } from '../__testUtils__/permissionsThat';
import { type Portal, startPortal } from '../__testUtils__/startPortal';

const ANN = mockCredentials.user.header('user:default/ann');
const PERMISSION = 'flux-delivery.ownership.read';
const { isEntityOwner, inCluster, inNamespace, ofSegment } =
  fluxDeliveryPathConditions;

jest.setTimeout(180_000);

/** What the test that runs decides. */
let decision: PolicyDecision;
let portal: Portal;

const when = (conditions: any): PolicyDecision => ({
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'flux-delivery',
  resourceType: 'flux-delivery-path',
  conditions,
});
const get = (path: string) => portal.get(path).set('Authorization', ANN);
const mineAlone = () => when(isEntityOwner({ claims: ['group:default/shop'] }));

beforeAll(async () => {
  decision = { result: AuthorizeResult.ALLOW };
  portal = await startPortal({
    clusters: ownershipEstate(),
    entities: ownershipEntities(),
    fluxDelivery: ownershipConfig(),
    features: [
      permissionsThat({
        get [PERMISSION]() {
          return decision;
        },
      }),
    ],
  });
  await resolved(portal);
});
afterAll(() => portal.stop());

it('tells an owner of their own, and of others what it tells of what is not there', async () => {
  decision = mineAlone();
  const mine = await get('/ownership?q=deployment/orders%20-n%20shop');
  expect(mine.body.matches).toHaveLength(2);

  const others = await get(
    '/ownership?kind=Deployment&namespace=risk&name=limits',
  );
  const missing = await get(
    '/ownership?kind=Deployment&namespace=risk&name=nobody',
  );
  const comparable = (body: any) =>
    JSON.stringify({ ...body, observedAt: '' }).replaceAll('limits', 'nobody');
  expect(others.body.matches).toEqual([]);
  expect(comparable(others.body)).toBe(comparable(missing.body));
  expect(
    (await get('/entities/component/default/limits/ownership')).status,
  ).toBe(404);
});

it('tells an owner which of their own is doubly owned, and counts nothing else', async () => {
  decision = mineAlone();
  const { body } = await get('/ownership/gaps');
  expect(body).toMatchObject({
    total: 1,
    counts: { unowned: 0, doublyOwned: 1 },
    facets: { clusters: ['prod-eu'], namespaces: ['shop'] },
    items: [{ object: { name: 'orders' }, reason: 'twoInventories' }],
  });
});

it('tells of what nobody owns where the place may be seen', async () => {
  decision = when(inNamespace({ namespaces: ['legacy'] }));
  const { body } = await get('/ownership/gaps');
  expect(body.counts).toEqual({ unowned: 3, doublyOwned: 0 });
  expect(
    (await get('/ownership?q=legacy/handmade')).body.matches,
  ).toMatchObject([{ object: { name: 'handmade' }, owner: { unowned: true } }]);
  expect((await get('/ownership?q=shop/orders')).body.matches).toEqual([]);
});

it('suggests no entity that the caller may not see', async () => {
  decision = when(inNamespace({ namespaces: ['legacy'] }));
  const { body } = await get('/ownership/gaps?kind=Kustomization');
  expect(body.items[0].fixes[0].text).toContain('component:default/reports');
  decision = when({
    allOf: [
      inNamespace({ namespaces: ['legacy'] }),
      { not: isEntityOwner({ claims: ['group:default/shop'] }) },
    ],
  });
  const hidden = await get('/ownership/gaps?kind=Kustomization');
  expect(hidden.body.items[0].fixes[0].text).toContain('<your-component>');
});

it('tells of a source of others by name and owner only', async () => {
  decision = mineAlone();
  const { body } = await get('/entities/component/default/orders/ownership');
  const sources = body.targets.flatMap(({ sources: all }: any) => all);
  expect(sources.length).toBeGreaterThan(0);
  for (const source of sources) {
    expect(source.foreign ? source.credential : null).toBeNull();
  }
});

it('leads back from a system to what one may see alone', async () => {
  decision = mineAlone();
  const { body } = await get('/ownership?q=system:default/trade');
  expect(body.entityRefs).toEqual([
    'component:default/orders',
    'component:default/reports',
  ]);
  expect(JSON.stringify(body.services)).not.toMatch(/limits|vault|risk/);

  decision = when({
    allOf: [
      isEntityOwner({ claims: ['group:default/shop'] }),
      inCluster({ clusters: ['staging'] }),
    ],
  });
  const staging = await get('/ownership?q=group:default/shop');
  expect(staging.body.services).toMatchObject([
    {
      entityRef: 'component:default/orders',
      environments: ['staging'],
      appliers: [{ cluster: 'staging' }],
      // Its applier names it; it is not there.
      sources: [{ cluster: 'staging', name: 'apps' }],
      namespaces: [{ cluster: 'staging', namespace: 'shop' }],
    },
  ]);
});

it('leads back by the segments that one may see', async () => {
  decision = when(ofSegment({ segments: ['rollout'] }));
  const { body } = await get('/ownership?q=component:default/orders');
  const [{ appliers, sources, namespaces }] = body.services;
  expect([appliers, sources, namespaces.length]).toEqual([[], [], 2]);
});

it('tells nothing to whom nothing is allowed', async () => {
  decision = { result: AuthorizeResult.DENY };
  expect((await get('/ownership/gaps')).body).toMatchObject({
    items: [],
    total: 0,
    counts: { unowned: 0, doublyOwned: 0 },
    clusters: [],
  });
  expect((await get('/ownership?q=orders')).body).toMatchObject({
    matches: [],
    entityRefs: [],
    services: [],
    owners: {},
  });
  expect(
    (await get('/entities/component/default/orders/ownership')).status,
  ).toBe(404);
});
