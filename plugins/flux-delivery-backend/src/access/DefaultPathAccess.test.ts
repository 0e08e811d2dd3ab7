import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  fluxDeliveryHistoryReadPermission,
  fluxDeliveryPathReadPermission,
} from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryPathConditions as conditions } from 'backstage-plugin-flux-delivery-node';
import { accessThat, DENY, when } from './__testUtils__/accessThat';
import { CatalogVisibility } from './CatalogVisibility';

const user = mockCredentials.user();
const refs = (count: number) =>
  Array.from({ length: count }, (_, i) => `component:default/s${i}`);

describe('DefaultPathAccess', () => {
  it('asks once for several permissions and for the catalog', async () => {
    const access = accessThat({ 'flux-delivery.history.read': DENY });
    const [path, history] = await access.ofEach(user, [
      fluxDeliveryPathReadPermission,
      fluxDeliveryHistoryReadPermission,
    ]);
    expect(path.all).toBe(true);
    expect(history.nothing).toBe(true);
    expect(access.authorizeConditional).toHaveBeenCalledTimes(1);
  });

  it('asks the catalog nothing where it shows everything', async () => {
    const access = accessThat();
    const may = await access.of(user, fluxDeliveryPathReadPermission);
    expect((await may.visibleAmong(refs(5_000))).size).toBe(5_000);
    expect(access.among).not.toHaveBeenCalled();
  });

  it('shows nothing where the catalog shows nothing', async () => {
    const access = accessThat({ 'catalog.entity.read': DENY });
    const may = await access.of(user, fluxDeliveryPathReadPermission);
    expect((await may.visibleAmong(refs(3))).size).toBe(0);
    expect(access.among).not.toHaveBeenCalled();
  });

  it('does not ask about the catalog for services: their access may be restricted to permissions of the plugin', async () => {
    const access = accessThat({ 'catalog.entity.read': DENY });
    const may = await access.of(
      mockCredentials.service(),
      fluxDeliveryPathReadPermission,
    );
    expect((await may.visibleAmong(refs(3))).size).toBe(3);
  });

  it('T14: takes as many questions for rules on 3 of 5,000 entities as for everything', async () => {
    const entities = refs(5_000).map((entityRef, at) => ({
      entityRef,
      owner: at < 3 ? 'group:default/mine' : 'group:default/others',
      annotations: {},
    }));
    const place = { cluster: 'c', environment: 'e', namespaces: ['n'] };
    const questions = async (access: ReturnType<typeof accessThat>) => {
      const may = await access.of(user, fluxDeliveryPathReadPermission);
      const seen = entities.filter(each => may.seeEntity(each, [place]));
      const shown = await may.visibleAmong(
        seen.map(({ entityRef }) => entityRef),
      );
      return {
        shown: shown.size,
        permission: access.authorizeConditional.mock.calls.length,
        catalog: access.among.mock.calls.map(([asked]) => asked.length),
      };
    };
    const claims = ['group:default/mine'];
    expect(await questions(accessThat())).toEqual({
      shown: 5_000,
      permission: 1,
      catalog: [],
    });
    expect(
      await questions(
        accessThat(
          {
            'flux-delivery.path.read': when(
              conditions.isEntityOwner({ claims }),
            ),
          },
          refs(2),
        ),
      ),
    ).toEqual({ shown: 2, permission: 1, catalog: [3] });
  });
});

describe('CatalogVisibility', () => {
  function setUp(visible: (ref: string) => boolean = () => true) {
    let now = 0;
    const getEntitiesByRefs = jest.fn(
      async ({ entityRefs }: { entityRefs: string[] }) => ({
        items: entityRefs.map(ref => (visible(ref) ? ({} as any) : undefined)),
      }),
    );
    const visibility = new CatalogVisibility({
      auth: mockServices.auth(),
      catalog: { getEntitiesByRefs } as any,
      now: () => now,
    });
    return {
      visibility,
      getEntitiesByRefs,
      pass: (ms: number) => {
        now += ms;
      },
    };
  }

  it('asks in chunks with the credentials of the caller, and tells what they are shown', async () => {
    const { visibility, getEntitiesByRefs } = setUp(ref => ref.endsWith('7'));
    const shown = await visibility.among(refs(600), user);
    expect(shown.size).toBe(60);
    expect(
      getEntitiesByRefs.mock.calls.map(([{ entityRefs }]) => entityRefs.length),
    ).toEqual([250, 250, 100]);
    expect(getEntitiesByRefs).toHaveBeenCalledWith(expect.anything(), {
      credentials: user,
    });
  });

  it('A4: asks once for all who wait, and again after a second: so fast a revocation counts', async () => {
    let isShown = true;
    const { visibility, getEntitiesByRefs, pass } = setUp(() => isShown);
    await Promise.all([
      visibility.among(refs(2), user),
      visibility.among(refs(2), user),
    ]);
    expect(getEntitiesByRefs).toHaveBeenCalledTimes(1);
    isShown = false;
    pass(999);
    expect((await visibility.among(refs(2), user)).size).toBe(2);
    pass(1);
    expect((await visibility.among(refs(2), user)).size).toBe(0);
    expect(getEntitiesByRefs).toHaveBeenCalledTimes(2);
  });

  it('remembers nothing of one for another', async () => {
    const { visibility, getEntitiesByRefs } = setUp();
    await visibility.among(refs(1), user);
    await visibility.among(refs(1), mockCredentials.user('user:default/eve'));
    expect(getEntitiesByRefs).toHaveBeenCalledTimes(2);
  });

  it('does not remember a failure, and does not take it for an answer', async () => {
    const { visibility, getEntitiesByRefs } = setUp();
    getEntitiesByRefs.mockRejectedValueOnce(new Error('down'));
    await expect(visibility.among(refs(1), user)).rejects.toThrow('down');
    expect((await visibility.among(refs(1), user)).size).toBe(1);
  });
});
