/* eslint-disable jest/no-export -- A contract suite: the test of each store calls it. */
import type { IdentifierIndex } from '../../identifiers/IdentifierIndex';
import type { HintStore, StoredHint } from '../HintStore';

const API = { kind: 'Kustomization', namespace: 'shop', name: 'api' };

export const aHint = (change: Partial<StoredHint> = {}): StoredHint => ({
  id: 'h1',
  cluster: 'prod-eu',
  applier: API,
  at: '2026-11-21T12:00:00Z',
  toldOf: 'Kustomization shop/api',
  revision: `main@sha1:${'a'.repeat(40)}`,
  identifiers: [{ kind: 'pipeline', value: '4812', how: 'eventMetadata' }],
  actor: { name: 'ann „x“', type: 'unknown', trust: 'claimed' },
  metadata: { deploymentID: '4812' },
  ...change,
});

/** What every store of hints does, whatever it keeps them in. */
export function describeHintStore(
  name: string,
  make: () => Promise<{ store: HintStore; identifiers: IdentifierIndex<any> }>,
) {
  describe(`${name} keeps the contract of a store of hints`, () => {
    it('keeps a hint once, to the letter, and by its names', async () => {
      const { store, identifiers } = await make();
      expect(await store.add(aHint())).toBe(true);
      expect(await store.add(aHint({ metadata: {} }))).toBe(false);
      expect(await store.byIds(['h1', 'none'])).toEqual([aHint()]);
      expect(
        await identifiers.find(
          { kinds: ['pipeline'], value: '4812', prefix: false },
          { limit: 5 },
        ),
      ).toEqual([
        expect.objectContaining({ type: 'hint', id: 'h1', environment: '' }),
      ]);
    });

    it('gives those of an applier, the newest first, and of no other', async () => {
      const { store } = await make();
      await store.add(aHint());
      await store.add(aHint({ id: 'h2', at: '2026-11-21T13:00:00Z' }));
      await store.add(aHint({ id: 'h3', cluster: 'prod-us' }));
      await store.add(aHint({ id: 'h4', applier: { ...API, name: 'web' } }));
      await store.add(
        aHint({ id: 'h5', applier: { ...API, kind: 'HelmRelease' } }),
      );
      const of = async (...clusters: string[]) =>
        (await store.of(clusters.map(cluster => ({ ...API, cluster })))).map(
          ({ id }) => id,
        );
      expect(await of('prod-eu')).toEqual(['h2', 'h1']);
      expect(await of('prod-eu', 'prod-us')).toEqual(['h2', 'h1', 'h3']);
      expect(await of()).toEqual([]);
    });

    it('forgets what is old, with its names', async () => {
      const { store, identifiers } = await make();
      await store.add(aHint());
      await store.add(aHint({ id: 'h2', at: '2026-11-20T12:00:00Z' }));
      await store.add(aHint({ id: 'h3', at: '2026-11-19T12:00:00Z' }));
      expect(await store.prune('2026-11-21T00:00:00Z', 1)).toBe(1);
      expect(await store.byIds(['h2', 'h3'])).toHaveLength(1);
      expect(await store.prune('2026-11-21T00:00:00Z', 10)).toBe(1);
      expect(await identifiers.of('hint', ['h1', 'h2', 'h3'])).toHaveLength(1);
    });
  });
}
