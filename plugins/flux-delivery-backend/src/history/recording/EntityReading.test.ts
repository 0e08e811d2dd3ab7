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
    directory: { replace: () => [] } as unknown as UnitDirectory,
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
    expect(await pausesFor([3, 3, 3, 3])).toEqual([15, 300, 300]);
  });

  it('is read every fifteen seconds as long as it is empty, or small and filling', async () => {
    expect(await pausesFor([0, 0, 0, 3, 9, 200, 500, 500, 500])).toEqual([
      15, 15, 15, 15, 15, 15, 15, 300,
    ]);
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
    expect(await pausesFor([3, -1, 3])).toEqual([15, 15]);
  });
});
