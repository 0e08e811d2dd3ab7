import { LOOK_AGAIN_EVERY } from './lookAgain';
import { refusalOf } from './refusalOf';

/** Everything that a part of a page can be in that is read as a whole. What cannot be refreshed stays, with the time since when. */
export type Refreshed<T> =
  | { type: 'loading' }
  | { type: 'notFound' }
  | { type: 'forbidden' }
  | { type: 'error'; error: Error }
  | { type: 'ready'; value: T; stale?: { since: number; error: Error } };

export interface RefresherOptions<T> {
  load: (signal: AbortSignal) => Promise<T>;
  onState: (state: Refreshed<T>) => void;
  now: () => number;
  /** In [0, 1). */
  random: () => number;
}

const REFUSED_EVERY = 60_000;
const RETRY_AT_MOST = 60_000;
const GIVE_UP_AFTER = 20_000;
/** The signal comes with the change of the cluster; the row is written a moment after it. */
const AFTER_SIGNAL = 700;

/**
 * Reads one answer again and again: soon after each announced change, else every seven seconds; more seldom only where that fails and
 * nothing is shown. One request at a time, none while the page is hidden, and nothing is told after `stop()`.
 */
export class Refresher<T> {
  private state: Refreshed<T> = { type: 'loading' };
  private lastSuccess = 0;
  private failures = 0;
  private visible = true;
  private running = false;
  private again = false;
  private request?: AbortController;
  private timer?: ReturnType<typeof setTimeout>;

  constructor(private readonly options: RefresherOptions<T>) {}

  start(): void {
    this.running = true;
    this.refresh();
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.timer);
    this.request?.abort();
  }

  announce(): void {
    if (this.request) {
      this.again = true;
    } else {
      this.schedule(AFTER_SIGNAL);
    }
  }

  setVisible(visible: boolean): void {
    const returned = visible && !this.visible;
    this.visible = visible;
    if (returned) {
      this.refresh();
    } else if (!visible) {
      clearTimeout(this.timer);
    }
  }

  refresh(): void {
    clearTimeout(this.timer);
    if (this.running && !this.request) {
      void this.load();
    }
  }

  private async load(): Promise<void> {
    const request = new AbortController();
    this.request = request;
    const timeout = setTimeout(() => request.abort(), GIVE_UP_AFTER);
    try {
      const value = await this.options.load(request.signal);
      if (this.running) {
        this.failures = 0;
        this.lastSuccess = this.options.now();
        this.report({ type: 'ready', value });
      }
    } catch (error) {
      if (this.running) {
        this.fail(error as Error);
      }
    } finally {
      clearTimeout(timeout);
      this.request = undefined;
    }
    const wasAnnounced = this.again;
    this.again = false;
    this.schedule(wasAnnounced ? AFTER_SIGNAL : this.delay());
  }

  private fail(error: Error): void {
    this.failures += 1;
    const refusal = refusalOf(error);
    if (refusal) {
      this.report({ type: refusal });
    } else if (this.state.type === 'ready') {
      const since = this.state.stale?.since ?? this.lastSuccess;
      this.report({ ...this.state, stale: { since, error } });
    } else {
      this.report({ type: 'error', error });
    }
  }

  private report(state: Refreshed<T>): void {
    this.state = state;
    this.options.onState(state);
  }

  private schedule(ms: number): void {
    clearTimeout(this.timer);
    if (this.running && this.visible) {
      this.timer = setTimeout(
        () => this.refresh(),
        ms * (0.9 + 0.2 * this.options.random()),
      );
    }
  }

  private delay(): number {
    if (this.state.type === 'forbidden' || this.state.type === 'notFound') {
      return REFUSED_EVERY;
    }
    if (this.state.type === 'ready') {
      return LOOK_AGAIN_EVERY;
    }
    return Math.min(
      LOOK_AGAIN_EVERY * 2 ** Math.min(this.failures, 4),
      RETRY_AT_MOST,
    );
  }
}
