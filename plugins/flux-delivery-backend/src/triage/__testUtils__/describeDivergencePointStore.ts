/* eslint-disable jest/no-export -- A contract suite: the test of each store calls it. */
import type { DivergenceStatement } from 'backstage-plugin-flux-delivery-common';
import type { DivergencePointStore } from '../DivergencePointStore';

const ENTITY = 'component:default/payments-api';
const PROD = { entityRef: ENTITY, targetId: 'prod~kustomization~apps~api' };
const STAGING = { ...PROD, targetId: 'staging~kustomization~apps~api' };
const BEN = { by: 'user:default/ben', at: '2026-11-21T07:00:00.000Z' };

export const SAID: DivergenceStatement = {
  by: 'user:default/ann',
  at: '2026-11-21T06:00:00.123Z',
  segment: 'source',
  note: 'Zweig „release“ gibt es nicht 🙈',
  about: {
    segment: 'reconcile',
    class: 'apply-rbac',
    since: '2026-11-21T05:30:00Z',
  },
};

/** What every store of divergence points does, whatever it keeps them in. */
export function describeDivergencePointStore(
  name: string,
  make: () => Promise<DivergencePointStore>,
) {
  describe(`${name} keeps the contract of a store of divergence points`, () => {
    it('knows nothing at first', async () => {
      expect(await (await make()).standing(ENTITY)).toEqual(new Map());
    });

    it('gives back what was said, to the letter', async () => {
      const store = await make();
      const bare = { by: BEN.by, at: BEN.at, segment: 'none' as const };

      await store.record(PROD, SAID);
      await store.record(STAGING, { ...bare, about: { segment: 'none' } });

      expect(await store.standing(ENTITY)).toEqual(
        new Map([
          [PROD.targetId, SAID],
          [STAGING.targetId, { ...bare, about: { segment: 'none' } }],
        ]),
      );
    });

    it('lets the newest statement on a target stand, in the order in which they came', async () => {
      const store = await make();
      const earlier = { ...SAID, by: BEN.by, at: '2026-11-21T05:00:00.000Z' };

      await store.record(PROD, SAID);
      await store.record(STAGING, SAID);
      // A replica whose clock is behind.
      await store.record(PROD, earlier);

      const standing = await store.standing(ENTITY);
      expect(standing.get(PROD.targetId)).toEqual(earlier);
      expect(standing.get(STAGING.targetId)).toEqual(SAID);
    });

    it('leaves what stands as it is where the same person says the same again', async () => {
      const store = await make();
      const again = { ...SAID, at: '2026-11-21T06:10:00.000Z' };
      // A controller that tries again rewrites its times.
      const about = { ...SAID.about, since: '2026-11-21T05:59:00Z' };

      expect(await store.record(PROD, SAID)).toEqual(SAID);
      expect(await store.record(PROD, again)).toEqual(SAID);
      expect(await store.record(PROD, { ...again, about })).toEqual(SAID);
      expect((await store.standing(ENTITY)).get(PROD.targetId)).toEqual(SAID);
    });

    it.each<[string, Partial<DivergenceStatement>]>([
      ['another person', { by: BEN.by }],
      ['another point', { segment: 'none' }],
      ['another note', { note: 'renamed back' }],
      ['no note', { note: undefined }],
      ['another divergence', { about: { segment: 'rollout' } }],
      [
        'a divergence that began after they spoke',
        { about: { ...SAID.about, since: '2026-11-21T06:05:00Z' } },
      ],
    ])('takes %s for something new', async (_what, change) => {
      const store = await make();
      const next = { ...SAID, at: '2026-11-21T06:10:00.000Z', ...change };
      await store.record(PROD, SAID);

      expect(await store.record(PROD, next)).toEqual(next);
      expect((await store.standing(ENTITY)).get(PROD.targetId)).toEqual(next);
    });

    it('tells entities apart', async () => {
      const store = await make();
      await store.record(PROD, SAID);

      expect(await store.standing('component:default/payments')).toEqual(
        new Map(),
      );
    });

    it('withdraws what stands, once, and takes a new statement after it', async () => {
      const store = await make();
      await store.record(PROD, SAID);
      await store.record(STAGING, SAID);

      expect(await store.withdraw(PROD, BEN)).toBe(true);
      expect(await store.withdraw(PROD, BEN)).toBe(false);
      expect([...(await store.standing(ENTITY)).keys()]).toEqual([
        STAGING.targetId,
      ]);

      await store.record(PROD, SAID);
      expect((await store.standing(ENTITY)).size).toBe(2);
    });

    it('withdraws nothing where nothing was said', async () => {
      expect(await (await make()).withdraw(PROD, BEN)).toBe(false);
    });

    it('forgets nothing that stands, however old it is', async () => {
      const store = await make();
      await store.record(PROD, SAID);
      await store.record(STAGING, SAID);
      await store.withdraw(STAGING, BEN);
      await store.prune(new Date('2036-01-01T00:00:00Z'));

      expect(await store.standing(ENTITY)).toEqual(
        new Map([[PROD.targetId, SAID]]),
      );
    });

    it('takes names that are none in an object', async () => {
      const store = await make();
      const odd = { entityRef: ENTITY, targetId: '__proto__' };
      await store.record(odd, SAID);

      expect([...(await store.standing(ENTITY))]).toEqual([
        ['__proto__', SAID],
      ]);
    });

    it('keeps the longest of everything', async () => {
      const store = await make();
      const target = {
        entityRef: `component:${'n'.repeat(63)}/${'e'.repeat(63)}`,
        targetId: 't'.repeat(1024),
      };
      const statement = { ...SAID, note: 'ä'.repeat(1000) };
      await store.record(target, statement);

      expect(await store.standing(target.entityRef)).toEqual(
        new Map([[target.targetId, statement]]),
      );
    });
  });
}
