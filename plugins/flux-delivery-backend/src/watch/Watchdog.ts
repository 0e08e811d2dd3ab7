import type { Clock } from '../clusters/Clock';

export interface WatchdogOptions {
  clock: Clock;
  /** When the last sign of life came. */
  lastSignAt: () => number;
  /** How long a silence is borne; it may change while the dog watches. */
  patienceMs: () => number;
  /** Called once, when the silence lasted too long. */
  bite: () => void;
}

const LONGEST_LOOK_MS = 30_000;

/** Notices that a connection which should say something now and then says nothing. */
export class Watchdog {
  private bitten = false;
  private cancel = () => {};

  constructor(private readonly options: WatchdogOptions) {
    this.look();
  }

  get hasBitten() {
    return this.bitten;
  }

  stop() {
    this.cancel();
  }

  private look() {
    const { clock, lastSignAt, patienceMs, bite } = this.options;
    const leftMs = lastSignAt() + patienceMs() - clock.now();
    if (leftMs > 0) {
      // Not later: the patience may be shorter by then.
      const waitMs = Math.min(leftMs, LONGEST_LOOK_MS);
      this.cancel = clock.after(waitMs, () => this.look());
      return;
    }
    this.bitten = true;
    bite();
  }
}
