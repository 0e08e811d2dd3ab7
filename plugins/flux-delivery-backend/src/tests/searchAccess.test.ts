import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import searchPlugin from '@backstage/plugin-search-backend';
import { loadFixture } from 'backstage-plugin-flux-delivery-common/testUtils';
import { fluxDeliveryPathDecisionWithinCatalog } from 'backstage-plugin-flux-delivery-node';
import { until } from '../__testUtils__/until';
import { policyThat } from '../__testUtils__/policyThat';
import { headerOf, readers } from '../__testUtils__/readers';
import {
  type Portal,
  settled,
  startPortal,
} from '../__testUtils__/startPortal';
import fluxDeliverySearch from '../search';

jest.setTimeout(180_000);

const SERVICE = mockCredentials.service.header({
  onBehalfOf: mockCredentials.service('plugin:search'),
  targetPluginId: 'flux-delivery',
});
const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const ownedBy = (owner: string): PolicyDecision => ({
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: {
    rule: 'IS_ENTITY_OWNER',
    resourceType: 'catalog-entity',
    params: { claims: [owner] },
  },
});

const OF_PATHS = readers();
/** What the catalog shows to those to whom it does not show everything; paths they may all see. */
const OF_CATALOG: Record<string, PolicyDecision> = {
  shown: ownedBy('group:default/shop'),
  hidden: ownedBy('group:default/others'),
  'without-catalog': { result: AuthorizeResult.DENY },
};

const policy = policyThat((user, permission) => {
  const name = user.slice(user.lastIndexOf('/') + 1);
  const ofCatalog = OF_CATALOG[name] ?? ALLOW;
  if (permission === 'catalog.entity.read') {
    return ofCatalog;
  }
  return /^flux-delivery\.(path|history|ownership)\.read$/.test(permission)
    ? fluxDeliveryPathDecisionWithinCatalog(OF_PATHS[name] ?? ALLOW, ofCatalog)
    : undefined;
});

const IN = (cluster: string) =>
  expect.stringMatching(new RegExp(`^catalog in prod on ${cluster}: `));
const PATHS = [IN('prod-eu'), IN('staging')];
const RELEASES = ['catalog 1.0.0', 'catalog 1.1.0'];

describe('A3: what search finds', () => {
  const tasks = new Map<string, (signal: AbortSignal) => unknown>();
  let portal: Portal;

  async function found(reader: string, type: string) {
    const answer = await fetch(
      `${portal.baseUrl}/api/search/query?term=catalog&types[0]=flux-delivery-${type}`,
      { headers: { authorization: headerOf(reader) } },
    );
    expect(answer.status).toBe(200);
    const { results, ...rest } = await answer.json();
    const documents: string[] = results.map(
      ({ document }: { document: { title: string } }) => document.title,
    );
    return { documents: documents.sort(), rest };
  }

  beforeAll(async () => {
    portal = await startPortal({
      clusters: {
        staging: loadFixture('healthy-git-kustomization.yaml'),
        'prod-eu': loadFixture('healthy-git-kustomization.yaml'),
      },
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
      config: { permission: { enabled: true } },
      features: [
        ...policy.features,
        searchPlugin,
        fluxDeliverySearch,
        mockServices.scheduler.mock({
          createScheduledTaskRunner: () => ({
            run: async ({ id, fn }) => {
              tasks.set(id, fn as (signal: AbortSignal) => unknown);
            },
          }),
        }).factory,
      ],
    });
    await settled(portal);
    const ask = async (path: string) =>
      (await portal.get(path).set('Authorization', SERVICE)).body;
    await until(
      () => ask('/fleet/targets'),
      ({ items }) =>
        items?.length === 2 &&
        items.every(({ version }: { version?: string }) => version),
    );
    await until(
      () => ask('/releases'),
      ({ items }) => items?.length === RELEASES.length,
    );
    for (const type of ['path', 'release']) {
      await tasks.get(`search_index_flux_delivery-${type}`)!(
        new AbortController().signal,
      );
    }
  });
  afterAll(() => portal.stop());

  it.each([
    ['allowed', PATHS, RELEASES],
    ['owner', PATHS, RELEASES],
    ['shown', PATHS, RELEASES],
    ['staging', [IN('staging')], RELEASES],
    // The state of a target tells of all its segments; the name of a release of none.
    ['runtime', [], RELEASES],
    ['denied', [], []],
    ['stranger', [], []],
    ['elsewhere', [], []],
    ['hidden', [], []],
    ['without-catalog', [], []],
  ])('%s finds what they may see', async (reader, paths, releases) => {
    expect((await found(reader, 'path')).documents).toEqual(paths);
    expect((await found(reader, 'release')).documents).toEqual(releases);
  });

  it.each(['denied', 'stranger', 'elsewhere', 'hidden', 'without-catalog'])(
    'tells %s no number, and of no further page',
    async reader => {
      for (const type of ['path', 'release']) {
        expect((await found(reader, type)).rest).toEqual({});
      }
    },
  );
});
