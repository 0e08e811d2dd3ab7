/* eslint-disable jest/no-export -- A contract suite: the test of each store calls it. */
import type {
  SegmentState,
  UnitStateDraft,
  Verdict,
} from 'backstage-plugin-flux-delivery-common';
import type { UnitStateStore } from '../UnitStateStore';
import { UNIT } from './rows';

const at = (minute: number) =>
  `2026-11-21T05:${String(minute).padStart(2, '0')}:00Z`;

/** A state of the unit of the tests, at a minute. */
export function draft(
  minute: number,
  verdict: Verdict,
  of: Partial<UnitStateDraft> & { headline?: string } = {},
): UnitStateDraft {
  const { headline = verdict, ...rest } = of;
  const segment: SegmentState = {
    segment: 'rollout',
    verdict,
    headline,
    summary: 'Übersicht „rollout“ 🙈',
    ...(verdict === 'diverged' && { class: 'crash-loop' }),
  };
  return {
    ...UNIT,
    environment: 'prod',
    cluster: 'prod-eu',
    applier: {
      group: 'kustomize.toolkit.fluxcd.io',
      kind: 'Kustomization',
      namespace: 'payments',
      name: 'api',
    },
    at: at(minute),
    segments: [segment],
    ...rest,
  };
}

/** What every store of states does, whatever it keeps them in. */
export function describeUnitStateStore(
  name: string,
  make: () => Promise<UnitStateStore>,
) {
  describe(`${name} keeps the contract of a store of states`, () => {
    const verdictAt = async (store: UnitStateStore, minute: number) =>
      (await store.at(UNIT.entityRef, at(minute))).map(
        ({ segments }) => segments[0]?.verdict ?? 'gone',
      );

    it('gives back what was judged, to the letter', async () => {
      const store = await make();
      expect(await store.append(draft(1, 'diverged'))).toBe(true);
      expect(await store.newest(UNIT.entityRef)).toEqual([
        { ...draft(1, 'diverged'), sequence: 1 },
      ]);
      expect(await store.newest('component:default/other')).toEqual([]);
    });

    it('writes a change once, and nothing for what only counts or words', async () => {
      const store = await make();
      await store.append(draft(1, 'inProgress'));
      expect(
        await store.append(draft(2, 'inProgress', { headline: '2 of 3' })),
      ).toBe(false);
      expect(await store.append(draft(3, 'ok'))).toBe(true);
      expect(await store.append(draft(3, 'ok'))).toBe(false);
      expect((await store.newest(UNIT.entityRef))[0].sequence).toBe(2);
    });

    it('tells what held at any instant, and nothing before the first', async () => {
      const store = await make();
      await store.append(draft(10, 'ok'));
      await store.append(draft(20, 'diverged'));
      await store.append(draft(30, 'ok'));
      await store.append(draft(40, 'ok', { segments: [] }));

      expect(await verdictAt(store, 9)).toEqual([]);
      expect(await verdictAt(store, 10)).toEqual(['ok']);
      expect(await verdictAt(store, 29)).toEqual(['diverged']);
      expect(await verdictAt(store, 39)).toEqual(['ok']);
      expect(await verdictAt(store, 59)).toEqual(['gone']);
    });

    it('keeps targets apart', async () => {
      const store = await make();
      await store.append(draft(1, 'ok'));
      await store.append(draft(2, 'diverged', { targetId: 'other' }));
      expect((await verdictAt(store, 3)).sort()).toEqual(['diverged', 'ok']);
    });

    it('does not go back in time where the clock of a replica does', async () => {
      const store = await make();
      await store.append(draft(10, 'ok'));
      await store.append(draft(5, 'diverged'));
      expect(await verdictAt(store, 9)).toEqual([]);
      expect(await verdictAt(store, 10)).toEqual(['diverged']);
    });

    it('tells when nobody watched a cluster, whichever process did', async () => {
      const store = await make();
      const note = (watcher: string, from: number, until: number) =>
        store.noteWatched({
          cluster: 'prod-eu',
          watcher,
          from: at(from),
          until: at(until),
        });
      const unwatchedAt = async (minute: number) =>
        Object.fromEntries(await store.unwatched(['prod-eu'], at(minute)));

      expect(await unwatchedAt(5)).toEqual({ 'prod-eu': {} });
      await note('a', 10, 10);
      await note('a', 10, 20);
      await note('a', 10, 15);
      await note('b', 18, 25);
      await note('c', 40, 50);
      expect(await unwatchedAt(9)).toEqual({ 'prod-eu': { to: at(10) } });
      expect(await unwatchedAt(10)).toEqual({});
      expect(await unwatchedAt(19)).toEqual({});
      expect(await unwatchedAt(25)).toEqual({});
      expect(await unwatchedAt(30)).toEqual({
        'prod-eu': { from: at(25), to: at(40) },
      });
      expect(await unwatchedAt(51)).toEqual({ 'prod-eu': { from: at(50) } });
      expect(
        Object.fromEntries(await store.unwatched(['prod-us'], at(19))),
      ).toEqual({ 'prod-us': {} });

      await store.prune(at(30), 100);
      expect(await unwatchedAt(19)).toEqual({ 'prod-eu': { to: at(40) } });
    });

    it('forgets what is old, never the newest of a target', async () => {
      const store = await make();
      await store.append(draft(1, 'ok'));
      await store.append(draft(2, 'diverged'));
      await store.append(draft(3, 'ok'));
      await store.append(draft(1, 'ok', { targetId: 'other' }));

      expect(await store.prune(at(50), 1)).toBe(1);
      expect(await store.prune(at(50), 100)).toBe(1);
      expect(await store.prune(at(50), 100)).toBe(0);
      expect(
        (await store.newest(UNIT.entityRef))
          .map(({ sequence }) => sequence)
          .sort(),
      ).toEqual([1, 3]);
    });
  });
}
