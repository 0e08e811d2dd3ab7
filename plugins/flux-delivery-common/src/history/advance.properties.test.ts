import fc from 'fast-check';
import { ChainBench } from './__testUtils__/ChainBench';
import { observeAll, versionsOf } from './__testUtils__/replayWatch';
import {
  helmStories,
  quietStories,
  stories,
  unmanagedStories,
} from './__testUtils__/stories';
import { TwoReplicas } from './__testUtils__/TwoReplicas';
import { fromMillis } from '../kube/time';
import type { LedgerRow } from './Ledger';
import { earliest, latest } from './plainValues';
import type { UnitObservation } from './UnitObservation';

function rowsOf(
  observations: readonly UnitObservation[],
  disturb: (bench: ChainBench, at: number) => void = () => {},
) {
  const bench = new ChainBench();
  observations.forEach((observation, at) => {
    bench.observe(observation);
    disturb(bench, at);
  });
  return bench.rows;
}

/** Byte for byte, but for the order of keys, and short where it fails. */
function plain(rows: LedgerRow[]): string {
  return rows.map(row => JSON.stringify(sorted(row))).join('\n');
}

function sorted(value: unknown): unknown {
  return value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, each]) => [key, sorted(each)]),
      )
    : value;
}

const CAPTURES = [
  ['watch-git-commit-rollout', 'Kustomization', 'catalog'],
  ['watch-helm-rollback', 'HelmRelease', 'pricing'],
  ['watch-oci-tag-moved', 'Kustomization', 'search'],
  ['watch-git-burst-skipped-revision', 'Kustomization', 'hist'],
  ['watch-suspend-resume', 'Kustomization', 'noop'],
] as const;
/** Judged on the way, each of them once. */
const captured = CAPTURES.map(([watch, kind, name]) =>
  observeAll(
    versionsOf(
      watch,
      ['catalog', 'pricing', 'search'].includes(name)
        ? { [name]: `registry.example.com/shop/${name}:1.0.0` }
        : {},
    ),
    { kind, name },
  ),
);
/** Seconds. */
const LONGEST_LAG = 9 * 60;
const anything = fc.oneof(
  stories,
  helmStories,
  unmanagedStories,
  fc.nat(captured.length - 1).map(at => captured[at]),
);

describe('T16: rows depend on what happened, and on nothing else', () => {
  it('a process that starts anew at any point writes the same', () => {
    fc.assert(
      fc.property(anything, fc.array(fc.nat(60)), (told, restarts) => {
        const disturbed = rowsOf(told, (bench, at) => {
          if (restarts.includes(at)) {
            bench.restart();
          }
        });
        expect(plain(disturbed)).toBe(plain(rowsOf(told)));
      }),
    );
  });

  it('what is told again, at once or later, adds nothing', () => {
    fc.assert(
      fc.property(anything, fc.array(fc.nat(60)), (told, again) => {
        const expected = rowsOf(told);
        const disturbed = rowsOf(told, (bench, at) => {
          again
            .filter(index => index <= at)
            .forEach(index => bench.observe({ ...told[index], listed: false }));
        });
        expect(plain(disturbed)).toBe(plain(expected));
      }),
    );
  });

  it('the whole replayed adds nothing', () => {
    fc.assert(
      fc.property(anything, told => {
        const twice = [
          ...told,
          ...told.map(observation => ({ ...observation, listed: false })),
        ];
        expect(plain(rowsOf(twice))).toBe(plain(rowsOf(told)));
      }),
    );
  });

  it('rows of a unit are numbered, start one after the other, and end after they started', () => {
    fc.assert(
      fc.property(anything, told => {
        const rows = rowsOf(told).map(({ delivery }) => delivery);
        rows.forEach((row, at) => {
          expect(row.sequence).toBe(at + 1);
          const before = rows[at - 1];
          expect(
            !before || Date.parse(before.startedAt) < Date.parse(row.startedAt),
          ).toBe(true);
        });
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
        expect(
          rows.filter(({ outcome }) => outcome === 'inProgress').length,
        ).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('two replicas, each of them late in its own way, write what one writes', () => {
    fc.assert(
      fc.property(anything, fc.array(fc.nat(1)), (told, turns) => {
        const both = new TwoReplicas();
        interleaved(told.length, turns).forEach(([replica, at]) =>
          both.observe(replica, told[at]),
        );
        expect(plain(both.rows)).toBe(plain(rowsOf(told)));
      }),
    );
  });

  it('replicas that start again while they are late, with a list, add no row', () => {
    fc.assert(
      fc.property(
        quietStories,
        fc.array(fc.nat(1)),
        fc.array(fc.nat(60)),
        (told, turns, restarts) => {
          const both = new TwoReplicas();
          let now = told[0].at;
          interleaved(told.length, turns).forEach(([replica, at], turn) => {
            const listed = restarts.includes(turn);
            if (listed) {
              both.restart(replica);
            }
            now = latest(now, told[at].at)!;
            both.observe(replica, {
              ...told[at],
              at: earliest(now, after(told[at].at, LONGEST_LAG))!,
              listed: listed || told[at].listed,
            });
          });
          expect(kinds(both.rows)).toEqual(kinds(rowsOf(told)));
        },
      ),
    );
  });
});

/** Which replica sees which observation next: each of them all of them, in order. */
function interleaved(
  length: number,
  turns: readonly number[],
): [replica: number, at: number][] {
  const next = [0, 0];
  const order = [...turns, ...Array(length).fill(0), ...Array(length).fill(1)];
  return order.flatMap(replica => {
    next[replica] += 1;
    const at = next[replica] - 1;
    return at < length ? [[replica, at] as [number, number]] : [];
  });
}

function after(instant: string, seconds: number): string {
  return fromMillis(Date.parse(instant) + seconds * 1000);
}

function kinds(rows: LedgerRow[]): string[] {
  return rows.map(
    ({ delivery: { kind, outcome, revisions, contentId } }) =>
      `${kind} ${outcome} ${
        revisions.raw ?? revisions.chartVersion
      } ${contentId}`,
  );
}
