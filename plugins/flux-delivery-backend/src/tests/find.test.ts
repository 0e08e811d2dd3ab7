import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { fluxDeliveryPathConditions } from 'backstage-plugin-flux-delivery-node';
import { permissionsThat } from '../__testUtils__/permissionsThat';
import { type Portal, startPortal } from '../__testUtils__/startPortal';

const ANN = mockCredentials.user.header('user:default/ann');

jest.setTimeout(180_000);

const component = (name: string, owner = 'shop') => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  spec: { type: 'service', lifecycle: 'production', owner },
});

describe('finding over HTTP', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await startPortal({
      clusters: {},
      entities: [component('api'), component('denied', 'others')],
      fluxDelivery: { environments: [{ name: 'prod' }] },
      features: [
        permissionsThat({
          'flux-delivery.history.read': {
            result: AuthorizeResult.CONDITIONAL,
            pluginId: 'flux-delivery',
            resourceType: 'flux-delivery-path',
            conditions: fluxDeliveryPathConditions.isEntityOwner({
              claims: ['group:default/shop'],
            }),
          },
        }),
      ],
    });
    for (const name of ['api', 'denied']) {
      await portal
        .post('/promotions')
        .set('Authorization', ANN)
        .send({
          id: `release-of-${name}`,
          entityRef: `component:default/${name}`,
          environment: 'prod',
          version: { commit: 'ad079ff22adc03c41d1778892d5fd9d3d42f481b' },
          pipeline: { id: '4812' },
          occurredAt: '2026-11-21T11:00:00Z',
        });
    }
  });
  afterAll(() => portal.stop());

  const find = (q: string) =>
    portal.get(`/find?q=${encodeURIComponent(q)}`).set('Authorization', ANN);

  it.each([
    'ad079ff',
    'main@sha1:ad079ff22adc03c41d1778892d5fd9d3d42f481b',
    '4812',
    'release-of-api',
  ])('finds by %s, and counts only what may be read', async q => {
    const { status, body } = await find(q);
    expect(status).toBe(200);
    expect(body.ambiguous).toBe(false);
    expect(body.items).toMatchObject([
      {
        entityRef: 'component:default/api',
        promotions: [{ environment: 'prod' }],
      },
    ]);
  });

  it('takes a revision as it stands, not encoded', async () => {
    const { status, body } = await portal
      .get('/find?q=main@sha1:ad079ff')
      .set('Authorization', ANN);
    expect(status).toBe(200);
    expect(body.items).toHaveLength(1);
  });

  it('says nothing of what may not be read', async () => {
    const hidden = await find('release-of-denied');
    const missing = await find('release-of-nobody');
    expect(JSON.stringify(hidden.body).replaceAll('denied', 'nobody')).toBe(
      JSON.stringify(missing.body),
    );
  });

  it.each([
    ['nothing', '/find'],
    ['an empty text', '/find?q='],
    ['too long a text', `/find?q=${'x'.repeat(2049)}`],
    ['two texts', '/find?q=a&q=b'],
    ['what is not known', '/find?q=a&x=b'],
  ])('refuses %s', async (_what, path) => {
    const { status, body } = await portal.get(path).set('Authorization', ANN);
    expect(status).toBe(400);
    expect(body.error.name).toBe('InputError');
  });

  it('needs a token', async () => {
    const { status } = await portal
      .get('/find?q=a')
      .set('Authorization', mockCredentials.none.header());
    expect(status).toBe(401);
  });
});
