import { backoffMs, jitteredMs } from './backoff';

const LIMITS = { baseMs: 1_000, capMs: 30_000 };

describe('backoff', () => {
  it('doubles its bound up to the cap, with full jitter', () => {
    expect(
      [1, 2, 3, 4, 5, 6, 7, 500].map(attempt =>
        backoffMs(attempt, LIMITS, 0.5),
      ),
    ).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
    expect(backoffMs(9, LIMITS, 0)).toBe(100);
    expect(backoffMs(9, LIMITS, 0.9999)).toBeLessThanOrEqual(30_000);
  });

  it('spreads a pause by a quarter to both sides', () => {
    expect([0, 0.5, 1].map(random => jitteredMs(1_000, random))).toEqual([
      750, 1_000, 1_250,
    ]);
  });
});
