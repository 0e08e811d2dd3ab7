/** Time as a parameter: every wait of the rooms that talk to clusters goes through it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs once after that time, unless the returned function was called before. */
  after(ms: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** A sleep that somebody else can end early. A call to `wake` while nobody sleeps ends the next sleep at once. */
export class Alarm {
  private ring?: () => void;
  private rang = false;

  constructor(private readonly clock: Clock) {}

  wake() {
    this.rang = true;
    this.ring?.();
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || this.rang) {
      this.rang = false;
      return Promise.resolve();
    }
    return new Promise(resolve => {
      let cancel = () => {};
      const done = () => {
        cancel();
        signal.removeEventListener('abort', done);
        this.ring = undefined;
        this.rang = false;
        resolve();
      };
      cancel = this.clock.after(ms, done);
      this.ring = done;
      signal.addEventListener('abort', done, { once: true });
    });
  }
}

/** Ends after that time, or at once when the signal is aborted; the caller looks at the signal. */
export function sleep(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  return new Alarm(clock).sleep(ms, signal);
}
