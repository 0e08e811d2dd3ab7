/** Lets at most `permits` in at once, in the order in which they came. */
export class Semaphore {
  private readonly waiting: (() => void)[] = [];

  constructor(private permits: number) {}

  /** Runs the work when there is room; not at all when the signal is aborted before. */
  async run<T>(
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    if (!(await this.enter(signal))) {
      return undefined;
    }
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private enter(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) {
      return Promise.resolve(false);
    }
    if (this.permits > 0) {
      this.permits -= 1;
      return Promise.resolve(true);
    }
    return new Promise(resolve => {
      let admit = () => {};
      const giveUp = () => {
        this.waiting.splice(this.waiting.indexOf(admit), 1);
        resolve(false);
      };
      admit = () => {
        signal.removeEventListener('abort', giveUp);
        resolve(true);
      };
      this.waiting.push(admit);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  private leave() {
    const next = this.waiting.shift();
    if (next) {
      next();
    } else {
      this.permits += 1;
    }
  }
}
