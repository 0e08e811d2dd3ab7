import { mockServices } from '@backstage/backend-test-utils';
import type { EntityFacts } from 'backstage-plugin-flux-delivery-common';
import { EntityReading } from './EntityReading';
import type { UnitDirectory } from './UnitDirectory';

/** After how many seconds each a catalog is read again whose size is told read by read; less than nothing: it does not answer. */
async function pausesFor(sizes: number[]): Promise<number[]> {
  let now = 0;
  const readAt: number[] = [];
  const reading = new EntityReading({
    clock: { now: () => now },
    logger: mockServices.logger.mock(),
    directory: {
      replace: () => [],
      settle: () => {},
    } as unknown as UnitDirectory,
    onChange: () => {},
    entities: {
      all: async () => {
        const size = sizes[readAt.length];
        readAt.push(now);
        if (size < 0) {
          throw new Error('down');
        }
        return Array<EntityFacts>(size);
      },
    },
  });
  while (readAt.length < sizes.length) {
    reading.readWhenDue();
    await new Promise(resolve => setImmediate(resolve));
    now += 1_000;
  }
  return readAt.slice(1).map((at, index) => (at - readAt[index]) / 1_000);
}

describe('the catalog', () => {
  it('is read every five minutes once its size stays', async () => {
    expect(await pausesFor([3, 3, 3, 3])).toEqual([3, 300, 300]);
  });

  it('is read every three seconds while it fills as a portal starts, and every fifteen where it is empty or small later', async () => {
    expect(await pausesFor([0, 0, 3, 9, 200, 500, 500, 500])).toEqual([
      3, 3, 3, 3, 3, 3, 300,
    ]);
    const pauses = await pausesFor(Array(24).fill(0));
    expect(pauses.slice(0, 20)).toEqual(Array(20).fill(3));
    expect(pauses.slice(20)).toEqual([15, 15, 15]);
  });

  it.each([
    ['told the same twice', [0, 3, 3], 2],
    ['was empty for a minute', Array(24).fill(0), 20],
    ['grew for a minute', Array.from({ length: 24 }, (_, at) => at + 1), 20],
  ])('is known once it %s', async (_, sizes, reads) => {
    const settledAfter: number[] = [];
    let [now, read] = [0, 0];
    const reading = new EntityReading({
      clock: { now: () => now },
      logger: mockServices.logger.mock(),
      directory: {
        replace: () => [],
        settle: () => settledAfter.push(read - 1),
      } as unknown as UnitDirectory,
      onChange: () => {},
      entities: {
        all: async () => {
          const size = sizes[read];
          read += 1;
          return Array<EntityFacts>(size);
        },
      },
    });
    while (read < sizes.length) {
      reading.readWhenDue();
      await new Promise(resolve => setImmediate(resolve));
      now += 1_000;
    }
    expect(settledAfter[0]).toBe(reads);
  });

  it('is read less and less often while it is large and its size keeps changing', async () => {
    expect(
      await pausesFor([20_000, 20_001, 20_002, 20_003, 20_004, 20_005, 20_006]),
    ).toEqual([15, 30, 60, 120, 240, 300]);
  });

  it('is read soon again after its size had settled and changes', async () => {
    expect(await pausesFor([20_000, 20_001, 20_001, 20_002, 20_003])).toEqual([
      15, 30, 300, 15,
    ]);
  });

  it('is asked again soon where it does not answer', async () => {
    expect(await pausesFor([3, -1, 3])).toEqual([3, 15]);
  });
});
