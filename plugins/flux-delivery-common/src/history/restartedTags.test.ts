import { tagMoves } from '../promotion/tagMoves';
import { ChainBench } from './__testUtils__/ChainBench';
import { UnitStory } from './__testUtils__/UnitStory';
import type { UnitObservation } from './UnitObservation';

const [ONE, TWO] = ['a', 'b'].map(letter => `sha256:${letter.repeat(64)}`);

/** What pods of the newest template run, at each of the versions. */
function running(
  story: UnitStory,
  digests: readonly (string | undefined)[],
): UnitObservation[] {
  return story.told.map((observation, at) => ({
    ...observation,
    images: observation.images.map(image => ({
      ...image,
      running: digests[at],
    })),
  }));
}

function tell(digests: readonly (string | undefined)[]) {
  const story = new UnitStory().list().heartbeat().restart().heartbeat();
  const bench = new ChainBench();
  running(story, digests).forEach(observation => bench.observe(observation));
  const rows = bench.rows.map(({ delivery }) => delivery);
  return { rows, moves: tagMoves(rows, []) };
}

describe('a tag that moved before a restart', () => {
  it('is told by what the restart brought', () => {
    const { rows, moves } = tell([ONE, ONE, undefined, TWO]);
    expect(rows.map(({ kind, images }) => [kind, images[0].running])).toEqual([
      ['baseline', ONE],
      ['restart', TWO],
    ]);
    expect(moves).toEqual([
      expect.objectContaining({
        tag: '1',
        from: ONE,
        to: TWO,
        deliveryId: rows[1].id,
      }),
    ]);
  });

  it('did not move where the restart brought the same', () => {
    expect(tell([ONE, ONE, undefined, ONE]).moves).toEqual([]);
  });
});
