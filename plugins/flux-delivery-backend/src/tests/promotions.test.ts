import { gzipSync } from 'node:zlib';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { loadFixture } from 'backstage-plugin-flux-delivery-common/testUtils';
import { permissionsWithout } from '../__testUtils__/permissionsThat';
import {
  type Portal,
  type PortalOptions,
  settled,
  startPortal,
} from '../__testUtils__/startPortal';

const ANN = mockCredentials.user.header('user:default/ann');
const CI = mockCredentials.service.header({
  onBehalfOf: mockCredentials.service('external:ci'),
  targetPluginId: 'flux-delivery',
});
const ENTITY = 'component:default/catalog';
const LIST = '/entities/component/default/catalog/promotions';
const JSON_TYPE = { 'Content-Type': 'application/json' };

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

jest.setTimeout(180_000);

const LEAST = {
  id: 'release-1',
  entityRef: ENTITY,
  environment: 'staging',
  version: { tag: '1.8.3' },
  occurredAt: '2026-11-21T11:59:00Z',
};

const component = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    annotations: { 'backstage.io/kubernetes-id': name },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'shop' },
});

async function start(features: PortalOptions['features'] = []) {
  const portal = await startPortal({
    clusters: { staging: loadFixture('healthy-git-kustomization.yaml') },
    entities: [component('catalog'), component('orders')],
    fluxDelivery: {
      environments: [
        { name: 'staging', match: [{ cluster: 'staging' }] },
        { name: 'prod', match: [{ cluster: 'prod-*' }] },
      ],
    },
    features,
  });
  await settled(portal);
  return portal;
}

describe('promotions over HTTP', () => {
  let portal: Portal;
  const outcome = jest.fn(async (..._args: unknown[]) => {});
  const auditor = mockServices.auditor.mock({
    createEvent: async () => ({ success: outcome, fail: outcome }),
  });

  beforeAll(async () => {
    portal = await start([auditor.factory]);
  });
  afterAll(() => portal.stop());
  beforeEach(() => jest.clearAllMocks());

  const send = (body: object, authorization = CI) =>
    portal.post('/promotions').set('Authorization', authorization).send(body);
  const list = async (query = '') =>
    (await portal.get(`${LIST}${query}`).set('Authorization', ANN)).body;
  const idsOf = async (query = '') =>
    (await list(query)).items.map(({ id }: { id: string }) => id);

  it('are recorded once, and told with the entity', async () => {
    const body = {
      ...LEAST,
      id: 'full',
      from: 'staging',
      environment: 'prod',
      actor: { name: 'd.khan', type: 'human' },
      pipeline: {
        id: '4812',
        url: 'https://ci.example.com/4812',
        provider: 'github',
      },
      change: { url: 'https://git.example.com/pr/7' },
      notes: 'see https://me:s3cretpw@git.example.com',
    };
    const first = await send(body);
    expect(first.status).toBe(201);
    expect(first.body).toEqual({
      ...body,
      notes: 'see https://***@git.example.com',
      actor: { name: 'd.khan', type: 'human', trust: 'verified' },
      recordedBy: 'external:ci',
      recordedAt: expect.any(String),
      feed: 'api',
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'promotion' }),
    );

    const again = await send(body);
    expect(again.status).toBe(200);
    expect(again.body).toEqual(first.body);

    const { items, entityRef } = await list('?environment=prod');
    expect(entityRef).toBe(ENTITY);
    expect(items).toEqual([{ ...first.body, deliveries: [] }]);
  });

  it('answers 409 where the id is that of another promotion, and keeps the first', async () => {
    await send({ ...LEAST, id: 'taken' });
    const { status, body } = await send({
      ...LEAST,
      id: 'taken',
      version: { tag: '1.8.4' },
    });
    expect(status).toBe(409);
    expect(body.error).toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('id taken'),
    });
    const { items } = await list();
    expect(
      items.find(({ id }: { id: string }) => id === 'taken').version.tag,
    ).toBe('1.8.3');
  });

  it('are placed by when they happened, page by page', async () => {
    for (const [id, hour] of [
      ['p2', '02'],
      ['p3', '03'],
      ['p1', '01'],
    ]) {
      await send({ ...LEAST, id, occurredAt: `2026-05-01T${hour}:00:00Z` });
    }
    const within = '?from=2026-05-01T00:00:00Z&until=2026-05-02T00:00:00Z';
    expect(await idsOf(within)).toEqual(['p3', 'p2', 'p1']);
    const { items, nextCursor } = await list(`${within}&limit=2`);
    expect(items).toHaveLength(2);
    expect(await idsOf(`${within}&limit=2&cursor=${nextCursor}`)).toEqual([
      'p1',
    ]);
    expect(await idsOf(`${within}&kind=rollback`)).toEqual([]);
  });

  it('name an image or a source of the entity as well', async () => {
    const { entityRef: _entity, ...least } = LEAST;
    const when = { occurredAt: '2026-04-01T00:00:00Z' };
    const { body: path } = await portal
      .get('/entities/component/default/catalog/path')
      .set('Authorization', ANN);
    const declared =
      path.environments[0].targets[0].workloads[0].images[0].declared;
    await send({ ...least, ...when, id: 'by-image', image: declared });
    await send({
      ...least,
      ...when,
      id: 'by-stranger',
      image: 'ghcr.io/acme/stranger',
    });
    const git = loadFixture('healthy-git-kustomization.yaml').find(
      ({ kind, metadata }) =>
        kind === 'GitRepository' && metadata.namespace === 'shop',
    ) as { spec: { url: string } };
    await send({ ...least, ...when, id: 'by-source', source: git.spec.url });

    expect(
      await idsOf('?from=2026-04-01T00:00:00Z&until=2026-04-02T00:00:00Z'),
    ).toEqual(['by-source', 'by-image']);
  });

  it('are of the person who calls, who can prove nobody else', async () => {
    const own = await send({ ...LEAST, id: 'own' }, ANN);
    const named = await send(
      { ...LEAST, id: 'own-named', actor: { name: 'Ann' } },
      ANN,
    );
    const other = await send(
      { ...LEAST, id: 'other', actor: { name: 'the.ceo', type: 'human' } },
      ANN,
    );
    const ann = { name: 'user:default/ann', type: 'human', trust: 'verified' };
    expect(own.body.actor).toEqual(ann);
    expect(named.body.actor).toEqual(ann);
    expect(other.body).toMatchObject({
      actor: { name: 'the.ceo', trust: 'claimed' },
      recordedBy: 'user:default/ann',
    });
  });

  it('are of the pipeline where it names nobody', async () => {
    expect((await send({ ...LEAST, id: 'pipeline' })).body.actor).toEqual({
      name: 'external:ci',
      type: 'automation',
      trust: 'verified',
    });
  });

  it.each<[string, object, string]>([
    ['no environment', { environment: undefined }, 'environment is missing'],
    ['an unknown environment', { environment: 'mars' }, 'environment names no'],
    [
      'an unknown entity',
      { entityRef: 'component:default/none' },
      'entityRef names no entity',
    ],
    [
      'a time in the far future',
      { occurredAt: '2126-01-01T00:00:00Z' },
      'occurredAt must not',
    ],
    [
      'a commit that is none',
      { version: { commit: 'main' } },
      'version.commit',
    ],
    ['a wrong type', { notes: { text: 'x' } }, 'notes must be a text'],
    ['NUL', { notes: 'a\0b' }, 'notes must not'],
    ['an id that is too long', { id: 'x'.repeat(201) }, 'id must not'],
    ['an unknown field', { verified: true }, 'unknown field "verified"'],
    ['a list', [], 'body must be an object'],
  ])(
    'are refused with %s, by name, and not kept',
    async (_what, change, said) => {
      const before = (await list('?limit=100')).items.length;
      const { status, body } = await send(
        Array.isArray(change) ? change : { ...LEAST, id: 'bad', ...change },
      );
      expect(status).toBe(400);
      expect(body.error).toMatchObject({
        name: 'InputError',
        message: expect.stringContaining(said),
      });
      expect((await list('?limit=100')).items).toHaveLength(before);
      expect(outcome).toHaveBeenCalledWith({
        error: expect.objectContaining({ name: 'InputError' }),
      });
    },
  );

  it.each<[string, string | Buffer, Record<string, string>, number, string]>([
    [
      'a key of the prototype',
      JSON.stringify(LEAST).replace('{', '{"__proto__":{"a":1},'),
      {},
      400,
      '__proto__',
    ],
    [
      'the constructor',
      JSON.stringify(LEAST).replace('{', '{"constructor":1,'),
      {},
      400,
      'constructor',
    ],
    ['half an object', '{"id":', {}, 400, 'no JSON'],
    ['nothing', '', {}, 400, 'no JSON'],
    ['deep JSON', '['.repeat(10_000), {}, 400, 'nested deeper'],
    ['what is no UTF-8', Buffer.from([0x22, 0xff, 0x22]), {}, 400, 'no UTF-8'],
    [
      '1 MB and one byte',
      `"${'x'.repeat(1024 * 1024 - 1)}"`,
      {},
      413,
      'longer than 1048576',
    ],
    [
      'a bomb',
      gzipSync(Buffer.alloc(50 * 1024 * 1024)),
      { 'Content-Encoding': 'gzip' },
      413,
      'longer than 1048576',
    ],
    [
      'an unknown packing',
      'x',
      { 'Content-Encoding': 'lzma' },
      415,
      'encoding',
    ],
  ])('are refused as %s', async (_what, bytes, headers, code, said) => {
    const request = portal
      .post('/promotions')
      .set({ Authorization: CI, ...JSON_TYPE, ...headers });
    request.write(bytes);
    const { status, body } = await request;
    expect(status).toBe(code);
    expect(body.error.name).toMatch(/Error$/);
    expect(body.error.message).toContain(said);
  });

  it.each([
    ['limit=0', 400],
    ['limit=101', 400],
    ['cursor=nonsense', 400],
    ['kind=teleport', 400],
    ['from=yesterday', 400],
    ['teleport=1', 400],
  ])('refuse to be listed with %s', async (query, code) => {
    const { status, body } = await portal
      .get(`${LIST}?${query}`)
      .set('Authorization', ANN);
    expect(status).toBe(code);
    expect(body.error.name).toBe('InputError');
  });

  it('need a token', async () => {
    const none = mockCredentials.none.header();
    expect((await send(LEAST, none)).status).toBe(401);
    expect((await portal.get(LIST).set('Authorization', none)).status).toBe(
      401,
    );
  });

  it('of an entity that is not there are not there', async () => {
    const { status, body } = await portal
      .get('/entities/component/default/none/promotions')
      .set('Authorization', ANN);
    expect(status).toBe(404);
    expect(body.error.name).toBe('NotFoundError');
  });
});

it('are neither taken from nor told to who may not, who learns no more than of a missing entity', async () => {
  const portal = await start([
    permissionsWithout(
      'flux-delivery.promotion.record',
      'flux-delivery.history.read',
    ),
  ]);
  try {
    const refused = await portal
      .post('/promotions')
      .set('Authorization', ANN)
      .send(LEAST);
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain(
      'flux-delivery.promotion.record',
    );
    const [hidden, missing] = [
      await portal.get(LIST).set('Authorization', ANN),
      await portal
        .get('/entities/component/default/none/promotions')
        .set('Authorization', ANN),
    ];
    expect(hidden.status).toBe(404);
    expect(hidden.body.error.message.replace('catalog', 'none')).toBe(
      missing.body.error.message,
    );
  } finally {
    await portal.stop();
  }
});

it('are not lost silently while the database is down', async () => {
  const knex = await databases.init('SQLITE_3');
  const portal = await start([mockServices.database.factory({ knex })]);
  try {
    await knex.destroy();
    const { status, body } = await portal
      .post('/promotions')
      .set('Authorization', CI)
      .send(LEAST);
    expect(status).toBe(503);
    expect(body.error.message).toContain('nothing was recorded');
    const listed = await portal.get(LIST).set('Authorization', ANN);
    expect(listed.status).toBe(503);
  } finally {
    await portal.stop();
  }
});
