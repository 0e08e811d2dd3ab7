import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import searchPlugin from '@backstage/plugin-search-backend';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import request from 'supertest';
import { row } from '../history/__testUtils__/rows';
import { DatabaseDeliveryLedger } from '../history/DatabaseDeliveryLedger';
import { fluxDeliveryPlugin } from '../plugin';
import fluxDeliverySearch from '../search';

const COMMIT = '3fa2c1e'.padEnd(40, '0');
const TASK = 'search_index_flux_delivery-release';
const READABLE = 'component:default/orders';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

jest.setTimeout(180_000);

/** A portal with search, over a ledger that holds the same commit for two services; people may read the history of one. */
async function start() {
  const knex = await databases.init('SQLITE_3');
  const tasks = new Map<string, (signal: AbortSignal) => unknown>();
  const backend = await startTestBackend({
    features: [
      fluxDeliveryPlugin,
      kubernetesPlugin,
      searchPlugin,
      fluxDeliverySearch,
      catalogServiceMock.factory({ entities: [] }),
      mockServices.scheduler.mock({
        createScheduledTaskRunner: () => ({
          run: async ({ id, fn }) => {
            tasks.set(id, fn as (signal: AbortSignal) => unknown);
          },
        }),
      }).factory,
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:0', listen: { port: 0 } },
          permission: { enabled: true },
          kubernetes: {
            serviceLocatorMethod: { type: 'multiTenant' },
            clusterLocatorMethods: [],
          },
        },
      }),
      mockServices.permissions.mock({
        authorizeConditional: async (queries, options) =>
          queries.map(({ permission }) =>
            permission.name === 'flux-delivery.history.read' &&
            JSON.stringify(options?.credentials).includes('user:default/ann')
              ? {
                  result: AuthorizeResult.CONDITIONAL,
                  pluginId: 'flux-delivery',
                  resourceType: 'flux-delivery-path',
                  conditions: { rule: 'X', resourceType: 'flux-delivery-path' },
                }
              : { result: AuthorizeResult.ALLOW },
          ),
        authorize: async queries =>
          queries.map(query => ({
            result:
              'resourceRef' in query && query.resourceRef === READABLE
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
          })),
      }).factory,
    ],
  });
  const ledger = new DatabaseDeliveryLedger(knex);
  for (const entityRef of [READABLE, 'component:default/secret']) {
    const unit = { entityRef, targetId: 'prod-eu~kustomization~shop~tests' };
    await ledger.write(unit, [
      {
        type: 'append',
        row: row(1, { ...unit, revisions: { commit: COMMIT } }),
      },
    ]);
  }
  const index = () => tasks.get(TASK)!(new AbortController().signal);
  return { backend, index };
}

describe('the search of the portal', () => {
  it('finds a release by the beginning of its commit, where the person may read its history', async () => {
    const { backend, index } = await start();
    try {
      await index();
      const { status, body } = await request(backend.server)
        .get('/api/search/query?term=3fa2c1e')
        .set('Authorization', mockCredentials.user.header('user:default/ann'));
      expect(status).toBe(200);
      expect(
        body.results.map(
          ({ type, document }: { type: string; document: object }) => ({
            type,
            ...document,
          }),
        ),
      ).toEqual([
        {
          type: 'flux-delivery-release',
          title: 'orders 3fa2c1e',
          text: COMMIT,
          location: `/catalog/default/component/orders/delivery-path?section=history&find=3fa2c1e#${COMMIT}`,
          entityRef: READABLE,
          firstSeenAt: '2026-11-21T05:01:00Z',
        },
      ]);
    } finally {
      await backend.stop();
    }
  });

  it('lists releases to services alone', async () => {
    const { backend } = await start();
    try {
      const ask = (header: string) =>
        request(backend.server)
          .get('/api/flux-delivery/releases')
          .set('Authorization', header);
      const service = mockCredentials.service.header({
        onBehalfOf: mockCredentials.service(),
        targetPluginId: 'flux-delivery',
      });
      expect((await ask(service)).body.items).toHaveLength(2);
      const user = await ask(mockCredentials.user.header('user:default/ann'));
      expect(user.status).toBe(403);
      const nobody = await ask(mockCredentials.none.header());
      expect(nobody.status).toBe(401);
    } finally {
      await backend.stop();
    }
  });
});
