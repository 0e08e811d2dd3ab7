import { mockCredentials } from '@backstage/backend-test-utils';
import {
  ownershipConfig,
  ownershipEntities,
  ownershipEstate,
  DIGEST,
  resolved,
} from '../__testUtils__/ownershipEstate';
import {
  type Portal,
  requestsWhile,
  startPortal,
} from '../__testUtils__/startPortal';

const ANN = mockCredentials.user.header('user:default/ann');

jest.setTimeout(180_000);

describe('ownership over HTTP', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await startPortal({
      clusters: ownershipEstate(),
      entities: ownershipEntities(),
      fluxDelivery: ownershipConfig(),
    });
    await resolved(portal);
  });
  afterAll(() => portal.stop());

  const get = (path: string) => portal.get(path).set('Authorization', ANN);
  const told = async (query: string) => {
    const { status, body } = await get(`/ownership?${query}`);
    expect(status).toBe(200);
    return body.matches.map(
      ({ object, entities }: { object: any; entities: any[] }) => [
        `${object.cluster} ${object.kind} ${object.name}`,
        [...new Set(entities.map(each => each.entityRef.split('/')[1]))].join(),
      ],
    );
  };

  it.each<[string, string, [string, string][]]>([
    [
      'an object',
      'cluster=prod-eu&namespace=shop&kind=Deployment&name=orders',
      [['prod-eu Deployment orders', 'orders']],
    ],
    [
      'an object in every cluster that has it',
      'namespace=shop&kind=deploy&name=orders',
      [
        ['prod-eu Deployment orders', 'orders'],
        ['staging Deployment orders', 'orders'],
      ],
    ],
    [
      'an object that only an inventory lists',
      'namespace=shop&kind=ConfigMap&name=orders-settings',
      [['prod-eu ConfigMap orders-settings', 'orders']],
    ],
    [
      'a source',
      'namespace=shop&kind=GitRepository&name=apps',
      [['prod-eu GitRepository apps', 'orders']],
    ],
    [
      'a namespace',
      'namespace=shop&cluster=prod-eu',
      [['prod-eu Namespace shop', 'orders']],
    ],
    [
      'an image',
      'image=registry.example.com/limits:1.8.3',
      [['prod-eu Deployment limits', 'limits']],
    ],
    ['a digest', `digest=${DIGEST}`, [['prod-eu Deployment orders', 'orders']]],
    [
      'a URL in another form',
      `url=${encodeURIComponent('git@git.example.com:shop/apps')}`,
      [['prod-eu GitRepository apps', 'orders']],
    ],
    ['a release', 'release=limits', [['prod-eu HelmRelease limits', 'limits']]],
    [
      'a pod',
      'pod=limits-7d9c8b6f5-x2x4q&namespace=risk',
      [['prod-eu Deployment limits', 'limits']],
    ],
    [
      'anything',
      'q=prod-eu:deployment/limits%20-n%20risk',
      [['prod-eu Deployment limits', 'limits']],
    ],
    ['what nobody knows', 'namespace=shop&kind=Deployment&name=nothing', []],
  ])('tells of %s whose it is', async (_what, query, expected) => {
    expect(await told(query)).toEqual(expected);
  });

  it('tells the owner of each segment, of the object, and why', async () => {
    const { body } = await get('/ownership?release=limits');
    const [{ entities, because, appliers }] = body.matches;
    expect(entities).toMatchObject([
      {
        title: 'The limits',
        owner: 'group:default/risk',
        system: 'system:default/trade',
        environment: 'prod',
        binding: 'claimed',
        segment: 'reconcile',
        objectOwner: { owner: 'group:default/risk' },
      },
    ]);
    expect(entities[0].segments).toHaveLength(5);
    expect(entities[0].because[0]).toMatch(/flux-delivery\/entity/);
    expect([because, appliers]).toEqual([['it makes the release limits'], []]);
    expect(body.owners).toHaveProperty(['group:default/risk']);
    expect(body.complete).toBe(true);
  });

  it('names an entity by its ref or name, and the parts of a system', async () => {
    const named = async (q: string) =>
      (await get(`/ownership?q=${q}`)).body.entityRefs;
    expect(await named('component:default/limits')).toEqual([
      'component:default/limits',
    ]);
    expect(await named('orders')).toEqual(['component:default/orders']);
    expect(await named('system:default/trade')).toEqual(
      ['limits', 'orders', 'reports', 'vault'].map(
        name => `component:default/${name}`,
      ),
    );
    expect(await named('component:default/none')).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['group:default/shop', ['orders', 'reports']],
    ['group:acme', ['limits']],
    ['user:default/ann', ['orders', 'reports']],
    ['domain:commerce', ['limits', 'orders', 'reports', 'vault']],
    ['domain:nowhere', []],
  ])('names the services of %s', async (q, names) => {
    const { body } = await get(`/ownership?q=${q}`);
    expect([body.entityRefs, body.complete]).toEqual([
      names.map(name => `component:default/${name}`),
      true,
    ]);
  });

  it('leads back from a system to appliers, sources and namespaces', async () => {
    const { body } = await get('/ownership?q=system:default/trade');
    const serviceOf = (name: string) =>
      body.services.find(({ entityRef }: any) => entityRef.endsWith(name));
    expect(serviceOf('orders')).toMatchObject({
      title: 'The orders',
      owner: 'group:default/shop',
      system: 'system:default/trade',
    });
    const named = ({ cluster, name }: any) => `${cluster} ${name}`;
    expect(serviceOf('orders').sources.map(named).sort()).toEqual([
      'prod-eu apps',
      'staging apps',
    ]);
    expect(serviceOf('orders').appliers.map(named).sort()).toEqual([
      'prod-eu orders',
      'prod-eu rival',
      'staging orders',
    ]);
    expect(
      serviceOf('orders')
        .namespaces.map(
          ({ cluster, namespace }: any) => `${cluster} ${namespace}`,
        )
        .sort(),
    ).toEqual(['prod-eu shop', 'staging shop']);
    expect(serviceOf('reports').appliers).toEqual([]);
    expect(body.owners).toHaveProperty(['group:default/risk']);
  });

  it('tells who is on call, across which borders sources are read, and flags nothing that is seen', async () => {
    const { body } = await get('/entities/component/default/limits/ownership');
    const [target] = body.targets;
    expect(target.onCall).toMatchObject([
      { team: 'app', owner: 'group:default/risk' },
      { team: 'platform', unowned: true },
    ]);
    expect(target.partlySeen).toEqual([]);
    const orders = await get('/entities/component/default/orders/ownership');
    expect(orders.body.targets[0].sources[0].trust).toMatchObject({
      crossing: 'own',
    });
  });

  it('tells everything of an entity: interfaces, what may be pruned, sources and credentials', async () => {
    const { status, body } = await get(
      '/entities/component/default/orders/ownership',
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      entityRef: 'component:default/orders',
      owner: 'group:default/shop',
    });
    const target = body.targets.find(
      ({ cluster, applier }: any) =>
        cluster === 'prod-eu' && applier.name === 'orders',
    );
    expect(target.segments).toHaveLength(5);
    expect(target.handoffs).toHaveLength(4);
    expect(target.belongings).toMatchObject({
      prune: true,
      total: 2,
      counts: { pruned: 1, prunedUnlessExcepted: 1, kept: 0 },
    });
    expect(target.sources).toMatchObject([
      {
        ref: { kind: 'GitRepository', name: 'apps' },
        url: 'https://git.example.com/shop/apps.git',
        owner: { unowned: true },
        credential: {
          kind: 'secret',
          secret: { name: 'apps-git' },
          deliveredBy: [{ name: 'secrets' }],
          owner: 'group:default/security',
        },
      },
    ]);
    expect(
      target.gaps.map(({ reason }: { reason: string }) => reason),
    ).toContain('twoInventories');
  });

  it('lists what nobody owns, a root cause once, and what two do', async () => {
    const { status, body } = await get('/ownership/gaps');
    expect(status).toBe(200);
    const listed = body.items.map(
      ({ object, reason, covers }: any) =>
        `${object.kind}/${object.namespace}/${object.name} ${reason} ${covers}`,
    );
    expect(listed.sort()).toEqual([
      'Deployment/legacy/handmade notDelivered 0',
      'Deployment/shop/orders twoInventories 0',
      'GitRepository/legacy/forgotten notRead 0',
      'Kustomization/legacy/reports noClaim 2',
    ]);
    expect(body).toMatchObject({
      total: 4,
      counts: { unowned: 3, doublyOwned: 1 },
      complete: true,
      facets: { clusters: ['prod-eu'], namespaces: ['legacy', 'shop'] },
    });
    const reports = body.items.find(
      ({ object }: any) => object.name === 'reports',
    );
    expect(reports.fixes[0].text).toBe(
      'metadata:\n  annotations:\n    flux-delivery/entity: component:default/reports',
    );
  });

  it('gives pages that are the list when put together', async () => {
    const whole = (await get('/ownership/gaps')).body.items;
    const pages = [];
    let cursor: string | null = '';
    do {
      const { body }: { body: any } = await get(
        `/ownership/gaps?limit=1${cursor && `&cursor=${cursor}`}`,
      );
      pages.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor);
    expect(pages).toEqual(whole);
  });

  it.each([
    ['gap=doublyOwned', 1],
    ['namespace=legacy', 3],
    ['kind=deployment&cluster=prod-eu', 2],
    ['cluster=staging', 0],
  ])('filters gaps by %s', async (filter, total) => {
    const { body } = await get(`/ownership/gaps?${filter}`);
    expect([body.items.length, body.total]).toEqual([total, total]);
  });

  it.each([
    ['/ownership', 'q'],
    ['/ownership?image=a.io/b&pod=c', 'pod'],
    ['/ownership?kind=Deployment&name=api', 'namespace'],
    ['/ownership?kind=Nonsense&name=api&namespace=shop', 'kind'],
    ['/ownership?digest=abc', 'digest'],
    ['/ownership?url=abc', 'url'],
    ['/ownership?nothing=1', 'nothing'],
    [`/ownership?q=${'x'.repeat(1025)}`, 'q'],
    ['/ownership/gaps?cursor=bm90aGluZw', 'cursor'],
    ['/ownership/gaps?limit=201', 'limit'],
    ['/ownership/gaps?gap=any', 'gap'],
  ])('refuses %s, and names %s', async (path, field) => {
    const { status, body } = await get(path);
    expect([status, body.error.name]).toEqual([400, 'InputError']);
    expect(body.error.message).toContain(field);
  });

  it('gives 404 for an entity that is not there, and needs a token', async () => {
    expect(
      (await get('/entities/component/default/gone/ownership')).status,
    ).toBe(404);
    const { status } = await portal
      .get('/ownership?q=a')
      .set('Authorization', mockCredentials.none.header());
    expect(status).toBe(401);
  });

  it('asks no cluster for any of it', async () => {
    for (const path of [
      '/ownership/gaps',
      '/ownership?q=orders',
      '/entities/component/default/orders/ownership',
    ]) {
      expect(await requestsWhile(portal, 100, () => get(path))).toBeLessThan(
        100,
      );
    }
  });
});
