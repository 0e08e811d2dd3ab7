import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  coreServices,
  createBackendPlugin,
  type DiscoveryService,
} from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  fluxDeliveryPathConditions,
  type FluxDeliveryService,
  fluxDeliveryServiceRef,
} from 'backstage-plugin-flux-delivery-node';
import { docSnippets } from '../__testUtils__/docSnippets';
import {
  ownershipConfig,
  ownershipEntities,
  ownershipEstate,
  resolved,
} from '../__testUtils__/ownershipEstate';
import { permissionsThat } from '../__testUtils__/permissionsThat';
import { type Portal, startPortal } from '../__testUtils__/startPortal';
import { pagerPlugin } from './apiExample';

jest.setTimeout(180_000);

const ORDERS = 'component:default/orders';
const call = { credentials: mockCredentials.user('user:default/ann') };

let portal: Portal;
let service: FluxDeliveryService;
let discovery: DiscoveryService;
let isNarrow = false;

const mineAlone: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'flux-delivery',
  resourceType: 'flux-delivery-path',
  conditions: fluxDeliveryPathConditions.isEntityOwner({
    claims: ['group:default/shop'],
  }),
};
const decision = (): PolicyDecision =>
  isNarrow ? mineAlone : { result: AuthorizeResult.ALLOW };

beforeAll(async () => {
  const probe = createBackendPlugin({
    pluginId: 'probe',
    register(env) {
      env.registerInit({
        deps: {
          fluxDelivery: fluxDeliveryServiceRef,
          itsDiscovery: coreServices.discovery,
        },
        async init({ fluxDelivery, itsDiscovery }) {
          service = fluxDelivery;
          discovery = itsDiscovery;
        },
      });
    },
  });
  portal = await startPortal({
    clusters: ownershipEstate(),
    entities: ownershipEntities(),
    fluxDelivery: ownershipConfig(),
    features: [
      probe,
      pagerPlugin,
      permissionsThat({
        get 'flux-delivery.path.read'() {
          return decision();
        },
        get 'flux-delivery.ownership.read'() {
          return decision();
        },
      }),
    ],
  });
  await resolved(portal);
  for (let tries = 0; tries < 60; tries += 1) {
    const { complete, items } = await service.getFleet({}, {}, call);
    if (complete && items.length > 2) {
      return;
    }
    await new Promise(done => setTimeout(done, 500));
  }
});
beforeEach(() => {
  isNarrow = false;
});
afterAll(() => portal.stop());

it('reads paths, summaries and the fleet', async () => {
  const path = await service.getPath(ORDERS, call);
  expect(path.environments.map(({ name }) => name)).toEqual([
    'staging',
    'prod',
  ]);
  const { items } = await service.getSummaries(
    [ORDERS, 'component:default/nothing'],
    call,
  );
  expect(items.map(({ entityRef }) => entityRef)).toEqual([ORDERS]);
  const fleet = await service.getFleet(
    { environments: ['staging'], text: 'ord' },
    { limit: 1 },
    call,
  );
  expect(fleet.items.map(({ entityRef }) => entityRef)).toEqual([ORDERS]);
});

it('looks up owners, everything of an entity, and gaps page by page', async () => {
  const { matches } = await service.lookUpOwnership(
    { kind: 'Deployment', namespace: 'risk', name: 'limits' },
    call,
  );
  expect(matches[0].entities[0].owner).toBe('group:default/risk');
  const { targets } = await service.getEntityOwnership(ORDERS, call);
  expect(targets.length).toBeGreaterThan(1);
  const first = await service.getOwnershipGaps(
    { gap: 'unowned' },
    { limit: 2 },
    call,
  );
  expect(first.items).toHaveLength(2);
  const second = await service.getOwnershipGaps(
    { gap: 'unowned' },
    { limit: 2, cursor: first.nextCursor! },
    call,
  );
  expect(second).toMatchObject({ items: [{}], nextCursor: null });
});

it('tells what the credentials may see, and rejects as the API answers', async () => {
  isNarrow = true;
  expect(
    (await service.lookUpOwnership({ release: 'limits' }, call)).matches,
  ).toEqual([]);
  await expect(
    service.getPath('component:default/limits', call),
  ).rejects.toMatchObject({ statusCode: 404 });
  await expect(
    service.lookUpOwnership({ digest: 'none' }, call),
  ).rejects.toMatchObject({
    statusCode: 400,
    body: { error: { message: expect.stringContaining('digest') } },
  });
  await expect(service.getPath('orders', call)).rejects.toThrow(/entityRef/);
});

it('answers through the plugin of the documentation, which is as it stands there', async () => {
  const url = await discovery.getBaseUrl('pager');
  const response = await fetch(`${url}/whom?pod=limits-7d9c8b6f5-x2x4q`, {
    headers: { Authorization: mockCredentials.user.header() },
  });
  expect(await response.json()).toMatchObject([
    { entityRef: 'component:default/limits', owner: 'group:default/risk' },
  ]);
  const file = readFileSync(resolve(__dirname, 'apiExample.ts'), 'utf8');
  expect(
    `${docSnippets('api.md').after('## From another plugin', 'ts')}\n`,
  ).toBe(file);
});
