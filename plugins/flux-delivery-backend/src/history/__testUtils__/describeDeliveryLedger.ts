/* eslint-disable jest/no-export -- A contract suite: the test of each ledger calls it. */
import type { LedgerOperation } from 'backstage-plugin-flux-delivery-common';
import type { DeliveryLedger } from '../DeliveryLedger';
import { row, UNIT } from './rows';

const ENTITY = { entityRef: UNIT.entityRef };
const append = (...rows: ReturnType<typeof row>[]): LedgerOperation[] =>
  rows.map(one => ({ type: 'append', row: one }));

/** What every ledger does, whatever it keeps the rows in. */
export function describeDeliveryLedger(
  name: string,
  make: () => Promise<DeliveryLedger>,
) {
  describe(`${name} keeps the contract of a ledger`, () => {
    it('knows nothing at first', async () => {
      const ledger = await make();
      expect(await ledger.chain(UNIT)).toEqual({ open: [] });
      expect(await ledger.page(ENTITY, { limit: 10 })).toEqual({ items: [] });
      expect(await ledger.at(UNIT.entityRef, '2026-11-21T06:00:00Z')).toEqual(
        [],
      );
      expect(await ledger.watchedUntil('prod-eu')).toBeUndefined();
    });

    it('gives rows back to the letter', async () => {
      const ledger = await make();
      const whole = row(
        1,
        {
          outcome: 'failed',
          segment: 'rollout',
          class: 'crash-loop',
          message: 'Zwölf Pods „kaputt“ 🙈\n',
          trigger: 'receiver',
          detail: 'to row 3',
          backfilled: true,
          images: [
            {
              workload: 'Deployment/api',
              container: 'web',
              declared: 'registry.example.com/api:1.0.0',
              running: 'sha256:aa',
            },
          ],
          actor: { name: 'd.khan', type: 'human', trust: 'claimed' },
          fetchedAt: '2026-11-21T05:01:00Z',
          attemptedAt: '2026-11-21T05:01:00.123Z',
          appliedAt: '2026-11-21T05:01:02Z',
          rolledOutAt: '2026-11-21T05:01:03Z',
          servingAt: '2026-11-21T05:01:04Z',
          finishedAt: '2026-11-21T05:01:05Z',
        },
        { applied: 'sha256:m', seenAt: '2026-11-21T05:01:06Z' },
      );
      const bare = row(
        2,
        { applier: null },
        { seenAt: '2026-11-21T05:02:00.500Z' },
      );
      const cursor = {
        version: '1003',
        seenAt: '2026-11-21T05:02:31Z',
        attempt: '4/main@sha1:abc',
        attemptedAt: '2026-11-21T05:02:00Z',
        failingAt: '2026-11-21T05:02:30Z',
        release: '3@2026-11-21T05:02:00Z',
        told: true,
      };
      expect(
        await ledger.write(UNIT, [
          ...append(whole, bare),
          { type: 'cursor', cursor },
        ]),
      ).toBe('written');

      expect(await ledger.chain(UNIT)).toEqual({
        newest: bare,
        open: [bare],
        cursor,
      });
      expect(await ledger.page(ENTITY, { limit: 10 })).toEqual({
        items: [bare.delivery, whole.delivery],
      });
    });

    it('appends only after the newest, all or nothing', async () => {
      const ledger = await make();
      expect(await ledger.write(UNIT, append(row(2)))).toBe('lost');
      await ledger.write(UNIT, append(row(1)));

      expect(await ledger.write(UNIT, append(row(2), row(4)))).toBe('lost');
      expect((await ledger.chain(UNIT)).newest).toEqual(row(1));

      const rival = row(1, { id: 'f'.repeat(32) });
      expect(await ledger.write(UNIT, append(rival))).toBe('lost');
      expect((await ledger.chain(UNIT)).newest).toEqual(row(1));
    });

    it('does not write a row again, and lets its writer read the chain first', async () => {
      const ledger = await make();
      await ledger.write(UNIT, append(row(1), row(2)));
      for (const rows of [[row(2)], [row(1), row(2), row(3)]]) {
        expect(await ledger.write(UNIT, append(...rows))).toBe('lost');
      }
      const { items } = await ledger.page(ENTITY, { limit: 10 });
      expect(items.map(({ sequence }) => sequence)).toEqual([2, 1]);
    });

    it('takes no second row of an id, neither next nor in the place of another', async () => {
      const ledger = await make();
      await ledger.write(UNIT, append(row(1), row(2), row(3)));
      const { id } = row(1).delivery;
      for (const sequence of [2, 4]) {
        expect(await ledger.write(UNIT, append(row(sequence, { id })))).toBe(
          'lost',
        );
      }
      expect(await ledger.write(UNIT, append(row(4)))).toBe('written');
      const { items } = await ledger.page(ENTITY, { limit: 10 });
      expect(items.map(({ sequence }) => sequence)).toEqual([4, 3, 2, 1]);
    });

    it('lets one of several writers win', async () => {
      const ledger = await make();
      const results = await Promise.all(
        ['a', 'b', 'c', 'd'].map(letter =>
          ledger.write(UNIT, append(row(1, { id: letter.repeat(32) }))),
        ),
      );
      expect(results.filter(result => result === 'written')).toHaveLength(1);
      const { items } = await ledger.page(ENTITY, { limit: 10 });
      expect(items).toHaveLength(1);
    });

    it('fills steps in once, and lets an outcome be said once', async () => {
      const ledger = await make();
      await ledger.write(
        UNIT,
        append(row(1, { revisions: { tag: '1.0' } }), row(2)),
      );
      const first: LedgerOperation = {
        type: 'progress',
        sequence: 1,
        steps: {
          appliedAt: '2026-11-21T05:10:00Z',
          content: { applied: 'sha256:m' },
          revisions: { tag: 'another', helmRevision: 3 },
        },
        end: {
          outcome: 'failed',
          finishedAt: '2026-11-21T05:11:00Z',
          segment: 'reconcile',
          class: 'apply-rbac',
          message: 'no',
        },
      };
      const second: Extract<LedgerOperation, { type: 'progress' }> = {
        type: 'progress',
        sequence: 1,
        steps: {
          appliedAt: '2026-11-21T05:20:00Z',
          servingAt: '2026-11-21T05:21:00Z',
          content: { applied: 'sha256:other' },
        },
        end: { outcome: 'succeeded', finishedAt: '2026-11-21T05:21:00Z' },
      };
      expect(await ledger.write(UNIT, [first])).toBe('written');
      // Whoever ends it again does not know that it has ended.
      expect(await ledger.write(UNIT, [second])).toBe('lost');
      expect(await ledger.write(UNIT, [first])).toBe('lost');
      const { end: _, ...steps } = second;
      expect(await ledger.write(UNIT, [steps])).toBe('written');

      const { open } = await ledger.chain(UNIT);
      expect(open).toEqual([row(2)]);
      const [, settled] = (await ledger.page(ENTITY, { limit: 2 })).items;
      expect(settled).toEqual({
        ...row(1).delivery,
        outcome: 'failed',
        segment: 'reconcile',
        class: 'apply-rbac',
        message: 'no',
        appliedAt: '2026-11-21T05:10:00Z',
        servingAt: '2026-11-21T05:21:00Z',
        finishedAt: '2026-11-21T05:11:00Z',
        revisions: { tag: '1.0', helmRevision: 3 },
      });
      expect(
        await ledger.delivered(UNIT, { workloads: 'w1', applied: '' }),
      ).toBeUndefined();
    });

    it('moves cursors forward only', async () => {
      const ledger = await make();
      const cursor = (version: string) => ({
        version,
        attempt: `at ${version}`,
        attemptedAt: '2026-11-21T05:00:00Z',
      });
      for (const version of ['900', '1000', '999']) {
        await ledger.write(UNIT, [{ type: 'cursor', cursor: cursor(version) }]);
      }
      expect((await ledger.chain(UNIT)).cursor).toEqual(cursor('1000'));
    });

    it('lets a cursor begin again in the place of the one that is named, once', async () => {
      const ledger = await make();
      const cursor = (version: string) => ({
        version,
        attempt: `at ${version}`,
        attemptedAt: '2026-11-21T05:00:00Z',
      });
      const begin = (version: string, instead: string) =>
        ledger.write(UNIT, [
          { type: 'cursor', cursor: cursor(version), instead },
        ]);
      await ledger.write(UNIT, [{ type: 'cursor', cursor: cursor('1000') }]);
      await begin('5', '999');
      expect((await ledger.chain(UNIT)).cursor).toEqual(cursor('1000'));
      await begin('7', '1000');
      await begin('5', '1000');
      expect((await ledger.chain(UNIT)).cursor).toEqual(cursor('7'));
    });

    it('knows by content what was delivered before, the sixth last too', async () => {
      const ledger = await make();
      const settled = { outcome: 'succeeded' as const };
      await ledger.write(
        UNIT,
        append(
          row(1, { kind: 'baseline', outcome: 'unknown' }, { applied: 'm1' }),
          row(2, settled, { applied: 'm2' }),
          row(3, { outcome: 'failed' }),
          row(4, { kind: 'gap', outcome: 'unknown' }),
          ...[5, 6, 7, 8].map(sequence => row(sequence, settled)),
        ),
      );
      const of = async (workloads: string, applied = '', before?: number) =>
        (await ledger.delivered(UNIT, { workloads, applied }, before))
          ?.sequence;

      expect(await of('w1')).toBe(1);
      expect(await of('w2', 'm2')).toBe(2);
      expect(await of('w2', 'm1')).toBeUndefined();
      expect(await of('w5', 'any')).toBe(5);
      expect(await of('w5', '', 5)).toBeUndefined();
      expect(await of('', 'm2')).toBe(2);
      expect(await of('', '')).toBeUndefined();
      expect(await of('w3')).toBeUndefined();
      expect(await of('w4')).toBeUndefined();
      expect(await of('w9')).toBeUndefined();
      expect(
        await ledger.delivered(UNIT, { workloads: 'w5', applied: '' }),
      ).toEqual({
        id: row(5).delivery.id,
        sequence: 5,
        images: row(5).delivery.images,
      });
    });

    it('pages without a gap or a repeat, also where times are equal', async () => {
      const ledger = await make();
      const startedAt = '2026-11-21T05:00:00Z';
      for (const targetId of ['a', 'b', 'c']) {
        await ledger.write(
          { ...UNIT, targetId },
          append(row(1, { targetId, startedAt }), row(2, { targetId })),
        );
      }
      const ids: string[] = [];
      let after: { startedAt: string; id: string } | undefined;
      do {
        const page = await ledger.page(ENTITY, { limit: 2, after });
        ids.push(...page.items.map(({ id }) => id));
        after = page.next;
      } while (after);

      const whole = await ledger.page(ENTITY, { limit: 100 });
      expect(ids).toEqual(whole.items.map(({ id }) => id));
      expect(new Set(ids).size).toBe(6);
    });

    it('filters by environment, target, outcome, time and kind', async () => {
      const ledger = await make();
      const staging = { targetId: 'staging', environment: 'staging' };
      await ledger.write(
        UNIT,
        append(
          row(1, { kind: 'baseline', outcome: 'unknown' }),
          row(2, { outcome: 'succeeded' }),
          row(3, { outcome: 'failed' }),
        ),
      );
      await ledger.write(
        { ...UNIT, targetId: 'staging' },
        append(row(1, staging), row(2, { ...staging, kind: 'noChange' })),
      );
      const of = async (query: object) =>
        (
          await ledger.page(
            { entityRef: UNIT.entityRef, ...query },
            { limit: 10 },
          )
        ).items.map(
          ({ environment, sequence }) => `${environment} ${sequence}`,
        );

      expect(await of({})).toEqual(['prod 3', 'prod 2', 'staging 1']);
      expect(await of({ all: true })).toHaveLength(5);
      expect(await of({ environment: 'staging' })).toEqual(['staging 1']);
      expect(await of({ environment: 'staging', all: true })).toHaveLength(2);
      expect(await of({ targetId: UNIT.targetId })).toHaveLength(2);
      expect(await of({ outcome: 'failed' })).toEqual(['prod 3']);
      expect(
        await of({
          from: '2026-11-21T05:02:00Z',
          until: '2026-11-21T05:03:00Z',
        }),
      ).toEqual(['prod 2']);
      expect(await of({ entityRef: 'component:default/payments' })).toEqual([]);
    });

    it('tells which targets rows are of, and filters by several of them', async () => {
      const ledger = await make();
      const other = { ...UNIT, targetId: 'staging~kustomization~shop~api' };
      await ledger.write(
        UNIT,
        append(row(1), row(2, { environment: 'preprod' }), row(3)),
      );
      await ledger.write(
        other,
        append(row(1, { ...other, cluster: 'staging', applier: null })),
      );
      const { applier } = row(1).delivery;
      const told = await ledger.targets(UNIT.entityRef);
      expect(told).toHaveLength(3);
      expect(told).toEqual(
        expect.arrayContaining([
          {
            targetId: UNIT.targetId,
            environment: 'prod',
            cluster: 'prod-eu',
            applier,
          },
          {
            targetId: UNIT.targetId,
            environment: 'preprod',
            cluster: 'prod-eu',
            applier,
          },
          {
            targetId: other.targetId,
            environment: 'prod',
            cluster: 'staging',
            applier: null,
          },
        ]),
      );
      expect(await ledger.targets('component:default/none')).toEqual([]);

      const page = async (targetIds: string[]) =>
        (await ledger.page({ ...ENTITY, targetIds }, { limit: 10 })).items
          .length;
      expect(await page([UNIT.targetId])).toBe(3);
      expect(await page([UNIT.targetId, other.targetId])).toBe(4);
      expect(await page([])).toBe(0);
    });

    it('tells what was there at an instant, and what came before', async () => {
      const ledger = await make();
      await ledger.write(
        UNIT,
        append(row(1), row(2), row(3, { kind: 'gap' }), row(4)),
      );
      await ledger.write(
        { ...UNIT, targetId: 'other' },
        append(row(1, { targetId: 'other' })),
      );
      const at = async (instant: string) =>
        (await ledger.at(UNIT.entityRef, instant))
          .map(({ targetId, sequence }) => `${targetId} ${sequence}`)
          .sort();

      expect(await at('2026-11-21T05:00:59Z')).toEqual([]);
      expect(await at('2026-11-21T05:01:00Z')).toEqual([
        'other 1',
        `${UNIT.targetId} 1`,
      ]);
      expect(await at('2026-11-21T05:03:30Z')).toContain(`${UNIT.targetId} 2`);
      expect(await at('2026-11-21T09:00:00Z')).toContain(`${UNIT.targetId} 4`);

      expect(await ledger.before(row(4).delivery)).toEqual(
        row(3, { kind: 'gap' }).delivery,
      );
      expect(await ledger.before(row(1).delivery)).toBeUndefined();
      expect(
        (await ledger.behind(row(4).delivery, 2)).map(each => each.sequence),
      ).toEqual([3, 2]);
      expect(await ledger.behind(row(1).delivery, 2)).toEqual([]);
      const { id } = row(2).delivery;
      expect(await ledger.byIds([id, 'none'])).toEqual([row(2).delivery]);
    });

    it('tells which entities have rows, from one to the next', async () => {
      const ledger = await make();
      expect(await ledger.entities(5)).toEqual([]);
      const refs = [
        'component:default/b',
        'component:default/a',
        'api:default/c',
      ];
      for (const entityRef of refs) {
        for (const targetId of ['one', 'two']) {
          const unit = { entityRef, targetId };
          await ledger.write(unit, append(row(1, unit)));
        }
      }
      expect(await ledger.entities(2)).toEqual([
        'api:default/c',
        'component:default/a',
      ]);
      expect(await ledger.entities(2, 'component:default/a')).toEqual([
        'component:default/b',
      ]);
      expect(await ledger.entities(2, 'component:default/b')).toEqual([]);
    });

    it('remembers until when a cluster was watched', async () => {
      const ledger = await make();
      for (const minute of ['10', '20', '15']) {
        await ledger.noteWatched('prod-eu', `2026-11-21T05:${minute}:00Z`);
      }
      expect(await ledger.watchedUntil('prod-eu')).toBe('2026-11-21T05:20:00Z');
      expect(await ledger.watchedUntil('prod-us')).toBeUndefined();
    });

    it('prunes in batches, oldest first, and never the newest of a unit', async () => {
      const ledger = await make();
      await ledger.write(UNIT, append(row(1), row(2), row(3), row(4)));
      await ledger.write(
        { ...UNIT, targetId: 'quiet' },
        append(row(1, { targetId: 'quiet' })),
      );
      const left = async () =>
        (await ledger.page(ENTITY, { limit: 10 })).items.map(
          ({ targetId, sequence }) => `${targetId} ${sequence}`,
        );

      expect(await ledger.prune('2026-11-21T05:03:00Z', 1)).toBe(1);
      expect(await left()).toHaveLength(4);
      expect(await ledger.prune('2027-01-01T00:00:00Z', 10)).toBe(2);
      expect(await left()).toEqual([`${UNIT.targetId} 4`, 'quiet 1']);
      expect(await ledger.prune('2027-01-01T00:00:00Z', 10)).toBe(0);
      expect(await ledger.write(UNIT, append(row(5)))).toBe('written');
    });

    it('takes what is long, odd or hostile', async () => {
      const ledger = await make();
      const unit = {
        entityRef: `component:${'n'.repeat(63)}/${'e'.repeat(63)}`,
        targetId: '__proto__',
      };
      const odd = row(1, {
        ...unit,
        message: "x'; DROP TABLE deliveries; --".repeat(200),
        environment: 'e'.repeat(63),
        revisions: { tag: '%_"\\', raw: 'r'.repeat(500) },
      });
      await ledger.write(unit, append(odd));
      expect((await ledger.chain(unit)).newest).toEqual(odd);
    });
  });
}
