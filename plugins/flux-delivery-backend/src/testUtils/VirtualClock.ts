import type { Clock } from '../clusters/Clock';

/** Time that moves only when a test says so. */
export class VirtualClock implements Clock {
  private time = Date.parse('2026-01-01T00:00:00Z');
  private readonly timers = new Set<{ at: number; run: () => void }>();

  now() {
    return this.time;
  }

  /** The number of timers that wait. */
  get pending() {
    return this.timers.size;
  }

  after(ms: number, run: () => void) {
    const timer = { at: this.time + Math.max(0, ms), run };
    this.timers.add(timer);
    return () => {
      this.timers.delete(timer);
    };
  }

  /** Lets everything run that waits for no time. */
  async settle() {
    for (let turn = 0; turn < 12; turn += 1) {
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  async advance(ms: number) {
    const end = this.time + ms;
    await this.settle();
    for (;;) {
      const due = [...this.timers].filter(({ at }) => at <= end);
      if (due.length === 0) {
        break;
      }
      const next = due.reduce((a, b) => (b.at < a.at ? b : a));
      this.timers.delete(next);
      this.time = Math.max(this.time, next.at);
      next.run();
      await this.settle();
    }
    this.time = end;
  }
}
