/**
 * So many per minute, each caller apart: as many at once as come together in ten seconds, then at their pace. What is refused does
 * not count. Bounded: callers that were away for long are forgotten.
 */
export class RateLimit {
  private readonly callers = new Map<string, { left: number; at: number }>();

  constructor(
    private readonly options: {
      perMinute: number;
      now: () => number;
      /** How many callers are told apart. Default: 1000. */
      callers?: number;
    },
  ) {}

  /** Zero where it may pass, and then it counts, as `cost`; else the seconds to wait. */
  take(caller: string, cost = 1): number {
    const wait = this.waitOf(caller);
    if (wait === 0) {
      const { left } = this.stateOf(caller);
      this.keep(caller, left - cost);
    }
    return wait;
  }

  /** The seconds that {@link take} would tell; counts nothing. */
  waitOf(caller: string): number {
    const { left } = this.stateOf(caller);
    return left >= 1
      ? 0
      : Math.ceil(((1 - left) * 60) / this.options.perMinute);
  }

  private stateOf(caller: string): { left: number } {
    const { perMinute, now } = this.options;
    const most = Math.max(1, perMinute / 6);
    const known = this.callers.get(caller);
    const gained = known ? ((now() - known.at) * perMinute) / 60_000 : most;
    return { left: Math.min(most, (known?.left ?? 0) + Math.max(0, gained)) };
  }

  private keep(caller: string, left: number): void {
    const { callers = 1_000, now } = this.options;
    this.callers.delete(caller);
    if (this.callers.size >= callers) {
      const [longestAway] = this.callers.keys();
      this.callers.delete(longestAway);
    }
    this.callers.set(caller, { left, at: now() });
  }
}
