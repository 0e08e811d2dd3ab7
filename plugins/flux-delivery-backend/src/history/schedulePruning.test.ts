import { mockServices } from '@backstage/backend-test-utils';
import { aPromotion } from '../promotions/__testUtils__/aPromotion';
import { MemoryPromotionStore } from '../promotions/MemoryPromotionStore';
import { schedulePruning } from './schedulePruning';

async function setUp(
  prune: (before: string, limit: number) => Promise<number>,
) {
  const scheduler = mockServices.scheduler.mock();
  await schedulePruning({
    scheduler,
    what: 'promotions',
    store: { prune },
    retention: { days: 30 },
    logger: mockServices.logger.mock(),
    now: () => Date.parse('2026-11-21T00:00:00Z'),
  });
  const [[task]] = scheduler.scheduleTask.mock.calls;
  const run = (signal = new AbortController().signal) =>
    task.fn(signal as never);
  return { task, run };
}

describe('pruning promotions', () => {
  it('runs once a day on one replica, and goes by the configured age', async () => {
    const prune = jest.fn(async () => 0);
    const { task, run } = await setUp(prune);
    expect(task).toMatchObject({
      id: 'flux-delivery-prune-promotions',
      scope: 'global',
      frequency: { hours: 24 },
    });
    await run();
    expect(prune).toHaveBeenCalledWith('2026-10-22T00:00:00.000Z', 1_000);
  });

  it('goes on while there is more, and stops when it is told to', async () => {
    const prune = jest
      .fn()
      .mockResolvedValueOnce(1_000)
      .mockResolvedValueOnce(1_000)
      .mockResolvedValueOnce(3);
    const { run } = await setUp(prune);
    await run();
    expect(prune).toHaveBeenCalledTimes(3);
    prune.mockClear();
    await run(AbortSignal.abort());
    expect(prune).not.toHaveBeenCalled();
  });

  it('leaves what is young', async () => {
    const store = new MemoryPromotionStore();
    await store.record(aPromotion(), 'f');
    const { run } = await setUp((...args) => store.prune(...args));
    await run();
    expect(await store.byIds(['release-1'])).toHaveLength(1);
  });
});
