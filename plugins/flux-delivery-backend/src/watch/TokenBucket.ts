import type { Clock } from '../clusters/Clock';

/** Allows so many calls per second, and as many at once as come together in two seconds. */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly perSecond: number,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.tokens = 2 * perSecond;
    this.filledAt = clock.now();
  }

  /** Takes tokens, now or on credit; returns the milliseconds to wait before they may be used. */
  take(count: number): number {
    const now = this.clock.now();
    this.tokens = Math.min(
      2 * this.perSecond,
      this.tokens + ((now - this.filledAt) / 1_000) * this.perSecond,
    );
    this.filledAt = now;
    this.tokens -= count;
    return this.tokens >= 0
      ? 0
      : Math.ceil((-this.tokens / this.perSecond) * 1_000);
  }
}
