import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { DeliveryDto } from 'backstage-plugin-flux-delivery-common';
import { loadFixture } from 'backstage-plugin-flux-delivery-common/testUtils';
import { permissionsWithout } from '../__testUtils__/permissionsThat';
import {
  type Portal,
  type PortalOptions,
  settled,
  startPortal,
} from '../__testUtils__/startPortal';
import { row } from '../history/__testUtils__/rows';
import { DatabaseDeliveryLedger } from '../history/DatabaseDeliveryLedger';

const ANN = mockCredentials.user.header('user:default/ann');
const CATALOG = '/entities/component/default/catalog';
const OTHER = {
  entityRef: 'component:default/catalog',
  targetId: 'prod-eu~kustomization~shop~elsewhere',
};

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

jest.setTimeout(180_000);

/** A portal that watches a cluster, over a ledger that holds five rows of another. */
async function start(features: PortalOptions['features'] = []) {
  const knex = await databases.init('SQLITE_3');
  const portal = await startPortal({
    clusters: { staging: loadFixture('healthy-git-kustomization.yaml') },
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'catalog', namespace: 'default' },
        spec: { type: 'service', lifecycle: 'production', owner: 'shop' },
      },
    ],
    fluxDelivery: {
      environments: [{ name: 'staging', match: [{ cluster: 'staging' }] }],
    },
    features: [mockServices.database.factory({ knex }), ...features],
  });
  await settled(portal);
  await new DatabaseDeliveryLedger(knex).write(
    OTHER,
    [1, 2, 3, 4, 5].map(sequence => ({
      type: 'append',
      row: row(sequence, {
        ...OTHER,
        outcome: sequence === 3 ? 'failed' : 'succeeded',
        kind: sequence === 1 ? 'baseline' : 'forward',
      }),
    })),
  );
  return { portal, knex };
}

const told = (items: DeliveryDto[]) =>
  items.map(({ kind, sequence }) => `${kind} ${sequence}`);

describe('deliveries over HTTP', () => {
  let portal: Portal;
  let knex: Awaited<ReturnType<typeof databases.init>>;

  beforeAll(async () => {
    ({ portal, knex } = await start());
  });
  afterAll(() => portal.stop());

  const get = (path = '') =>
    portal.get(`${CATALOG}/deliveries${path}`).set('Authorization', ANN);

  it('records what is there at first sight, though nobody looked', async () => {
    const end = Date.now() + 60_000;
    let items: DeliveryDto[] = [];
    const isRecorded = () => items.some(({ cluster }) => cluster === 'staging');
    while (!isRecorded() && Date.now() < end) {
      await new Promise(resolve => setTimeout(resolve, 250));
      ({ items } = (await get('?include=all')).body);
    }
    const baseline = items.find(
      ({ kind, cluster }) => kind === 'baseline' && cluster === 'staging',
    );
    expect(baseline).toMatchObject({
      entityRef: 'component:default/catalog',
      cluster: 'staging',
      outcome: 'unknown',
      backfilled: true,
      applier: { kind: 'Kustomization', namespace: 'shop', name: 'catalog' },
      revisions: { commit: expect.stringMatching(/^[0-9a-f]{40}$/) },
    });
    expect(JSON.stringify(items)).not.toContain('workloads_hash');
  });

  const other = (query = '') =>
    get(`?target=${encodeURIComponent(OTHER.targetId)}${query}`);

  it('answers newest first, deployments alone unless all is asked for', async () => {
    const { status, body } = await other();
    expect(status).toBe(200);
    expect(told(body.items)).toEqual([
      'forward 5',
      'forward 4',
      'forward 3',
      'forward 2',
    ]);
    expect(body).toMatchObject({ store: 'ledger', complete: true });
    const all = await other('&include=all');
    expect(told(all.body.items)).toHaveLength(5);
  });

  it('answers page by page', async () => {
    const first = await other('&limit=3');
    const { nextCursor } = first.body;
    const second = await other(`&limit=3&cursor=${nextCursor}`);
    expect(told([...first.body.items, ...second.body.items])).toHaveLength(4);
    expect(second.body).not.toHaveProperty('nextCursor');
  });

  it('filters by outcome, target and time', async () => {
    const query = (text: string) => other(`&${text}`);
    expect(told((await query('outcome=failed')).body.items)).toEqual([
      'forward 3',
    ]);
    expect(
      told(
        (
          await query(
            'from=2026-11-21T05:03:00Z&until=2026-11-21T07:05:00%2B02:00',
          )
        ).body.items,
      ),
    ).toEqual(['forward 4', 'forward 3']);
    expect((await get('?target=none')).body.items).toEqual([]);
    const elsewhere = await other('&environment=staging');
    expect(elsewhere.body.items).toEqual([]);
  });

  it.each([
    ['a limit of none', '?limit=0', 'limit'],
    ['too much at once', '?limit=1000', 'limit'],
    ['a cursor of another list', '?cursor=abc', 'cursor'],
    ['an outcome that is none', '?outcome=x', 'outcome'],
    ['a time that is none', '?from=tuesday', 'from'],
  ])('refuses %s, and names the field', async (_what, query, field) => {
    const { status, body } = await get(query);
    expect(status).toBe(400);
    expect(body.error.message).toContain(field);
  });

  it('answers 404 for what is not there, 401 for nobody', async () => {
    const absent = await portal
      .get('/entities/component/default/absent/deliveries')
      .set('Authorization', ANN);
    expect(absent.status).toBe(404);
    const nobody = await portal
      .get(`${CATALOG}/deliveries`)
      .set('Authorization', mockCredentials.none.header());
    expect(nobody.status).toBe(401);
  });

  it('tells what it holds in memory while the database is down', async () => {
    await knex.destroy();
    const { status, body } = await get('?include=all');
    expect(status).toBe(200);
    expect(body).toMatchObject({ store: 'liveOnly', complete: false });
    expect(
      body.items.every(({ cluster }: DeliveryDto) => cluster === 'staging'),
    ).toBe(true);
  });
});

it('is hidden from who may not read history, like what is not there', async () => {
  const { portal } = await start([
    permissionsWithout('flux-delivery.history.read'),
  ]);
  try {
    const ask = (path: string) =>
      portal.get(`${path}/deliveries`).set('Authorization', ANN);
    const denied = await ask(CATALOG);
    const absent = await ask('/entities/component/default/absent');
    expect(denied.status).toBe(404);
    expect(absent.status).toBe(404);
    expect(denied.body.error.name).toBe(absent.body.error.name);
  } finally {
    await portal.stop();
  }
});
