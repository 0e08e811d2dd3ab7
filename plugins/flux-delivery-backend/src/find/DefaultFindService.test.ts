import { mockCredentials } from '@backstage/backend-test-utils';
import type {
  Delivery,
  LedgerRow,
  Promotion,
} from 'backstage-plugin-flux-delivery-common';
import { MemoryHintStore } from '../events/MemoryHintStore';
import { aHint } from '../events/__testUtils__/describeHintStore';
import { row } from '../history/__testUtils__/rows';
import { MemoryDeliveryLedger } from '../history/MemoryDeliveryLedger';
import { MemoryIdentifierIndex } from '../identifiers/MemoryIdentifierIndex';
import { aPromotion } from '../promotions/__testUtils__/aPromotion';
import { MemoryPromotionStore } from '../promotions/MemoryPromotionStore';
import { DefaultFindService } from './DefaultFindService';
import type { ReadablePart } from './Readable';

const API = 'component:default/payments-api';
const WEB = 'component:default/web';
const COMMIT = '3fa2c1e00000000000000000000000000000beef';
const OTHER_COMMIT = '3fa2c1f00000000000000000000000000000beef';
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const credentials = mockCredentials.user();

const image = (version: string, running?: string) => ({
  workload: 'Deployment/api',
  container: 'api',
  declared: `ghcr.io/acme/api:${version}`,
  ...(running && { running }),
});

const EVERYTHING: ReadablePart = {
  told: each => [...each],
  seesEnvironment: () => true,
};

async function setUp({
  rows = [] as LedgerRow[],
  promotions = [] as Promotion[],
  hints = [] as ReturnType<typeof aHint>[],
  hidden = [] as string[],
  part = EVERYTHING as ReadablePart,
  images = { [API]: ['ghcr.io/acme/api'] } as Record<string, string[]>,
} = {}) {
  const identifiers = new MemoryIdentifierIndex();
  const history = new MemoryDeliveryLedger(identifiers);
  const store = new MemoryPromotionStore(identifiers);
  const hintStore = new MemoryHintStore(identifiers);
  for (const each of rows) {
    const { entityRef, targetId } = each.delivery;
    const result = await history.write({ entityRef, targetId }, [
      { type: 'append', row: each },
    ]);
    expect(result).toBe('written');
  }
  for (const each of promotions) {
    await store.record(each, 'f');
  }
  for (const each of hints) {
    await hintStore.add(each);
  }
  const readable = jest.fn(
    async (refs: readonly string[]) =>
      new Map(
        refs
          .filter(ref => !hidden.includes(ref))
          .map(ref => [ref, part] as const),
      ),
  );
  const service = new DefaultFindService({
    identifiers,
    history,
    promotions: store,
    hints: hintStore,
    readable: { for: () => readable },
    subjects: {
      of: async entityRef => ({
        entityRef,
        images: images[entityRef] ?? [],
        sources: [],
      }),
    },
    now: () => new Date('2026-11-21T12:00:00Z'),
  });
  return {
    readable,
    byIds: jest.spyOn(store, 'byIds'),
    find: (query: string) => service.find(query, { credentials }),
  };
}

const delivered = (sequence: number, change: Partial<Delivery>) =>
  row(sequence, change);

describe('finding releases', () => {
  const rows = [
    delivered(1, {
      revisions: {
        raw: `stable@${digest('a')}`,
        commit: COMMIT,
        tag: 'stable',
        digest: digest('a'),
      },
      images: [image('1.8.3', digest('e'))],
      outcome: 'succeeded',
    }),
    delivered(2, {
      revisions: { commit: OTHER_COMMIT },
      images: [image('1.8.4')],
    }),
  ];
  const promotion = aPromotion({
    id: 'release-4812',
    entityRef: API,
    version: { commit: COMMIT },
    pipeline: { id: '4812', url: 'https://ci.example.com/runs/4812' },
    change: { url: 'https://git.example.com/pr/7' },
    occurredAt: '2026-11-21T05:00:30Z',
  });

  it.each([
    ['a full commit', COMMIT, true],
    ['a short commit', '3fa2c1e', false],
    ['a revision of Flux', `main@sha1:${COMMIT}`, true],
    ['a revision of an artifact', `stable@${digest('a')}`, true],
    ['a short digest', 'sha256:aaaaaaa', false],
    ['bare hex of a digest', 'aaaaaaaaaa', false],
    ['a chart version with 12 hex digits', `1.2.3+${'a'.repeat(12)}`, false],
    ['the digest that runs', digest('e'), true],
    ['the tag of an image', '1.8.3', true],
    ['an image', 'ghcr.io/acme/api:1.8.3', true],
    ['the id of a promotion', 'release-4812', true],
    ['the number of a pipeline', '#4812', true],
    ['the URL of a pipeline', 'https://ci.example.com/runs/4812?check=1', true],
    ['the URL of a change request', 'https://git.example.com/pr/7', true],
    ['the URL of a commit', `https://git.example.com/x/commit/${COMMIT}`, true],
  ])('by %s', async (_what, query, exact) => {
    const { find } = await setUp({ rows, promotions: [promotion] });
    const { items, ambiguous } = await find(query);
    expect(items).toHaveLength(1);
    expect(ambiguous).toBe(false);
    expect(items[0]).toMatchObject({ entityRef: API, exact });
    expect(items[0].promotions.map(({ id }) => id)).toEqual(['release-4812']);
  });

  it('finds nothing by rows that may not be read, and does not count them', async () => {
    const part: ReadablePart = {
      told: all => all.filter(({ sequence }) => sequence === 2),
      seesEnvironment: environment => environment !== promotion.environment,
    };
    const { find } = await setUp({ rows, promotions: [promotion], part });
    for (const query of [COMMIT, 'release-4812', digest('e')]) {
      expect(await find(query)).toMatchObject({ items: [], truncated: false });
    }
    const { items } = await find('3fa2c1f');
    expect(items).toHaveLength(1);
    expect(items[0].deliveries).toHaveLength(1);
    expect(items[0].promotions).toEqual([]);
  });

  it('tells where it is and was, every name, and how each is known', async () => {
    const { find } = await setUp({ rows, promotions: [promotion] });
    const {
      items: [found],
      readAs,
    } = await find('3fa2c1e');
    expect(readAs[0]).toEqual({ kind: 'commit', value: '3fa2c1e' });
    expect(found).toMatchObject({
      title: 'payments-api stable (3fa2c1e)',
      because: `its commit begins so: ${COMMIT}`,
      deliveries: [
        {
          environment: 'prod',
          cluster: 'prod-eu',
          outcome: 'succeeded',
          current: false,
        },
      ],
      promotions: [
        {
          id: 'release-4812',
          environment: 'prod',
          actor: { name: 'd.khan', trust: 'verified' },
        },
      ],
    });
    const edges = found.edges.map(({ to, how }) => `${to} ${how}`);
    expect(edges).toEqual(
      expect.arrayContaining([
        `${COMMIT} ociAnnotation`,
        `${digest('e')} runningPod`,
        '1.8.3 imageReference',
        '4812 promotion',
      ]),
    );
    expect(found.edges[0].because).toMatch(
      /^known from .* Kustomization payments\/api in prod-eu/,
    );
  });

  it('says so where a short name is that of several', async () => {
    const { find } = await setUp({
      rows: [
        ...rows,
        delivered(1, {
          entityRef: WEB,
          targetId: 'prod-eu~web',
          revisions: { commit: COMMIT },
        }),
      ],
    });
    const { items, ambiguous } = await find('3fa2c1');
    expect(items).toEqual([]);
    expect(ambiguous).toBe(false);

    const several = await find('3fa2c1e0');
    expect(several.ambiguous).toBe(true);
    expect(several.items.map(({ entityRef }) => entityRef).sort()).toEqual([
      API,
      WEB,
    ]);
  });

  it('tells what runs now before what did', async () => {
    const { find } = await setUp({
      rows: [
        delivered(1, { revisions: { tag: '1.0.0', commit: COMMIT } }),
        delivered(2, { revisions: { commit: OTHER_COMMIT } }),
        delivered(1, {
          entityRef: WEB,
          targetId: 'w',
          revisions: { tag: '1.0.0' },
        }),
      ],
    });
    const { items } = await find('1.0.0');
    expect(items.map(({ entityRef }) => entityRef)).toEqual([WEB, API]);
  });

  it('by a pod, finds what its workload runs now, and not what it ran', async () => {
    const { find } = await setUp({ rows });
    const { items } = await find('api-7d9f8b6c5d-x2vqz');
    expect(items).toHaveLength(1);
    expect(items[0].deliveries).toHaveLength(1);
    expect(items[0].deliveries[0].current).toBe(true);
    expect(items[0].because).toBe('deployment/api is what it runs as now');
  });

  it('by a revision of Helm, in the namespace that was pasted', async () => {
    const release = (namespace: string, targetId: string) =>
      delivered(1, {
        targetId,
        applier: {
          group: 'helm.toolkit.fluxcd.io',
          kind: 'HelmRelease',
          namespace,
          name: 'pricing',
        },
        revisions: { chartVersion: '1.2.3', helmRevision: 12 },
      });
    const { find } = await setUp({
      rows: [release('shop', 'a'), release('risk', 'b')],
    });
    expect((await find('pricing.v12')).items[0].deliveries).toHaveLength(2);
    const named = await find('shop/pricing v12');
    expect(named.items[0].deliveries.map(({ targetId }) => targetId)).toEqual([
      'a',
    ]);
    expect((await find('pricing.v1')).items).toEqual([]);
  });

  it('finds a release by what an event of Flux said of it, in its applier alone', async () => {
    const hint = aHint({
      applier: { kind: 'Kustomization', namespace: 'payments', name: 'api' },
      revision: `main@sha1:${OTHER_COMMIT}`,
      identifiers: [
        { kind: 'pipeline', value: 'e076e315', how: 'eventMetadata' },
      ],
      at: '2026-11-21T05:02:00Z',
    });
    const named = [
      rows[0],
      delivered(2, {
        revisions: { raw: `main@sha1:${OTHER_COMMIT}`, commit: OTHER_COMMIT },
      }),
    ];
    const { find } = await setUp({ rows: named, hints: [hint] });
    const { items } = await find('e076e315');
    expect(items).toHaveLength(1);
    expect(items[0].deliveries).toHaveLength(1);
    expect(items[0].edges).toContainEqual(
      expect.objectContaining({
        from: OTHER_COMMIT,
        to: 'e076e315',
        how: 'eventMetadata',
      }),
    );
    const strange = await setUp({
      rows: named,
      hints: [{ ...hint, cluster: 'prod-us' }],
    });
    expect((await strange.find('e076e315')).items).toEqual([]);
  });

  it('finds a promotion that names an image alone, for those who deliver it', async () => {
    const { find } = await setUp({
      rows,
      promotions: [
        aPromotion({
          id: 'by-image',
          entityRef: undefined,
          image: 'ghcr.io/acme/api',
        }),
        aPromotion({
          id: 'by-stranger',
          entityRef: undefined,
          image: 'ghcr.io/acme/stranger',
        }),
      ],
    });
    expect((await find('by-image')).items).toMatchObject([
      { entityRef: API, promotions: [{ id: 'by-image' }] },
    ]);
    expect((await find('by-stranger')).items).toEqual([]);
  });

  it('tells runs apart whose URLs differ in the query alone', async () => {
    const url = (build: number) =>
      `https://ci.example.com/results?buildId=${build}`;
    const { find } = await setUp({
      promotions: [1, 2].map(build =>
        aPromotion({
          id: `build-${build}`,
          entityRef: API,
          pipeline: { id: `${build}`, url: url(build) },
        }),
      ),
    });
    for (const query of [url(2), `${url(2)}#logs`]) {
      const { items } = await find(query);
      expect(items.map(({ promotions }) => promotions[0].id)).toEqual([
        'build-2',
      ]);
    }
  });

  it('leaves no trace of what the caller may not read', async () => {
    const both = {
      rows: [
        ...rows,
        delivered(1, {
          entityRef: WEB,
          targetId: 'w',
          revisions: { commit: COMMIT },
        }),
      ],
      promotions: [promotion],
    };
    const alone = await setUp({ rows: [both.rows[2]] });
    const beside = await setUp({ ...both, hidden: [API] });
    for (const query of [COMMIT, '3fa2c1e', '4812', '1.8.3', 'release-4812']) {
      expect(await beside.find(query)).toEqual(await alone.find(query));
    }
  });

  it('asks for permissions once, and for nobody where nothing is found', async () => {
    const { find, readable } = await setUp({ rows });
    await find('1.8.3');
    expect(readable).toHaveBeenCalledTimes(1);
    expect(readable.mock.calls[0][0]).toEqual([API]);
  });

  const tagged = (entityRef: string, sequence = 1) =>
    delivered(sequence, { entityRef, revisions: { tag: '1.0.0' } });
  const others = (count: number) =>
    Array.from({ length: count }, (_, at) => `component:default/other-${at}`);

  it('does not let what is hidden push out what is not', async () => {
    const hidden = others(300);
    const { find, readable } = await setUp({
      rows: [tagged(API), ...hidden.map(ref => tagged(ref))],
      hidden,
    });
    const { items, truncated } = await find('1.0.0');
    expect(items.map(({ entityRef }) => entityRef)).toEqual([API]);
    expect(truncated).toBe(false);
    for (const [refs] of readable.mock.calls) {
      expect(refs.length).toBeLessThanOrEqual(100);
    }
  });

  it('does not let one that delivers often push out others', async () => {
    const often = Array.from({ length: 2_100 }, (_, at) => tagged(WEB, at + 1));
    const { find } = await setUp({ rows: [tagged(API), ...often] });
    const { items } = await find('1.0.0');
    expect(items.map(({ entityRef }) => entityRef).sort()).toEqual([API, WEB]);
  });

  it('says that there may be more where it stops to ask', async () => {
    const hidden = others(2_001);
    const { find, readable } = await setUp({
      rows: [tagged(API), ...hidden.map(ref => tagged(ref))],
      hidden,
    });
    const { items, truncated } = await find('1.0.0');
    expect([items, truncated]).toEqual([[], true]);
    expect(readable).toHaveBeenCalledTimes(20);
  });

  it('counts what a record says of an image for no proof of whose it is', async () => {
    const api = 'ghcr.io/acme/api';
    const promotions = [
      aPromotion({ id: 'by-image', entityRef: undefined, image: api }),
      aPromotion({ id: 'lie', entityRef: WEB, image: api }),
    ];
    const { find } = await setUp({ rows, promotions, hidden: [API] });
    expect((await find('by-image')).items).toEqual([]);
    // Its own path has the image, and nobody vouches for that.
    const unproven = await setUp({
      rows: [
        ...rows,
        delivered(1, { entityRef: WEB, targetId: 'w', images: [image('1')] }),
      ],
      promotions,
      hidden: [API],
    });
    expect((await unproven.find('by-image')).items).toEqual([]);
    const proven = await setUp({ rows, promotions });
    expect((await proven.find('by-image')).items).toMatchObject([
      { entityRef: API },
    ]);
  });

  it('tells of no record at the service of others that bear the same tag', async () => {
    const { find } = await setUp({
      rows: [
        delivered(1, { revisions: { tag: '7.7.7' }, images: [image('7.7.7')] }),
        delivered(1, {
          entityRef: WEB,
          targetId: 'w',
          revisions: { tag: '7.7.7' },
        }),
      ],
      promotions: [
        aPromotion({
          id: 'of-api',
          entityRef: undefined,
          image: 'ghcr.io/acme/api',
          version: { tag: '7.7.7' },
          occurredAt: '2026-11-21T05:00:30Z',
        }),
      ],
    });
    const { items } = await find('7.7.7');
    const told = items.map(each => [each.entityRef, each.promotions.length]);
    expect(Object.fromEntries(told)).toEqual({ [API]: 1, [WEB]: 0 });
  });

  it('joins rows as their page does, among rows and records that were not looked for', async () => {
    const again = (sequence: number, commit: string) =>
      delivered(sequence, {
        revisions: { tag: '6.6.6', commit },
        images: [image('6.6.6')],
      });
    const { find } = await setUp({
      rows: [again(1, COMMIT), again(2, 'b'.repeat(40))],
      promotions: [
        aPromotion({
          id: 'of-api',
          entityRef: undefined,
          image: 'ghcr.io/acme/api',
          version: { tag: '6.6.6' },
          occurredAt: '2026-11-21T05:00:30Z',
        }),
      ],
    });
    const recordsOf = async (query: string) =>
      (await find(query)).items.map(({ promotions }) =>
        promotions.map(({ id }) => id),
      );
    expect(await recordsOf(COMMIT)).toEqual([['of-api']]);
    // A record is carried out once, by the first row that bears a name of it.
    expect(await recordsOf('b'.repeat(40))).toEqual([[]]);
  });

  it('reads records that name no entity all at once', async () => {
    const promotions = Array.from({ length: 600 }, (_, at) =>
      aPromotion({
        id: `r${at}`,
        entityRef: undefined,
        image: 'ghcr.io/acme/api',
        version: { tag: '9.9.9' },
      }),
    );
    const { find, byIds } = await setUp({ rows, promotions });
    const { items } = await find('9.9.9');
    expect(items).toMatchObject([{ entityRef: API }]);
    expect(byIds.mock.calls.length).toBeLessThanOrEqual(2);
  });

  it('is bounded', async () => {
    const many = Array.from({ length: 60 }, (_, at) =>
      delivered(1, {
        entityRef: `component:default/e${at}`,
        targetId: 't',
        revisions: { tag: '9.9.9' },
      }),
    );
    const { find } = await setUp({ rows: many });
    const { items, truncated, ambiguous } = await find('9.9.9');
    expect(items).toHaveLength(20);
    expect([truncated, ambiguous]).toEqual([true, true]);
  });

  it.each(['', '   ', 'x'.repeat(2000), '%', "' OR 1=1 --", '__proto__', '\0'])(
    'finds nothing, and breaks nothing: %j',
    async query => {
      const { find } = await setUp({ rows });
      const answer = await find(query);
      expect(answer.items).toEqual([]);
      expect(answer.query.length).toBeLessThanOrEqual(512);
    },
  );
});
