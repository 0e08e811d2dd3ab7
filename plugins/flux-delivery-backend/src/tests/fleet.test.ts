import { mockCredentials } from '@backstage/backend-test-utils';
import { loadFixture } from 'backstage-plugin-flux-delivery-common/testUtils';
import {
  judged,
  type Portal,
  requestsWhile,
  startPortal,
} from '../__testUtils__/startPortal';

const ANN = mockCredentials.user.header('user:default/ann');

const component = (name: string, annotations: Record<string, string> = {}) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', title: `The ${name}`, annotations },
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: 'group:default/shop',
  },
});

jest.setTimeout(180_000);

describe('the fleet over HTTP', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await startPortal({
      clusters: {
        staging: loadFixture('healthy-git-kustomization.yaml'),
        'prod-eu': [
          ...loadFixture('dependency-chain.yaml'),
          ...loadFixture('healthy-git-kustomization.yaml').filter(
            ({ kind }) => kind === 'GitRepository',
          ),
        ],
        'prod-us': loadFixture('suspended-applier.yaml'),
      },
      entities: [
        component('catalog', { 'backstage.io/kubernetes-id': 'catalog' }),
        component('orders'),
        component('library'),
        component('nowhere', {
          'flux-delivery/kustomization': 'prod-eu:shop/nowhere',
        }),
      ],
      fluxDelivery: {
        environments: [
          { name: 'staging', match: [{ cluster: 'staging' }] },
          { name: 'prod', match: [{ cluster: 'prod-*' }] },
        ],
      },
    });
    await judged(portal);
  });

  afterAll(() => portal.stop());

  const get = (path: string) => portal.get(path).set('Authorization', ANN);

  it('lists what has a delivery path or ought to have one, worst first', async () => {
    const { status, body } = await get('/fleet');
    expect(status).toBe(200);
    const rows = body.items.map((row: { entityRef: string; state: string }) => [
      row.entityRef,
      row.state,
    ]);
    expect(rows[0]).toEqual(['component:default/orders', 'diverged']);
    expect(rows).toContainEqual(['component:default/nowhere', 'unknown']);
    expect(rows.flat()).not.toContain('component:default/library');
    expect(body.total).toBe(body.items.length);
    expect(body.counts.diverged + body.counts.unknown).toBeGreaterThan(1);
    expect(
      Object.values<number>(body.counts).reduce((sum, count) => sum + count),
    ).toBe(body.total);
    expect(body.nextCursor).toBeNull();
    expect(body.rootCauses[0]).toMatchObject({
      object: { kind: 'Kustomization', name: 'accounts' },
      entityRefs: expect.arrayContaining(['component:default/orders']),
    });
  });

  it('gives pages that are the list when put together', async () => {
    const whole = (await get('/fleet')).body.items;
    const pages = [];
    let cursor: string | null = '';
    do {
      const { body }: { body: any } = await get(
        `/fleet?limit=1${cursor && `&cursor=${cursor}`}`,
      );
      pages.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor);
    expect(pages).toEqual(whole);
  });

  it('filters, counts by all filters but that of states, and decides states by what is asked about', async () => {
    const { body } = await get('/fleet?environment=prod&state=diverged');
    expect(body.items.length).toBe(body.total);
    expect(
      body.items.every(
        (row: { state: string; environments: { name: string }[] }) =>
          row.state === 'diverged' &&
          row.environments.every(({ name }) => name === 'prod'),
      ),
    ).toBe(true);
    const both = await get('/fleet?state=diverged&state=unknown');
    expect(both.body.total).toBeGreaterThan(body.total);
    expect((await get('/fleet?owner=group:default/none')).body).toMatchObject({
      total: 0,
      items: [],
    });
  });

  it('says that nothing changed where nothing did', async () => {
    const { headers } = await get('/fleet');
    const again = await get('/fleet').set('If-None-Match', headers.etag);
    expect(again.status).toBe(304);
  });

  it.each([
    ['/fleet?cursor=bm90aGluZw', 'cursor'],
    ['/fleet?limit=0', 'limit'],
    ['/fleet?limit=501', 'limit'],
    ['/fleet?state=fine', 'state'],
    ['/fleet?nothing=1', 'nothing'],
  ])('refuses %s, and names %s', async (path, field) => {
    const { status, body } = await get(path);
    expect(status).toBe(400);
    expect(body.error.message).toContain(field);
  });

  it('sums up the entities that are asked for and have a path', async () => {
    const { status, body } = await portal
      .post('/summaries')
      .set('Authorization', ANN)
      .send({
        entityRefs: [
          'Component:default/Orders',
          'component:default/library',
          'component:default/missing',
        ],
      });
    expect(status).toBe(200);
    expect(body.complete).toBe(true);
    expect(body.items).toMatchObject([
      {
        entityRef: 'component:default/orders',
        title: 'The orders',
        owner: 'group:default/shop',
        state: 'diverged',
      },
    ]);
  });

  it('refuses more than 500 entities', async () => {
    const { status, body } = await portal
      .post('/summaries')
      .set('Authorization', ANN)
      .send({ entityRefs: Array(501).fill('component:default/a') });
    expect(status).toBe(400);
    expect(body.error.message).toContain('entityRefs');
  });

  it('registers what is suspended', async () => {
    const { status, body } = await get('/fleet/suspensions');
    expect(status).toBe(200);
    expect(body.items[0]).toMatchObject({
      object: { cluster: 'prod-us', kind: 'Kustomization' },
      segment: 'reconcile',
      since: expect.stringMatching(/^2026-11-21T/),
    });
  });

  it('answers what one asks of all services', async () => {
    const { status, body } = await get('/fleet/questions');
    expect(status).toBe(200);
    const states = Object.fromEntries(
      body.questions.map(({ id, state }: { id: string; state: string }) => [
        id,
        state,
      ]),
    );
    expect(states).toMatchObject({
      kustomizations: 'diverged',
      suspended: 'suspended',
      controllers: 'unknown',
    });
    expect(body.figures.day).toMatchObject({ succeeded: 0, failed: 0 });
  });

  it('lists all targets to services, and to nobody else', async () => {
    expect((await get('/fleet/targets')).status).toBe(403);
    const { status, body } = await portal
      .get('/fleet/targets')
      .set('Authorization', mockCredentials.service.header());
    expect(status).toBe(200);
    expect(body.items).toContainEqual(
      expect.objectContaining({
        entityRef: 'component:default/orders',
        state: 'diverged',
        segment: 'reconcile',
        class: 'dependency-not-ready',
      }),
    );
    const { body: rest } = await portal
      .get('/fleet/targets?cursor=component:default/orders')
      .set('Authorization', mockCredentials.service.header());
    expect(rest.items).toEqual([]);
  });

  it('asks no cluster for any of it', async () => {
    for (const path of ['/fleet', '/fleet/suspensions', '/fleet/questions']) {
      expect(await requestsWhile(portal, 100, () => get(path))).toBeLessThan(
        100,
      );
    }
  });
});
