import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { coreServices } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { loadFixture } from 'backstage-plugin-flux-delivery-common/testUtils';
import {
  type Portal,
  type PortalOptions,
  settled,
  startPortal,
} from '../__testUtils__/startPortal';

const ANN = mockCredentials.user.header('user:default/ann');
const DENIED = { result: AuthorizeResult.DENY } as {
  result: AuthorizeResult.DENY;
};
const ORDERS = 'component:default/orders';
const AUTH =
  "failed to checkout and determine revision: unable to clone 'https://bot:s3cr3tpassword@git.example.com/apps': authentication required: Unauthorized";

jest.setTimeout(180_000);

const component = (name: string, annotations: Record<string, string> = {}) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    annotations: { 'backstage.io/kubernetes-id': name, ...annotations },
  },
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: 'group:default/shop',
  },
});

const group = (name: string, chat?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name,
    namespace: 'default',
    ...(chat && { links: [{ url: chat, title: `#${name}`, icon: 'chat' }] }),
  },
  spec: {
    type: 'team',
    children: [],
    profile: { displayName: 'Platform team', email: `${name}@example.com` },
  },
});

function start(features: PortalOptions['features'] = []) {
  return startPortal({
    clusters: {
      'prod-eu': [
        ...loadFixture('dependency-chain.yaml'),
        ...loadFixture('healthy-git-kustomization.yaml').filter(
          ({ kind }) => kind === 'GitRepository',
        ),
      ],
    },
    entities: [
      component('orders', {
        'flux-delivery/first-response-rollout': 'ghosts',
        'flux-delivery/owner-sorce': 'shop',
        'flux-delivery/runbook': 'https://wiki.example.com/orders',
      }),
      group('platform', 'https://chat.example.com/platform'),
    ],
    fluxDelivery: { ownership: { platformGroup: 'group:default/platform' } },
    features,
  });
}

describe('explaining a pasted error', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await start();
    await settled(portal);
  });
  afterAll(() => portal.stop());

  const explain = (body: object | string) =>
    portal
      .post('/explain')
      .set('Authorization', ANN)
      .set('Content-Type', 'application/json')
      .send(typeof body === 'string' ? body : JSON.stringify(body));

  it('needs no entity and no kind, and tells whom to ask and how to reach them', async () => {
    const { status, body, headers } = await explain({
      message: AUTH,
      kind: '',
    });

    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toMatchObject({
      class: 'source-auth',
      segment: 'source',
      firstMove: {
        who: 'the platform group',
        owner: 'group:default/platform',
        because: 'source-auth goes to the platform group first',
      },
      owners: {
        'group:default/platform': {
          title: 'Platform team',
          exists: true,
          contacts: [
            { type: 'chat', url: 'https://chat.example.com/platform' },
            { type: 'mail', url: 'mailto:platform@example.com' },
          ],
        },
      },
    });
    expect(body.runbook.checks.length).toBeGreaterThan(3);
    expect(JSON.stringify(body)).not.toContain('s3cr3t');
  });

  it('goes by the path of an entity, and says that whom it names is not in the catalog', async () => {
    const { body } = await explain({
      message:
        'Failed to pull image "registry.example.com/orders:2": not found',
      kind: 'Pod',
      entityRef: 'orders',
    });

    expect(body).toMatchObject({
      class: 'image-pull',
      entityRef: ORDERS,
      target: { cluster: 'prod-eu' },
      firstMove: {
        owner: 'group:default/ghosts',
        because: expect.stringContaining(
          'flux-delivery/first-response-rollout',
        ),
      },
      owners: { 'group:default/ghosts': { exists: false, contacts: [] } },
      runbook: { url: 'https://wiki.example.com/orders' },
    });
    expect(JSON.stringify(body.runbook)).toContain('--context prod-eu');
  });

  it('takes the object out of what was pasted', async () => {
    const { body } = await explain({
      message:
        '2026-11-21T05:17:36.123Z error Kustomization/orders.shop - kustomize build failed: accumulating resources: no such file or directory',
    });

    expect(body.read).toMatchObject({
      as: 'a line of flux logs',
      failure: { kind: 'Kustomization', name: 'orders', namespace: 'shop' },
    });
    expect(body.class).toBe('build-render');
  });

  it.each<[field: string, what: string, body: object | string]>([
    ['message', 'is missing', {}],
    ['message', 'is empty', { message: '' }],
    ['message', 'is blank', { message: ' \n' }],
    ['message', 'is a number', { message: 7 }],
    ['message', 'is a list', { message: ['x'] }],
    ['message', 'is too long', { message: 'x'.repeat(65_537) }],
    ['message', 'is too long in bytes', { message: 'ü'.repeat(40_000) }],
    ['kind', 'is an object', { message: 'x', kind: { a: 1 } }],
    ['kind', 'holds a NUL', { message: 'x', kind: 'a\u0000b' }],
    ['reason', 'is too long', { message: 'x', reason: 'y'.repeat(300) }],
    ['entityRef', 'is no ref', { message: 'x', entityRef: 'a:b:c/d/e' }],
    ['entityRef', 'is needed', { message: 'x', targetId: 'y' }],
    ['colour', 'is unknown', { message: 'x', colour: 'red' }],
    ['__proto__', 'is given', '{"message": "x", "__proto__": {"kind": "Pod"}}'],
    ['constructor', 'is given', '{"message": "x", "constructor": {"a": 1}}'],
  ])('says that %s is at fault where it %s', async (field, _, body) => {
    const { status, body: answer } = await explain(body);

    expect(status).toBe(400);
    expect(answer.error.name).toBe('InputError');
    expect(answer.error.message).toContain(field);
  });

  it.each<[what: string, body: object | string, expected: number]>([
    ['no JSON', '{"message": ', 400],
    ['a list', [], 400],
    ['deep JSON', `{"message": ${'['.repeat(5_000)}${']'.repeat(5_000)}}`, 400],
    ['far too much', { message: 'x'.repeat(600_000) }, 413],
  ])('refuses %#', async (_, body, expected) => {
    const { status, body: answer } = await explain(body);

    expect(status).toBe(expected);
    expect(answer.error.name).toEqual(expect.any(String));
  });

  it.each([
    ['64 KiB of quotes', '"'.repeat(65_536)],
    ['control characters', `x509: certificate\u0000 has expired\u0007`],
    [
      'a prototype',
      '{"__proto__": {"kind": "Pod"}, "message": "x", "reason": "y"}',
    ],
    ['deep JSON as a text', '['.repeat(60_000)],
    ['half a surrogate pair', 'a\ud800b'],
  ])('takes a strange message, %#', async (_, message) => {
    const { status } = await explain({ message });

    expect(status).toBe(200);
    expect(({} as { kind?: string }).kind).toBeUndefined();
  });

  it('answers for a target that is not there as for an entity that is not', async () => {
    const missing = await explain({
      message: AUTH,
      entityRef: 'component:default/nothing',
    });
    const noTarget = await explain({
      message: AUTH,
      entityRef: ORDERS,
      targetId: 'nothing',
    });

    expect([missing.status, noTarget.status]).toEqual([404, 404]);
    expect(missing.body.error.name).toBe('NotFoundError');
  });

  it('is for who is signed in', async () => {
    const { status } = await portal
      .post('/explain')
      .set('Authorization', mockCredentials.none.header())
      .send({ message: AUTH });

    expect(status).toBe(401);
  });

  it('leaves the path with who owns what, and with what the entity gets wrong', async () => {
    const { body } = await portal
      .get('/entities/component/default/orders/path')
      .set('Authorization', ANN);

    expect(body.owners).toMatchObject({
      'group:default/platform': { title: 'Platform team', exists: true },
      'group:default/shop': { exists: false },
    });
    expect(body.annotationErrors).toEqual([
      expect.objectContaining({ annotation: 'flux-delivery/owner-sorce' }),
    ]);
    const { divergence } = body.environments[0].targets[0];
    expect(divergence).toMatchObject({
      rollbackOwner: { owner: 'group:default/platform' },
      runbook: { url: 'https://wiki.example.com/orders' },
    });
    expect(divergence.fixOwner.because).not.toBe('');
  });
});

describe('for who may not read a path', () => {
  it('an entity is missing, and a text alone is explained', async () => {
    const portal = await start([
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () =>
          mockServices.permissions.mock({
            authorize: async requests => requests.map(() => DENIED),
            authorizeConditional: async requests => requests.map(() => DENIED),
          }),
      }),
    ]);
    const ask = (entityRef?: string) =>
      portal
        .post('/explain')
        .set('Authorization', ANN)
        .send({ message: AUTH, entityRef });
    // Until the configured groups were seen.
    while ((await ask()).status === 503) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    const hidden = await ask(ORDERS);
    const missing = await ask('component:default/nothing');

    expect(hidden.status).toBe(404);
    expect(hidden.body.error.message).toBe(
      missing.body.error.message.replace('nothing', 'orders'),
    );
    expect((await ask()).status).toBe(200);
    await portal.stop();
  });
});
