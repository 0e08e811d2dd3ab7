import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Delivery } from 'backstage-plugin-flux-delivery-common';
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
const ENTITY = '/entities/component/default/orders';
const ABSENT = '/entities/component/default/absent';
const UNIT = {
  entityRef: 'component:default/orders',
  targetId: 'prod-eu~kustomization~shop~orders-of-tests',
};
const at = (minute: number) =>
  `2026-11-21T05:${String(minute).padStart(2, '0')}:00Z`;

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

jest.setTimeout(180_000);

const rowAt = (sequence: number, of: Partial<Delivery>) => ({
  type: 'append' as const,
  row: row(sequence, {
    ...UNIT,
    outcome: 'succeeded',
    appliedAt: at(sequence),
    finishedAt: at(sequence),
    images: [
      {
        workload: 'Deployment/orders',
        container: 'web',
        declared: `registry.example.com/orders:1.8.${sequence}`,
      },
    ],
    ...of,
  }),
});

/** A portal over a ledger that holds three rows of one target. */
async function start(features: PortalOptions['features'] = []) {
  const knex = await databases.init('SQLITE_3');
  const portal = await startPortal({
    clusters: { staging: loadFixture('healthy-git-kustomization.yaml') },
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'orders', namespace: 'default' },
        spec: { type: 'service', lifecycle: 'production', owner: 'shop' },
      },
    ],
    fluxDelivery: {
      environments: [
        { name: 'staging', match: [{ cluster: 'staging' }] },
        { name: 'prod', match: [{ cluster: 'prod-*' }], pinned: true },
      ],
    },
    features: [mockServices.database.factory({ knex }), ...features],
  });
  await settled(portal);
  await new DatabaseDeliveryLedger(knex).write(UNIT, [
    rowAt(1, {}),
    rowAt(2, {}),
    rowAt(3, {
      outcome: 'failed',
      segment: 'reconcile',
      message: '=1+1',
      appliedAt: undefined,
    }),
  ]);
  return { portal, knex };
}

describe('history over HTTP', () => {
  let portal: Portal;
  let knex: Awaited<ReturnType<typeof databases.init>>;

  beforeAll(async () => {
    ({ portal, knex } = await start());
  });
  afterAll(() => portal.stop());

  const get = (path: string) => portal.get(path).set('Authorization', ANN);

  it('answers the matrix', async () => {
    const { status, body } = await get(`${ENTITY}/matrix`);
    expect(status).toBe(200);
    expect(body.store).toBe('ledger');
    expect(
      body.cells
        .flatMap((cell: { targets: object[] }) => cell.targets)
        .filter(
          ({ targetId }: { targetId?: string }) => targetId === UNIT.targetId,
        )
        .map(({ current }: { current?: boolean }) => current),
    ).toEqual([false, true, false]);
  });

  it('answers the matrix with a release that nothing names', async () => {
    const unit = { ...UNIT, targetId: 'prod-eu~helmrelease~shop~never' };
    await new DatabaseDeliveryLedger(knex).write(unit, [
      {
        type: 'append',
        row: row(1, {
          ...unit,
          kind: 'baseline',
          outcome: 'unknown',
          startedAt: at(1),
          images: [],
          revisions: {},
          contentId: 'nothing',
          detail: 'nothing was installed yet',
        }),
      },
    ]);
    const { status, body } = await get(`${ENTITY}/matrix`);
    await knex('deliveries').where({ target_id: unit.targetId }).delete();
    expect(status).toBe(200);
    expect(body.versions).toContainEqual(
      expect.objectContaining({ title: 'no name', identifiers: {} }),
    );
  });

  it('answers the path as it stood, and the one of now without a time', async () => {
    const then = await get(`${ENTITY}/path?at=2026-11-21T06:02:00%2B01:00`);
    expect(then.status).toBe(200);
    expect(then.body).toMatchObject({
      at: at(2),
      environments: [
        {
          name: 'prod',
          targets: [
            {
              targetId: UNIT.targetId,
              verdict: 'unknown',
              applied: { sequence: 2 },
            },
          ],
        },
      ],
    });
    const now = await get(`${ENTITY}/path`);
    expect(now.body).toHaveProperty('headline');
  });

  it('exports rows that no spreadsheet calculates', async () => {
    const { status, text, headers } = await get(
      `${ENTITY}/deliveries/export?format=csv`,
    );
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toBe(
      'attachment; filename="orders-deliveries.csv"',
    );
    expect(headers['x-truncated']).toBe('false');
    const lines = text.split('\r\n');
    expect(lines[1]).toContain("'=1+1");
    expect(lines.length).toBeGreaterThanOrEqual(5);
  });

  it('answers one delivery by its id', async () => {
    const { body: list } = await get(`${ENTITY}/deliveries`);
    const [{ id }] = list.items;
    const { status, body } = await get(`${ENTITY}/deliveries/${id}`);
    expect(status).toBe(200);
    expect(body).toEqual(list.items[0]);
    expect((await get(`${ENTITY}/deliveries/${'a'.repeat(32)}`)).status).toBe(
      404,
    );
  });

  it('exports JSON by filter', async () => {
    const { body } = await get(
      `${ENTITY}/deliveries/export?format=json&outcome=failed&environment=prod&include=all`,
    );
    expect(body).toMatchObject({
      truncated: false,
      items: [{ sequence: 3, outcome: 'failed' }],
    });
  });

  it.each([
    ['no instant', '/path?at=tuesday', 'at'],
    [
      'two instants',
      '/path?at=2026-11-21T05:00:00Z&at=2026-11-21T05:00:00Z',
      'at',
    ],
    ['the future', '/path?at=2199-01-01T00:00:00Z', 'at'],
    ['an id that is none', '/deliveries/newest', 'deliveryId'],
    ['no format', '/deliveries/export', 'format'],
    ['another format', '/deliveries/export?format=xlsx', 'format'],
    [
      'an outcome that is none',
      '/deliveries/export?format=csv&outcome=x',
      'outcome',
    ],
  ])('refuses %s, and names the field', async (_what, path, field) => {
    const { status, body } = await get(`${ENTITY}${path}`);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(field),
    });
  });

  it.each([
    '/matrix',
    '/path?at=2026-11-21T05:00:00Z',
    '/deliveries/abc',
    '/deliveries/export?format=csv',
  ])('answers 404 for %s of what is not there, 401 for nobody', async path => {
    expect((await get(`${ABSENT}${path}`)).status).toBe(404);
    const nobody = await portal
      .get(`${ENTITY}${path}`)
      .set('Authorization', mockCredentials.none.header());
    expect(nobody.status).toBe(401);
  });

  it('says what it cannot know while the database is down', async () => {
    await knex.destroy();
    const matrix = await get(`${ENTITY}/matrix`);
    expect(matrix.status).toBe(200);
    expect(matrix.body).toMatchObject({ store: 'liveOnly', versions: [] });
    for (const path of [
      '/path?at=2026-11-21T05:00:00Z',
      '/deliveries/abc',
      '/deliveries/export?format=csv',
    ]) {
      expect((await get(`${ENTITY}${path}`)).status).toBe(503);
    }
  });
});

it('is hidden from who may not read history, like what is not there', async () => {
  const { portal } = await start([
    permissionsWithout('flux-delivery.history.read'),
  ]);
  try {
    for (const path of [
      '/matrix',
      '/path?at=2026-11-21T05:00:00Z',
      '/deliveries/abc',
      '/deliveries/export?format=json',
    ]) {
      const { status } = await portal
        .get(`${ENTITY}${path}`)
        .set('Authorization', ANN);
      expect(status).toBe(404);
    }
    const now = await portal.get(`${ENTITY}/path`).set('Authorization', ANN);
    expect(now.status).toBe(200);
  } finally {
    await portal.stop();
  }
});
