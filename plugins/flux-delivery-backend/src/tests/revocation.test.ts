import { loadFixture } from 'backstage-plugin-flux-delivery-common/testUtils';
import { headerOf, policyFor, readers } from '../__testUtils__/readers';
import {
  type Portal,
  settled,
  startPortal,
} from '../__testUtils__/startPortal';

jest.setTimeout(180_000);

const ENTITY = '/entities/component/default/catalog';
const REF = 'component:default/catalog';
/** Within which an answer must know: an open page asks so often that the sum is less than ten seconds. */
const KNOWN_MS = 1_100;
const BOUND_MS = 10_000;

/** By what it shows, whether a view tells the reader anything of the service. */
type View = [string, (portal: Portal, reader: string) => Promise<boolean>];

const get = (portal: Portal, path: string, reader: string) =>
  portal.get(path).set('Authorization', headerOf(reader));
const page =
  (path: string): View[1] =>
  async (portal, reader) =>
    (await get(portal, path, reader)).status === 200;
const list =
  (path: string, key = 'items'): View[1] =>
  async (portal, reader) =>
    (await get(portal, path, reader)).body[key].length > 0;

const VIEWS: View[] = [
  ['the path', page(`${ENTITY}/path`)],
  ['its history', page(`${ENTITY}/deliveries`)],
  ['its owners', page(`${ENTITY}/ownership`)],
  ['its contract', page(`${ENTITY}/contract`)],
  ['the fleet', list('/fleet')],
  [
    'summaries',
    async (portal, reader) => {
      const { body } = await portal
        .post('/summaries')
        .set('Authorization', headerOf(reader))
        .send({ entityRefs: [REF] });
      return body.items.length > 0;
    },
  ],
  [
    'look-ups of owners',
    list('/ownership?kind=Deployment&namespace=shop&name=catalog', 'matches'),
  ],
  [
    'look-ups of entities',
    list('/ownership?q=component:default/catalog', 'entityRefs'),
  ],
];

describe('A4: a service that changes hands', () => {
  const handed = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'catalog',
      namespace: 'default',
      annotations: { 'backstage.io/kubernetes-id': 'catalog' },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/shop',
    },
  };
  let portal: Portal;

  beforeAll(async () => {
    portal = await startPortal({
      clusters: { staging: loadFixture('healthy-git-kustomization.yaml') },
      // The catalog of the test keeps the object itself: what changes in it changes there.
      entities: [handed],
      config: { permission: { enabled: true } },
      features: policyFor(readers()).features,
    });
    await settled(portal);
  });
  afterAll(() => portal.stop());

  /** The names of the views that tell the reader something. */
  async function told(reader: string): Promise<string[]> {
    const answers = await Promise.all(
      VIEWS.map(async ([name, tells]) =>
        (await tells(portal, reader)) ? name : [],
      ),
    );
    return answers.flat();
  }

  /** Asks as open pages do, until it holds or the time is over. */
  async function within(
    ms: number,
    holds: () => Promise<boolean>,
  ): Promise<number> {
    const begin = Date.now();
    while (!(await holds()) && Date.now() - begin < ms) {
      await new Promise(resolve => setTimeout(resolve, 500));
    }
    return Date.now() - begin;
  }

  it('A4: is gone from every view of its former owner a second later, and there for the new one within ten', async () => {
    const all = VIEWS.map(([name]) => name);
    await within(
      30_000,
      async () => (await told('owner')).length === all.length,
    );
    expect(await told('owner')).toEqual(all);
    expect(await told('stranger')).toEqual([]);

    handed.spec.owner = 'group:default/others';
    await new Promise(resolve => setTimeout(resolve, KNOWN_MS));
    expect(await told('owner')).toEqual([]);
    await within(
      BOUND_MS,
      async () => (await told('stranger')).length === all.length,
    );
    // The history went with it.
    expect(await told('stranger')).toEqual(all);
  });

  it('A4: names the new owner in its row', async () => {
    const owner = async () =>
      (await get(portal, '/fleet', 'stranger')).body.items[0]?.owner;
    await within(
      BOUND_MS,
      async () => (await owner()) === 'group:default/others',
    );
    expect(await owner()).toBe('group:default/others');
  });
});
