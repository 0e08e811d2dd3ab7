import type { DeliveryPathDto } from 'backstage-plugin-flux-delivery-common';
import type { PathAnswer } from '../api/FluxDeliveryApi';
import { refusalOf } from './refusalOf';

/** Everything that a page can be in. Data that cannot be refreshed stays, with the time since when it is not. */
export type DeliveryPathState =
  | { type: 'loading' }
  | { type: 'notFound' }
  | { type: 'forbidden' }
  | { type: 'error'; error: Error }
  | {
      type: 'ready';
      path: DeliveryPathDto;
      /** True while changes are announced, not searched for. */
      live: boolean;
      stale?: { since: number; error: Error };
    };

export interface PathPollerOptions {
  load: (options: {
    etag?: string;
    signal: AbortSignal;
  }) => Promise<PathAnswer>;
  onState: (state: DeliveryPathState) => void;
  now: () => number;
  /** In [0, 1). */
  random: () => number;
}

const SEARCH_EVERY = 5_000;
const CHECK_EVERY = 60_000;
const RETRY_AT_MOST = 30_000;
const GIVE_UP_AFTER = 20_000;

/**
 * Keeps one path fresh. Announced changes are fetched at once; without announcements it asks every few seconds, by ETag.
 * Announcements are trusted only once one has come, and no longer when a poll finds a change that none told of: a portal
 * may have the frontend of signals and no backend for it.
 *
 * One request at a time; a hidden page asks nothing; after `stop()` nothing is asked and no state is reported.
 */
export class PathPoller {
  private readonly options: PathPollerOptions;
  private state: DeliveryPathState = { type: 'loading' };
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

  constructor(options: PathPollerOptions) {
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

  /** Somebody says that the path changed. */
  announce(): void {
    this.announced = true;
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

  private succeed(answer: PathAnswer, byAnnouncement: boolean): void {
    this.failures = 0;
    this.lastSuccess = this.options.now();
    const before = this.state.type === 'ready' ? this.state : undefined;
    if (answer.modified) {
      const unannounced = before && this.announced && !byAnnouncement;
      this.announced = this.announced && !unannounced;
      this.etag = answer.etag;
      this.report({ type: 'ready', path: answer.path, live: this.announced });
    } else if (before && (before.stale || before.live !== this.announced)) {
      this.report({ type: 'ready', path: before.path, live: this.announced });
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

  private report(state: DeliveryPathState): void {
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
    if (this.state.type === 'forbidden' || this.state.type === 'notFound') {
      return CHECK_EVERY;
    }
    if (this.failures > 0) {
      return Math.min(SEARCH_EVERY * 2 ** (this.failures - 1), RETRY_AT_MOST);
    }
    return this.announced ? CHECK_EVERY : SEARCH_EVERY;
  }
}
