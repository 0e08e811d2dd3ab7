import { mockServices } from '@backstage/backend-test-utils';
import type {
  IndexedReleaseDto,
  ReleasesDto,
} from 'backstage-plugin-flux-delivery-common';
import { readCollatorOptions } from './collatorOptions';
import { PluginReader } from './PluginReader';
import { ReleaseCollatorFactory } from './ReleaseCollatorFactory';
import type { ReleaseDocument } from './ReleaseDocument';

const release = (number: number): IndexedReleaseDto => ({
  entityRef: 'component:default/orders',
  key: `sha256:${number}`,
  title: `1.8.${number}`,
  names: [`1.8.${number}`, 'c'.repeat(40)],
  firstSeenAt: '2026-11-21T05:00:00Z',
});

/** A plugin that answers with so many pages of two releases each, or refuses one. */
function setUp({
  pages = 1,
  refused = -1,
  times = Infinity,
  status = 503,
  template = '',
} = {}) {
  const asked: string[] = [];
  const slept: number[] = [];
  let refusals = 0;
  const fake = async (url: string | URL | Request, init?: RequestInit) => {
    const { search, pathname } = new URL(String(url));
    const at = Number(new URLSearchParams(search).get('cursor') ?? 0);
    asked.push(
      `${pathname} ${at} ${Boolean(
        new Headers(init?.headers).get('authorization'),
      )}`,
    );
    const page: ReleasesDto = {
      items: [release(2 * at), release(2 * at + 1)],
      ...(at + 1 < pages && { nextCursor: String(at + 1) }),
    };
    refusals += at === refused ? 1 : 0;
    return at === refused && refusals <= times
      ? new Response('{}', { status })
      : new Response(JSON.stringify(page));
  };
  const factory = new ReleaseCollatorFactory({
    reader: new PluginReader({
      auth: mockServices.auth(),
      discovery: mockServices.discovery(),
      fetch: fake,
      sleep: async ms => slept.push(ms),
    }),
    locationTemplate:
      template || '/catalog/:namespace/:kind/:name/delivery-path',
  });
  return { asked, slept, factory };
}

async function read(factory: ReleaseCollatorFactory, most = Infinity) {
  const documents: ReleaseDocument[] = [];
  for await (const document of await factory.getCollator()) {
    documents.push(document);
    if (documents.length >= most) {
      break;
    }
  }
  return documents;
}

describe('ReleaseCollatorFactory', () => {
  it('makes one document of a release, that search filters by the permission on its entity', async () => {
    const { factory } = setUp();
    expect(factory.visibilityPermission.name).toBe(
      'flux-delivery.history.read',
    );
    const [document] = await read(factory);
    expect(document).toEqual({
      title: 'orders 1.8.0',
      text: `1.8.0 ${'c'.repeat(40)}`,
      location:
        '/catalog/default/component/orders/delivery-path?section=history&find=1.8.0#sha256%3A0',
      entityRef: 'component:default/orders',
      firstSeenAt: '2026-11-21T05:00:00Z',
      authorization: { resourceRef: 'component:default/orders' },
    });
  });

  it('reads page after page, each with a token', async () => {
    const { factory, asked } = setUp({ pages: 3 });
    expect(await read(factory)).toHaveLength(6);
    expect(asked).toEqual(
      [0, 1, 2].map(page => `/api/flux-delivery/releases ${page} true`),
    );
  });

  it('gives two releases of one name different places: engines take those of one place for one', async () => {
    const { factory } = setUp({ pages: 5 });
    const documents = await read(factory);
    expect(new Set(documents.map(({ location }) => location)).size).toBe(10);
  });

  it('asks for no page that is not wanted yet', async () => {
    const { factory, asked } = setUp({ pages: 1_000 });
    await read(factory, 3);
    // A stream holds 16 objects ahead of its reader.
    expect(asked.length).toBeLessThanOrEqual(11);
  });

  it('fails as a whole where a page is refused', async () => {
    const { factory, slept } = setUp({ pages: 3, refused: 1, status: 403 });
    await expect(read(factory)).rejects.toMatchObject({
      name: 'ResponseError',
    });
    expect(slept).toEqual([]);
  });

  it('waits for a plugin that is starting, and not for ever', async () => {
    const starting = setUp({ refused: 0, times: 3 });
    expect(await read(starting.factory)).toHaveLength(2);
    expect(starting.slept).toHaveLength(3);
    const away = setUp({ refused: 0 });
    await expect(read(away.factory)).rejects.toMatchObject({
      name: 'ResponseError',
    });
    expect(away.asked).toHaveLength(5);
  });

  it('goes where the tab is', async () => {
    const { factory } = setUp({ template: '/services/:name/flux' });
    const [{ location }] = await read(factory);
    expect(location).toMatch(/^\/services\/orders\/flux\?section=history&/);
  });
});

describe('readCollatorOptions', () => {
  const options = (fluxDelivery?: object) =>
    readCollatorOptions(
      mockServices.rootConfig({
        data: fluxDelivery ? { search: { collators: { fluxDelivery } } } : {},
      }),
    );

  it('has defaults', () => {
    expect(options()).toEqual({
      schedule: expect.objectContaining({ frequency: { minutes: 10 } }),
      locationTemplate: '/catalog/:namespace/:kind/:name/delivery-path',
    });
  });

  it('takes another schedule and another place', () => {
    const schedule = { frequency: { hours: 1 }, timeout: { minutes: 5 } };
    expect(options({ schedule, locationTemplate: '/x/:name' })).toMatchObject({
      schedule,
      locationTemplate: '/x/:name',
    });
  });
});
