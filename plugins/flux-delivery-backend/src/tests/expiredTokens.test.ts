import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { createMockDirectory } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { loadFixture } from 'backstage-plugin-flux-delivery-common/testUtils';
import { EVERY_ROUTE, type Route } from '../__testUtils__/routes';
import { signedTokens } from '../__testUtils__/signedTokens';
import { type Portal, startPortal } from '../__testUtils__/startPortal';
import { until } from '../__testUtils__/until';

jest.setTimeout(180_000);

describe('A1: tokens of the real auth service', () => {
  const tokens = signedTokens(createMockDirectory().path);
  let portal: Portal;

  async function statusOf(
    { method = 'get', path, body }: Route,
    authorization: string,
  ) {
    const request = portal[method](path).set('Authorization', authorization);
    return (await (body ? request.send(body) : request)).status;
  }

  beforeAll(async () => {
    portal = await startPortal({
      clusters: { staging: loadFixture('healthy-git-kustomization.yaml') },
      entities: [],
      config: tokens.config,
      backend: { auth: { pluginKeyStore: tokens.pluginKeyStore } },
      features: [authServiceFactory, httpAuthServiceFactory, authPlugin],
    });
    await until(
      () => statusOf({ path: '/clusters' }, tokens.user()),
      status => status === 200,
    );
  });
  afterAll(() => portal.stop());

  const REFUSED: [string, () => string][] = [
    [
      'of a user, expired a minute ago',
      () => tokens.user({ expiredSinceS: 60 }),
    ],
    ['of a user, by another key', () => tokens.user({ key: tokens.otherKey })],
    [
      'of a service, expired a minute ago',
      () => tokens.service({ expiredSinceS: 60 }),
    ],
    [
      'of a service, by another key',
      () => tokens.service({ key: tokens.otherKey }),
    ],
    [
      'of a service, for another plugin',
      () => tokens.service({ audience: 'catalog' }),
    ],
    [
      'of a service, for a user whose own has expired',
      () => tokens.onBehalfOfUser({ expiredSinceS: 60 }),
    ],
  ];

  it.each(EVERY_ROUTE)('%s: knows a token that holds', async (_, route) => {
    for (const token of [
      tokens.user(),
      tokens.service(),
      tokens.onBehalfOfUser(),
    ]) {
      expect(await statusOf(route, token)).not.toBe(401);
    }
  });

  it.each(EVERY_ROUTE)('%s: refuses one that does not', async (_, route) => {
    for (const [which, token] of REFUSED) {
      expect([which, await statusOf(route, token())]).toEqual([which, 401]);
    }
  });
});
