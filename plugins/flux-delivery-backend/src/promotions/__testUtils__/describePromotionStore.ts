/* eslint-disable jest/no-export -- A contract suite: the test of each store calls it. */
import type { IdentifierIndex } from '../../identifiers/IdentifierIndex';
import type { PromotionPosition, PromotionStore } from '../PromotionStore';
import { aPromotion } from './aPromotion';

const ENTITY = 'component:default/payments-api';
const OF_ENTITY = { entityRef: ENTITY, images: [], sources: [] };
const FEW = { limit: 10 };

export interface StoreUnderTest {
  store: PromotionStore;
  identifiers: IdentifierIndex<any>;
}

/** What every store of promotions does, whatever it keeps them in. */
export function describePromotionStore(
  name: string,
  make: () => Promise<StoreUnderTest>,
) {
  const idsOf = async (
    store: PromotionStore,
    ...[subject = OF_ENTITY, filter = {}]: Partial<
      Parameters<PromotionStore['page']>
    >
  ) =>
    (await store.page(subject, filter, FEW)).items.map(({ id }) => id).join();

  describe(`${name} keeps the contract of a store of promotions`, () => {
    it('gives back what was recorded, to the letter', async () => {
      const { store } = await make();
      const promotion = aPromotion({
        notes: 'Zweig „release“ 🙈\n__proto__ \'"\\',
        pipeline: { id: '4812', url: 'https://ci.example.com/4812' },
        change: { url: 'https://git.example.com/pr/7' },
        from: 'staging',
        kind: 'rollback',
      });
      expect(await store.record(promotion, 'f1')).toEqual({
        created: true,
        promotion,
        fingerprint: 'f1',
      });
      expect(await store.page(OF_ENTITY, {}, FEW)).toEqual({
        items: [promotion],
      });
      expect(await store.byIds(['release-1', 'none'])).toEqual([promotion]);
    });

    it('writes an id once, and tells what is there', async () => {
      const { store } = await make();
      const first = aPromotion();
      await store.record(first, 'f1');
      expect(
        await store.record(aPromotion({ notes: 'another' }), 'f2'),
      ).toEqual({ created: false, promotion: first, fingerprint: 'f1' });
      expect(await store.page(OF_ENTITY, {}, FEW)).toEqual({ items: [first] });
    });

    it('writes an id once, however many are told at the same time', async () => {
      const { store } = await make();
      const told = await Promise.all(
        Array.from({ length: 8 }, (_, at) =>
          store.record(aPromotion({ notes: `${at}` }), `f${at}`),
        ),
      );
      expect(told.filter(({ created }) => created)).toHaveLength(1);
      expect(new Set(told.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    });

    it('places records by when they happened, not by when they came', async () => {
      const { store } = await make();
      const at = { b: '12:00:00.002Z', d: '13:00:00Z', a: '12:00:00.001Z' };
      for (const [id, time] of Object.entries(at)) {
        await store.record(
          aPromotion({ id, occurredAt: `2026-11-21T${time}` }),
          'f',
        );
      }
      expect(await idsOf(store)).toBe('d,b,a');
    });

    it('gives every record once over pages, also those of one instant', async () => {
      const { store } = await make();
      const ids = ['a', 'B', 'c', 'ä', '_', '0', '~'];
      for (const id of ids) {
        await store.record(aPromotion({ id }), 'f');
      }
      const seen: string[] = [];
      let after: PromotionPosition | undefined;
      do {
        const page = await store.page(OF_ENTITY, {}, { limit: 2, after });
        seen.push(...page.items.map(({ id }) => id));
        after = page.next;
      } while (after);
      expect(seen).toEqual([...ids].sort().reverse());
    });

    it('filters by environment, kind and time', async () => {
      const { store } = await make();
      await store.record(aPromotion({ id: 'a', environment: 'staging' }), 'f');
      await store.record(aPromotion({ id: 'b', kind: 'rollback' }), 'f');
      await store.record(
        aPromotion({ id: 'c', occurredAt: '2026-11-22T00:00:00Z' }),
        'f',
      );
      expect(await idsOf(store, OF_ENTITY, { environment: 'prod' })).toBe(
        'c,b',
      );
      expect(
        await idsOf(store, OF_ENTITY, { environments: ['staging', 'dev'] }),
      ).toBe('a');
      expect(await idsOf(store, OF_ENTITY, { environments: [] })).toBe('');
      expect(await idsOf(store, OF_ENTITY, { kinds: ['promotion'] })).toBe(
        'c,a',
      );
      expect(
        await idsOf(store, OF_ENTITY, { from: '2026-11-22T00:00:00Z' }),
      ).toBe('c');
      expect(
        await idsOf(store, OF_ENTITY, { until: '2026-11-22T00:00:00Z' }),
      ).toBe('b,a');
    });

    it('finds records that name an image or a source of the entity, and no entity', async () => {
      const { store } = await make();
      const none = { entityRef: undefined };
      const image = 'ghcr.io/acme/api';
      const source = 'https://github.com/acme/api.git';
      await store.record(aPromotion({ id: 'a', ...none, image }), 'f');
      await store.record(aPromotion({ id: 'b', ...none, source }), 'f');
      await store.record(aPromotion({ id: 'c', ...none, image, source }), 'f');
      await store.record(
        aPromotion({ id: 'd', entityRef: 'component:default/other', image }),
        'f',
      );
      const subject = {
        entityRef: ENTITY,
        images: [image, 'x'],
        sources: ['github.com/acme/api'],
      };
      expect(await idsOf(store)).toBe('');
      expect(await idsOf(store, subject)).toBe('c,b,a');
      expect(await idsOf(store, { ...subject, images: [] })).toBe('c,b');
    });

    it('is found by every name of it', async () => {
      const { store, identifiers } = await make();
      await store.record(
        aPromotion({
          source: 'git@github.com:acme/api.git',
          pipeline: { id: '4812', url: 'https://ci.example.com/4812/?x=1#y' },
          change: { url: 'https://git.example.com/pr/7' },
        }),
        'f',
      );
      const names = await identifiers.of('promotion', ['release-1']);
      expect(names.map(({ kind, value }) => `${kind} ${value}`).sort()).toEqual(
        [
          'change https://git.example.com/pr/7',
          'pipeline 4812',
          'pipelineUrl https://ci.example.com/4812?x=1',
          'promotion release-1',
          'source github.com/acme/api',
          'tag 1.8.3',
        ],
      );
      expect(names[0]).toMatchObject({
        entityRef: ENTITY,
        environment: 'prod',
        how: 'promotion',
      });
    });

    it('forgets what is old, with its names, and never the newest of an environment', async () => {
      const { store, identifiers } = await make();
      const old = (id: string, day: number, environment = 'prod') =>
        store.record(
          aPromotion({
            id,
            environment,
            occurredAt: `2026-01-0${day}T00:00:00Z`,
            recordedAt: `2026-01-0${day}T00:00:00Z`,
          }),
          'f',
        );
      await old('a', 1);
      await old('b', 2);
      await old('c', 3);
      await old('d', 1, 'staging');
      await store.record(
        aPromotion({
          id: 'late',
          occurredAt: '2026-01-01T00:00:00Z',
          recordedAt: '2026-11-21T00:00:00Z',
        }),
        'f',
      );

      expect(await store.prune('2026-06-01T00:00:00Z', 1)).toBe(1);
      expect(await idsOf(store)).toBe('c,b,late,d');
      expect(await store.prune('2026-06-01T00:00:00Z', 10)).toBe(1);
      expect(await store.prune('2026-06-01T00:00:00Z', 10)).toBe(0);
      expect(await idsOf(store)).toBe('c,late,d');
      expect(await identifiers.of('promotion', ['a', 'b'])).toEqual([]);
    });
  });
}
