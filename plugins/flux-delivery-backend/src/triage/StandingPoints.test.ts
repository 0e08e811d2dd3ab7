import { mockServices } from '@backstage/backend-test-utils';
import { SAID } from './__testUtils__/describeDivergencePointStore';
import { StandingPoints } from './StandingPoints';

const ENTITY = 'component:default/api';

function setUp(standing: jest.Mock) {
  const logger = mockServices.logger.mock();
  const clock = { now: 0 };
  const points = new StandingPoints({
    store: { standing },
    logger,
    now: () => clock.now,
  });
  return { points, logger, clock };
}

describe('StandingPoints', () => {
  it('gives what stands', async () => {
    const standing = new Map([['prod', SAID]]);
    const { points } = setUp(jest.fn().mockResolvedValue(standing));

    expect(await points.of(ENTITY)).toBe(standing);
  });

  it('says so where the database fails, rests, warns once, and recovers', async () => {
    const standing = jest.fn().mockRejectedValue(new Error('no connection'));
    const { points, logger, clock } = setUp(standing);

    expect(await points.of(ENTITY)).toBe('unavailable');
    expect(await points.of(ENTITY)).toBe('unavailable');
    expect(standing).toHaveBeenCalledTimes(1);

    clock.now = 10_000;
    expect(await points.of(ENTITY)).toBe('unavailable');
    expect(standing).toHaveBeenCalledTimes(2);
    expect(logger.warn).toHaveBeenCalledTimes(1);

    clock.now = 20_000;
    standing.mockResolvedValue(new Map());
    expect(await points.of(ENTITY)).toEqual(new Map());
  });

  it('does not wait for a database that hangs', async () => {
    jest.useFakeTimers();
    try {
      const { points } = setUp(jest.fn(() => new Promise(() => {})));
      const answer = points.of(ENTITY);
      await jest.advanceTimersByTimeAsync(1_500);
      expect(await answer).toBe('unavailable');
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});
