import { mockServices } from '@backstage/backend-test-utils';
import { schedulePruning } from './schedulePruning';

it('prunes once a day, on one replica, what is older than the retention', async () => {
  const scheduler = mockServices.scheduler.mock();
  const prune = jest.fn(async () => 2);
  const logger = mockServices.logger.mock();
  await schedulePruning({
    scheduler,
    store: { prune },
    retention: { days: 30 },
    logger,
    now: () => Date.parse('2026-11-30T06:00:00Z'),
  });

  const [task] = scheduler.scheduleTask.mock.calls[0];
  expect(task).toMatchObject({ scope: 'global', frequency: { hours: 24 } });
  expect(prune).not.toHaveBeenCalled();

  await task.fn(new AbortController().signal);
  expect(prune).toHaveBeenCalledWith(new Date('2026-10-31T06:00:00Z'));
  expect(logger.info).toHaveBeenCalledWith(
    expect.stringContaining('Forgot 2 statements'),
  );

  prune.mockResolvedValue(0);
  await task.fn(new AbortController().signal);
  expect(logger.info).toHaveBeenCalledTimes(1);
});
