import fc from 'fast-check';
import { ChainBench } from './__testUtils__/ChainBench';
import { observeAll, versionsOf } from './__testUtils__/replayWatch';
import { UnitStory } from './__testUtils__/UnitStory';
import type { LedgerRow } from './Ledger';
import type { UnitObservation } from './UnitObservation';

type Step = (story: UnitStory) => unknown;

const image = fc.constantFrom('1', '2', '3', '4');
const letter = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constant<Step>(story => story.heartbeat()),
  fc.constant<Step>(story => story.restart()),
  fc.constant<Step>(story => story.wait(200)),
  letter.map<Step>(name => story => story.commit(name)),
  fc.tuple(letter, image).map<Step>(
    ([name, tag]) =>
      story =>
        story.commit(name, { image: tag }),
  ),
  fc.tuple(letter, image).map<Step>(
    ([name, tag]) =>
      story =>
        story.attempt(name).apply({ image: tag }),
  ),
  image.map<Step>(tag => story => story.outside(`w-${tag}`)),
  image.map<Step>(tag => story => story.correct(`w-${tag}`)),
  fc.constant<Step>(story =>
    story.fail('rollout', 'crash-loop', { checked: true }),
  ),
  fc.constant<Step>(story => story.fail('reconcile', 'build-render')),
);
const stories = fc.array(step, { minLength: 1, maxLength: 25 }).map(steps => {
  const story = new UnitStory().list();
  steps.forEach(each => each(story));
  return story.told;
});

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

/** Byte for byte, and short where it fails. */
function plain(rows: LedgerRow[]): string {
  return rows.map(row => JSON.stringify(row)).join('\n');
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
const anything = fc.oneof(
  stories,
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
});
