import { mockCredentials } from '@backstage/backend-test-utils';
import {
  aKustomization,
  loadFixture,
} from 'backstage-plugin-flux-delivery-common/testUtils';
import {
  headerOf,
  NOBODY,
  policyFor,
  readers,
  without,
} from '../__testUtils__/readers';
import { readsOfEntity } from '../__testUtils__/routes';
import { judged, type Portal, startPortal } from '../__testUtils__/startPortal';
import { until } from '../__testUtils__/until';

/*
 * What of lists A and B1 of the security expectations is tested where; the names of the tests begin with these ids.
 *
 * | id | what                                                        | tests                                                              |
 * | -- | ----------------------------------------------------------- | ------------------------------------------------------------------ |
 * | A1 | that no route is left out                                   | __testUtils__/routes.test.ts                                       |
 * | A1 | routes of an entity × no, invalid token, guest, user,       | here                                                               |
 * |    | service × DENY, ALLOW, CONDITIONAL                          |                                                                    |
 * | A1 | routes of everything, of services alone, and those that     | authorizationOfRoutes.test.ts                                      |
 * |    | change something, × the same                                |                                                                    |
 * | A1 | every route × expired and foreign tokens of the real auth   | expiredTokens.test.ts                                              |
 * |    | service                                                     |                                                                    |
 * | A2 | what an author of an entity points at in the place of       | entityAuthor.test.ts; common paths/binding.test.ts                 |
 * |    | others: no data, and an audit event                         |                                                                    |
 * | A3 | forbidden is as absent, and takes the same                  | here; hiddenIsAbsent.test.ts                                       |
 * | A3 | counts, lists, search and order tell of nothing that is     | here; authorizationOfRoutes.test.ts; ownershipAccess.test.ts;      |
 * |    | hidden, also where the catalog alone hides it               | searchAccess.test.ts; packages/backend permissionPolicy.test.ts;   |
 * |    |                                                             | e2e personas.spec.ts                                               |
 * | A4 | a right, or an entity, goes to somebody else                | here; revocation.test.ts; fleet/FreshFacts.test.ts;                |
 * |    |                                                             | paths/Viewers.test.ts (streams)                                    |
 * | A5 | batches item by item; no call for each item                 | here; authorizationOfRoutes.test.ts                                |
 * | B1 | what is secret in a cluster comes out nowhere: answers,     | canaries.test.ts                                                   |
 * |    | log, audit log, database, labels of metrics                 |                                                                    |
 * | B1 | nor on a page                                               | plugins/flux-delivery canaries.test.tsx                            |
 */
jest.setTimeout(180_000);

const CATALOG = '/entities/component/default/catalog';
const TARGET = 'staging~kustomization~shop~catalog';
const OBJECT =
  'objects/staging/kustomize.toolkit.fluxcd.io/Kustomization/shop/catalog';

const component = (name: string, owner = 'group:default/shop') => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    annotations: { 'backstage.io/kubernetes-id': name },
  },
  spec: { type: 'service', lifecycle: 'production', owner },
});

const READERS = readers();
const header = headerOf;

describe('A1: routes of an entity, for everybody', () => {
  const policy = policyFor(READERS);
  let portal: Portal;
  let deliveryId: string;

  beforeAll(async () => {
    portal = await startPortal({
      clusters: {
        staging: [
          ...loadFixture('healthy-git-kustomization.yaml'),
          aKustomization('others', 'hidden', {
            metadata: {
              annotations: {
                'flux-delivery/entity': 'component:default/hidden',
              },
            },
          }),
        ],
        'prod-eu': loadFixture('healthy-git-kustomization.yaml'),
      },
      entities: [component('catalog'), component('hidden', 'nobody')],
      fluxDelivery: {
        environments: [
          { name: 'staging', match: [{ cluster: 'staging' }] },
          { name: 'prod', match: [{ cluster: 'prod-*' }] },
        ],
      },
      config: { permission: { enabled: true } },
      features: policy.features,
    });
    await judged(portal);
    const rows = await until(
      async () =>
        (
          await portal
            .get(`${CATALOG}/deliveries?include=all`)
            .set('Authorization', header('allowed'))
        ).body.items ?? [],
      items =>
        ['staging', 'prod-eu'].every(cluster =>
          items.some((row: { cluster: string }) => row.cluster === cluster),
        ),
    );
    deliveryId = rows.find(
      (row: { cluster: string }) => row.cluster === 'staging',
    ).id;
  });
  afterAll(() => portal.stop());

  const READS = readsOfEntity().map(([name]) => name);
  /** With the id of a delivery that there is. */
  const routeOf = (name: string) =>
    readsOfEntity(deliveryId).find(([each]) => each === name)![1].path;

  it.each(READS)('%s: asks who is there', async name => {
    for (const [, authorization] of NOBODY) {
      const { status } = await portal
        .get(routeOf(name))
        .set('Authorization', authorization);
      expect(status).toBe(401);
    }
  });

  it.each(READS)(
    '%s: is there for who may read it, and for others missing',
    async name => {
      const route = routeOf(name);
      const statusFor = async (authorization: string) =>
        (await portal.get(route).set('Authorization', authorization)).status;
      for (const reader of ['allowed', 'guest', 'owner', 'staging']) {
        expect([reader, await statusFor(header(reader))]).toEqual([
          reader,
          200,
        ]);
      }
      expect(await statusFor(mockCredentials.service.header())).toBe(200);
      const missing = await portal
        .get(route.replace('/catalog/', '/absent/'))
        .set('Authorization', header('allowed'));
      expect(missing.status).toBe(404);
      for (const reader of ['denied', 'stranger', 'elsewhere']) {
        const { status, body } = await portal
          .get(route)
          .set('Authorization', header(reader));
        expect([reader, status]).toEqual([reader, 404]);
        expect(body.error).toEqual({
          ...missing.body.error,
          message: missing.body.error.message.replace('absent', 'catalog'),
        });
      }
    },
  );

  const PATH = ['path.read'];
  const HISTORY = ['history.read'];
  const BOTH = ['path.read', 'history.read'];
  const GUARDS: Record<string, string[]> = {
    ...{ path: PATH, owned: PATH, 'object details': PATH, contract: PATH },
    'path at a time': BOTH,
    ...{ deliveries: HISTORY, 'one delivery': HISTORY },
    ...{ 'export as JSON': HISTORY, 'export as CSV': HISTORY },
    ...{ promotions: HISTORY, matrix: HISTORY, tags: HISTORY },
    ownership: ['ownership.read'],
  };

  it.each(READS)('%s: goes by a permission of its own', async name => {
    const permissions = ['path.read', 'history.read', 'ownership.read'];
    const refused = [];
    for (const permission of permissions) {
      const { status } = await portal
        .get(routeOf(name))
        .set('Authorization', header(without(permission)));
      if (status !== 200) {
        refused.push(`${permission} ${status}`);
      }
    }
    expect(refused).toEqual(GUARDS[name].map(each => `${each} 404`));
  });

  it('A3: counts and lists nothing of what is hidden', async () => {
    const fleetOf = async (reader: string) =>
      (await portal.get('/fleet').set('Authorization', header(reader))).body;
    for (const reader of ['denied', 'stranger', 'elsewhere']) {
      const body = await fleetOf(reader);
      expect(JSON.stringify(body)).not.toContain('catalog');
      expect(body.total).toBe(0);
    }
    expect(JSON.stringify(await fleetOf('allowed'))).toContain('hidden');
    const ofOwner = await fleetOf('owner');
    expect(JSON.stringify(ofOwner)).not.toContain('hidden');
    expect(ofOwner.total).toBe(1);
  });

  it('shows who may see two segments the three others as unknown, and nothing of them', async () => {
    const { body } = await portal
      .get(`${CATALOG}/path`)
      .set('Authorization', header('runtime'));
    const [{ targets }] = body.environments;
    expect(targets).toHaveLength(2);
    expect(
      targets[0].segments.map(
        ({ verdict, unknownReason }: Record<string, string>) =>
          unknownReason ?? verdict,
      ),
    ).toEqual([
      'notPermitted',
      'notPermitted',
      'notPermitted',
      'ok',
      expect.any(String),
    ]);
    expect(targets[0]).toMatchObject({ sources: [], parents: [], notes: [] });
    expect(targets[0].workloads).toHaveLength(1);
    expect(body.verdict).not.toBe('ok');
    const owned = await portal
      .get(`${CATALOG}/targets/${TARGET}/owned`)
      .set('Authorization', header('runtime'));
    expect(owned.body.total ?? 0).toBe(0);
  });

  it('tells of a path in two clusters the half that may be seen, in every view of it', async () => {
    const ask = async (route: string, reader: string) =>
      (
        await portal
          .get(`${CATALOG}${route}`)
          .set('Authorization', header(reader))
      ).text;
    for (const route of [
      '/path',
      '/deliveries?include=all',
      '/deliveries/export?format=csv&include=all',
      '/deliveries/export?format=json&include=all',
      '/promotions',
      '/ownership',
      '/contract',
      '/matrix',
      '/tags',
      `/path?at=${new Date().toISOString()}`,
    ]) {
      const seen = await ask(route, 'staging');
      expect([route, seen.includes('prod-eu')]).toEqual([route, false]);
    }
    for (const route of [
      '/path',
      '/deliveries?include=all',
      '/deliveries/export?format=csv&include=all',
      '/deliveries/export?format=json&include=all',
      '/matrix',
      '/ownership',
      `/path?at=${new Date().toISOString()}`,
    ]) {
      expect([
        route,
        (await ask(route, 'allowed')).includes('prod-eu'),
      ]).toEqual([route, true]);
    }
    for (const hidden of [
      `targets/${TARGET.replace('staging', 'prod-eu')}/owned`,
      OBJECT.replace('staging', 'prod-eu'),
    ]) {
      const { status } = await portal
        .get(`${CATALOG}/${hidden}`)
        .set('Authorization', header('staging'));
      expect(status).toBe(404);
    }
  });

  it('A5: a batch answers item by item, and leaves out what is hidden as what is missing', async () => {
    const ask = async (reader: string) => {
      const { status, body } = await portal
        .post('/summaries')
        .set('Authorization', header(reader))
        .send({
          entityRefs: ['catalog', 'hidden', 'absent'].map(
            name => `component:default/${name}`,
          ),
        });
      expect(status).toBe(200);
      return body.items.map(
        ({ entityRef }: { entityRef: string }) => entityRef,
      );
    };
    expect(await ask('allowed')).toEqual([
      'component:default/catalog',
      'component:default/hidden',
    ]);
    expect(await ask('owner')).toEqual(['component:default/catalog']);
    expect(await ask('stranger')).toEqual([]);
  });

  it('A4: whoever loses the right is refused at the next request', async () => {
    const ask = async () =>
      (
        await portal
          .get(`${CATALOG}/path`)
          .set('Authorization', header('fickle'))
      ).status;
    READERS.fickle = READERS.owner;
    expect(await ask()).toBe(200);
    READERS.fickle = READERS.stranger;
    expect(await ask()).toBe(404);
  });

  it('asks the policy once for each permission, however much of a path there is', async () => {
    policy.asked.length = 0;
    await portal.get(`${CATALOG}/path`).set('Authorization', header('owner'));
    expect(policy.asked.sort()).toEqual([
      'user:default/owner catalog.entity.read',
      'user:default/owner flux-delivery.divergence.record',
      'user:default/owner flux-delivery.path.read',
    ]);
  });

  it('tells whoever asks the permission framework about one path the same', async () => {
    const ask = async (reader: string, resourceRef: string) => {
      const answer = await fetch(`${portal.baseUrl}/api/permission/authorize`, {
        method: 'POST',
        headers: {
          authorization: header(reader),
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          items: [
            {
              id: '1',
              resourceRef,
              permission: {
                type: 'resource',
                name: 'flux-delivery.path.read',
                attributes: { action: 'read' },
                resourceType: 'flux-delivery-path',
              },
            },
          ],
        }),
      });
      return (await answer.json()).items?.[0]?.result;
    };
    const ref = 'component:default/catalog';
    expect(await ask('owner', ref)).toBe('ALLOW');
    expect(await ask('staging', ref)).toBe('ALLOW');
    expect(await ask('elsewhere', ref)).toBe('DENY');
    expect(await ask('owner', 'component:default/absent')).toBe('DENY');
    // A target by itself is all of its segments together.
    for (const [narrower, expected] of [
      ['', 'ALLOW'],
      [`#${TARGET}`, 'DENY'],
      [`#${TARGET}#rollout`, 'ALLOW'],
      [`#${TARGET}#source`, 'DENY'],
    ]) {
      expect([narrower, await ask('runtime', `${ref}${narrower}`)]).toEqual([
        narrower,
        expected,
      ]);
    }
    expect(await ask('staging', `${ref}#${TARGET}`)).toBe('ALLOW');
    expect(await ask('prod', `${ref}#${TARGET}`)).toBe('DENY');
  });
});
