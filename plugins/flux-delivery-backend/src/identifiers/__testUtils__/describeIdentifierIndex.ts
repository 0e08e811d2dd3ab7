/* eslint-disable jest/no-export -- A contract suite: the test of each index calls it. */
import type { Identifier } from 'backstage-plugin-flux-delivery-common';
import type { Bearer, IdentifierIndex } from '../IdentifierIndex';

const COMMIT = '3fa2c1e00000000000000000000000000000beef';
const commit: Identifier = {
  kind: 'commit',
  value: COMMIT,
  how: 'statusField',
};
const tag: Identifier = { kind: 'tag', value: '1.8.3', how: 'imageReference' };

export const delivery = (
  id: string,
  entityRef = 'component:default/api',
): Bearer => ({ type: 'delivery', id, entityRef, environment: 'prod' });
const ALL = { limit: 100 };

/** What every index of identifiers does, whatever it keeps them in. */
export function describeIdentifierIndex(
  name: string,
  make: () => Promise<IdentifierIndex<any>>,
) {
  describe(`${name} keeps the contract of an index of identifiers`, () => {
    it('finds who bears a name, whole or by its beginning', async () => {
      const index = await make();
      await index.add(delivery('d1'), [commit, tag]);

      const found = {
        ...delivery('d1'),
        kind: 'commit',
        value: COMMIT,
        how: 'statusField',
      };
      const of = (value: string, prefix: boolean) =>
        index.find({ kinds: ['commit'], value, prefix }, ALL);
      expect(await of(COMMIT, false)).toEqual([found]);
      expect(await of('3fa2c1e', true)).toEqual([found]);
      expect(await of('3fa2c1e', false)).toEqual([]);
      expect(await of('3fa2c1f', true)).toEqual([]);
    });

    it('asks by kind', async () => {
      const index = await make();
      await index.add(delivery('d1'), [commit, tag]);
      expect(
        await index.find(
          { kinds: ['digest', 'image'], value: '', prefix: true },
          ALL,
        ),
      ).toEqual([]);
      expect(
        await index.find(
          { kinds: ['tag', 'commit'], value: '', prefix: true },
          ALL,
        ),
      ).toHaveLength(2);
    });

    it('adds nothing for the same again, and what is new beside it', async () => {
      const index = await make();
      await index.add(delivery('d1'), [commit]);
      await index.add(delivery('d1'), [{ ...commit, how: 'promotion' }, tag]);

      const all = await index.of('delivery', ['d1']);
      expect(all.map(({ kind, how }) => `${kind} ${how}`).sort()).toEqual([
        'commit statusField',
        'tag imageReference',
      ]);
    });

    it('gives the newest first, and no more than is asked for', async () => {
      const index = await make();
      for (const id of ['d1', 'd2', 'd3']) {
        await index.add(delivery(id), [commit]);
      }
      const found = await index.find(
        { kinds: ['commit'], value: COMMIT, prefix: false },
        { limit: 2 },
      );
      expect(found.map(({ id }) => id)).toEqual(['d3', 'd2']);
    });

    const ofCommit = {
      kinds: ['commit'] as const,
      value: COMMIT,
      prefix: false,
    };

    it('gives of each entity that is asked for the newest, and nothing of others', async () => {
      const index = await make();
      await index.add(delivery('quiet', 'component:default/quiet'), [commit]);
      for (const id of ['d1', 'd2', 'd3']) {
        await index.add(delivery(id), [commit]);
      }
      await index.add(delivery('other', 'component:default/other'), [commit]);
      const found = await index.find(ofCommit, {
        limit: 100,
        among: {
          entityRefs: ['component:default/api', 'component:default/quiet'],
          each: 2,
        },
      });
      expect(found.map(({ id }) => id)).toEqual(['d3', 'd2', 'quiet']);
      expect(found[0]).toEqual({ ...delivery('d3'), ...commit });
    });

    it('tells whose names they are, the newest first', async () => {
      const index = await make();
      await index.add(delivery('d1', 'component:default/a'), [commit]);
      await index.add(delivery('d2', 'component:default/b'), [commit]);
      await index.add(delivery('d3', 'component:default/a'), [commit]);
      await index.add(delivery('d4', 'component:default/c'), [tag]);
      await index.add({ type: 'hint', id: 'h', environment: '' }, [commit]);
      expect(await index.entities(ofCommit, ALL)).toEqual([
        'component:default/a',
        'component:default/b',
      ]);
      expect(await index.entities(ofCommit, { limit: 1 })).toEqual([
        'component:default/a',
      ]);
    });

    it('gives what names no entity apart, by its type', async () => {
      const index = await make();
      const hint = { type: 'hint', id: 'h', environment: '' } as const;
      const record = {
        type: 'promotion',
        id: 'p',
        environment: 'prod',
      } as const;
      await index.add(delivery('d1'), [commit]);
      await index.add(hint, [commit]);
      await index.add(record, [commit]);
      await index.add(
        { ...record, id: 'q', entityRef: 'component:default/a' },
        [commit],
      );
      for (const each of [hint, record]) {
        expect(
          await index.find(ofCommit, { limit: 100, ownerless: each.type }),
        ).toEqual([{ ...each, ...commit }]);
      }
    });

    it('knows what is delivered from a place by the ledger alone', async () => {
      const index = await make();
      const place = (value: string): Identifier => ({
        kind: 'repository',
        value,
        how: 'imageReference',
      });
      const entityRef = 'component:default/liar';
      await index.add(delivery('d1'), [place('x/api'), place('x/sidecar')]);
      await index.add(delivery('d2'), [place('x/api')]);
      await index.add(
        { type: 'promotion', id: 'p', entityRef, environment: 'prod' },
        [place('x/api')],
      );
      const places = Array.from({ length: 150 }, (_, at) => place(`x/${at}`));
      expect(
        await index.deliveredFrom([...places, place('x/api')], ALL),
      ).toEqual([
        {
          kind: 'repository',
          value: 'x/api',
          entityRef: 'component:default/api',
        },
      ]);
      expect(await index.deliveredFrom([], ALL)).toEqual([]);
    });

    it('tells bearers of the same id apart by their type', async () => {
      const index = await make();
      const promotion: Bearer = {
        type: 'promotion',
        id: 'd1',
        environment: 'prod',
      };
      await index.add(delivery('d1'), [commit]);
      await index.add(promotion, [commit]);
      expect(await index.of('promotion', ['d1'])).toEqual([
        { ...promotion, ...commit },
      ]);

      await index.remove('promotion', ['d1']);
      expect(await index.of('promotion', ['d1'])).toEqual([]);
      expect(await index.of('delivery', ['d1'])).toHaveLength(1);
    });

    it('takes many at once, and odd ones', async () => {
      const index = await make();
      const odd = [
        '%',
        '_%',
        '\\',
        "'",
        '__proto__',
        'ä',
        '🙈',
        'x'.repeat(512),
      ];
      await index.add(
        delivery('d1'),
        [...odd, ...Array.from({ length: 250 }, (_, at) => `t${at}`)].map(
          value => ({ ...tag, value }),
        ),
      );
      for (const value of odd) {
        expect(
          await index.find({ kinds: ['tag'], value, prefix: true }, ALL),
        ).toHaveLength(1);
      }
      expect(await index.of('delivery', ['d1'])).toHaveLength(258);
      await index.add(delivery('d2'), []);
    });
  });
}
