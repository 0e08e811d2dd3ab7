/** Admits each key once in a time. Bounded: the key that was admitted longest ago goes first, and is admitted again. */
export class Throttle {
  private readonly admitted = new Map<string, number>();

  constructor(
    private readonly limits: {
      everyMs: number;
      kept: number;
      now: () => number;
    },
  ) {}

  admits(key: string): boolean {
    const { everyMs, kept, now } = this.limits;
    const last = this.admitted.get(key);
    if (last !== undefined && now() - last < everyMs) {
      return false;
    }
    this.admitted.delete(key);
    this.admitted.set(key, now());
    if (this.admitted.size > kept) {
      const [oldest] = this.admitted.keys();
      this.admitted.delete(oldest);
    }
    return true;
  }
}
