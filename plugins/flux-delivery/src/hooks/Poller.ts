import type { ConditionalAnswer } from '../api/FleetApi';
import { LOOK_AGAIN_EVERY } from './lookAgain';
import { refusalOf } from './refusalOf';

/** Everything that a page can be in. Data that cannot be refreshed stays, with the time since when it is not. */
export type Polled<T> =
  | { type: 'loading' }
  | { type: 'notFound' }
  | { type: 'forbidden' }
  | { type: 'error'; error: Error }
  | {
      type: 'ready';
      value: T;
      /** True while changes are announced, not searched for. */
      live: boolean;
      stale?: { since: number; error: Error };
    };

export interface PollerOptions<T> {
  load: (options: {
    etag?: string;
    signal: AbortSignal;
  }) => Promise<ConditionalAnswer<T>>;
  onState: (state: Polled<T>) => void;
  now: () => number;
  /** In [0, 1). */
  random: () => number;
  /** How often it asks where nothing announces changes; every five seconds unless told otherwise. */
  searchEvery?: number;
  /**
   * False where announcements tell of some of the changes only: then each is a reason to look, and none is a reason to look less often.
   */
  trustsAnnouncements?: boolean;
}

const SEARCH_EVERY = 5_000;
/** While there is nothing to lose. */
const REFUSED_EVERY = 60_000;
const RETRY_AT_MOST = 30_000;
const GIVE_UP_AFTER = 20_000;

/**
 * Keeps one answer fresh. Announced changes are fetched at once; without announcements it asks every few seconds, by ETag. Whoever loses
 * the right to see it is told no changes any more: as long as something is shown, it asks every seven seconds at least.
 * Announcements are trusted only once one has come, and no longer when a poll finds a change that none told of: a portal
 * may have the frontend of signals and no backend for it.
 *
 * One request at a time; a hidden page asks nothing; after `stop()` nothing is asked and no state is reported.
 */
export class Poller<T> {
  private readonly options: PollerOptions<T>;
  private state: Polled<T> = { type: 'loading' };
  private etag?: string;
  private lastSuccess = 0;
  private failures = 0;
  private announced = false;
  private announcedSinceLoad = false;
  private visible = true;
  private again = false;
  private running = false;
  private request?: AbortController;
  private timer?: ReturnType<typeof setTimeout>;

  constructor(options: PollerOptions<T>) {
    this.options = options;
  }

  start(): void {
    this.running = true;
    this.refresh();
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.timer);
    this.request?.abort();
  }

  /** Somebody says that it changed. */
  announce(): void {
    this.announced = this.options.trustsAnnouncements ?? true;
    this.announcedSinceLoad = true;
    if (this.visible) {
      this.refresh();
    }
  }

  /** Asks now; while a request is under way, once more after it, since that one may have been answered before the change. */
  refresh(): void {
    if (!this.running) {
      return;
    }
    if (this.request) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.load();
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

  private async load(): Promise<void> {
    const request = new AbortController();
    const byAnnouncement = this.announcedSinceLoad;
    this.announcedSinceLoad = false;
    this.request = request;
    this.again = false;
    const timeout = setTimeout(() => request.abort(), GIVE_UP_AFTER);
    try {
      const answer = await this.options.load({
        etag: this.etag,
        signal: request.signal,
      });
      if (this.running) {
        this.succeed(answer, byAnnouncement);
      }
    } catch (error) {
      if (this.running) {
        this.fail(error as Error);
      }
    } finally {
      clearTimeout(timeout);
      this.request = undefined;
    }
    this.schedule();
  }

  private succeed(answer: ConditionalAnswer<T>, byAnnouncement: boolean): void {
    this.failures = 0;
    this.lastSuccess = this.options.now();
    const before = this.state.type === 'ready' ? this.state : undefined;
    if (answer.modified) {
      const unannounced = before && this.announced && !byAnnouncement;
      this.announced = this.announced && !unannounced;
      this.etag = answer.etag;
      this.report({ type: 'ready', value: answer.value, live: this.announced });
    } else if (before && (before.stale || before.live !== this.announced)) {
      this.report({ type: 'ready', value: before.value, live: this.announced });
    }
  }

  private fail(error: Error): void {
    this.failures += 1;
    const refusal = refusalOf(error);
    if (refusal) {
      this.etag = undefined;
      this.report({ type: refusal });
    } else if (this.state.type === 'ready') {
      const since = this.state.stale?.since ?? this.lastSuccess;
      this.report({ ...this.state, stale: { since, error } });
    } else {
      this.report({ type: 'error', error });
    }
  }

  private report(state: Polled<T>): void {
    this.state = state;
    this.options.onState(state);
  }

  private schedule(): void {
    if (!this.running) {
      return;
    }
    if (this.again) {
      this.load();
      return;
    }
    if (this.visible) {
      const jitter = 0.9 + 0.2 * this.options.random();
      this.timer = setTimeout(() => this.refresh(), this.delay() * jitter);
    }
  }

  private delay(): number {
    const { searchEvery = SEARCH_EVERY } = this.options;
    if (this.state.type === 'forbidden' || this.state.type === 'notFound') {
      return REFUSED_EVERY;
    }
    if (this.failures > 0) {
      return Math.min(
        searchEvery * 2 ** (this.failures - 1),
        this.state.type === 'ready' ? LOOK_AGAIN_EVERY : RETRY_AT_MOST,
      );
    }
    return this.announced ? LOOK_AGAIN_EVERY : searchEvery;
  }
}
