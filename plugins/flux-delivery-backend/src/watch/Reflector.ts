import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  KubeObject,
  WatchedKind,
} from 'backstage-plugin-flux-delivery-common';
import {
  ClusterCallError,
  type ClusterClient,
  errorOfStatus,
  type WatchFrame,
} from 'backstage-plugin-flux-delivery-node';
import { backoffMs, jitteredMs } from '../clusters/backoff';
import { type Clock, sleep } from '../clusters/Clock';
import type { ReachabilityGate } from './ReachabilityGate';
import { asCallError } from './asCallError';
import { isBehind } from './resourceVersion';
import type { Semaphore } from './Semaphore';
import type { WatchTiming } from './timing';
import { sharedProjection } from './sharedProjection';
import { Watchdog } from './Watchdog';
import type { WatchCounters } from './WatchCounters';
import type { KindScope, WatchSink } from './WatchSink';

export interface ReflectorOptions {
  client: ClusterClient;
  cluster: string;
  kind: WatchedKind;
  version: string;
  sink: WatchSink;
  gate: ReachabilityGate;
  /** Shared by all kinds of the cluster. */
  lists: Semaphore;
  clock: Clock;
  random: () => number;
  counters: WatchCounters;
  timing: WatchTiming;
}

/** Where to go on after a watch: from a version, or with a new list. */
type Next =
  | { from: string }
  | { from: undefined; because: 'malformed' | 'backwards' | 'silent' };

/** What came cannot be continued from. */
class ListAgain extends Error {
  constructor(readonly because: 'malformed' | 'backwards') {
    super(because);
  }
}

/**
 * Mirrors one kind of one cluster into the sink: a list, then watches that go on where the last one ended, and a new list
 * whenever that cannot be trusted. It never gives up, and never hurries: every failure waits longer than the last.
 */
export class Reflector {
  readonly version: string;
  private readonly scope: KindScope;
  private readonly project: (raw: unknown) => KubeObject | undefined;
  private failures = 0;
  private lastFrameAt = 0;
  private open?: AbortController;
  private distrusted = false;
  private resumeFrom?: string;
  private framesSeen = 0;
  /**
   * How long a watch may be silent. It grows while lists show that a silent watch had nothing to say: some API servers send no
   * bookmarks for kinds that never change.
   */
  private patienceMs: number;
  private held = 0;

  constructor(private readonly options: ReflectorOptions) {
    const { cluster, kind, timing, version } = options;
    this.version = version;
    this.patienceMs = timing.silentMs;
    this.scope = { cluster, group: kind.group, kind: kind.kind };
    this.project = sharedProjection({
      ...kind,
      apiVersion: kind.group ? `${kind.group}/${version}` : version,
    });
  }

  /** Ends with `absent` when the cluster serves this kind no more, with `stopped` when the signal is aborted. */
  async run(signal: AbortSignal): Promise<'absent' | 'stopped'> {
    const { gate, clock } = this.options;
    let from: string | undefined;
    let silentSince: string | undefined;
    while (!signal.aborted) {
      await gate.whenOpen(signal);
      if (signal.aborted) {
        break;
      }
      const startedAt = clock.now();
      let waitMs = 0;
      try {
        this.framesSeen = 0;
        from ??= await this.list(signal, silentSince);
        if (from === undefined) {
          break;
        }
        const next = await this.watch(from, signal);
        silentSince =
          next.from === undefined && next.because === 'silent'
            ? from
            : undefined;
        from = next.from;
        waitMs = this.pause(startedAt, next.from === undefined);
      } catch (error) {
        if (signal.aborted) {
          break;
        }
        const failure = asCallError(error);
        if (failure.reason === 'notFound') {
          return 'absent';
        }
        // A stream that broke can be taken up again; a call that was refused cannot be trusted to have said all.
        const broke =
          this.framesSeen > 0 &&
          failure.reason === 'unreachable' &&
          failure.details.status === undefined;
        from = broke ? this.resumeFrom : undefined;
        waitMs = this.fail(failure, startedAt, from !== undefined);
      }
      await sleep(clock, waitMs, signal);
    }
    return 'stopped';
  }

  /** Ends an open watch that has not said anything since then, and lists again: the connection behind it may be gone. */
  distrustSince(time: number) {
    if (this.open && this.lastFrameAt < time) {
      this.distrusted = true;
      this.open.abort();
    }
  }

  /** A sound watch goes on at once; one that ended early, and every list after the first, is paced. */
  private pause(startedAt: number, listsAgain: boolean): number {
    const { clock, random, timing } = this.options;
    if (clock.now() - startedAt >= timing.stableMs) {
      this.failures = 0;
      return listsAgain ? backoffMs(1, timing.retry, random()) : 0;
    }
    this.failures += 1;
    return Math.max(
      timing.retry.baseMs,
      backoffMs(this.failures, timing.retry, random()),
    );
  }

  private fail(
    failure: ClusterCallError,
    startedAt: number,
    resumes: boolean,
  ): number {
    const { clock, counters, gate, random, sink, timing } = this.options;
    const now = clock.now();
    if (now - startedAt >= timing.stableMs) {
      this.failures = 0;
    }
    this.failures += 1;
    const waitMs = backoffMs(this.failures, timing.retry, random());
    counters.add(
      this.scope,
      failure.reason === 'expired' ? 'expired' : 'errors',
    );
    switch (failure.reason) {
      case 'expired':
        gate.heard();
        return waitMs;
      case 'forbidden':
        gate.heard();
        counters.add(this.scope, 'forbidden');
        sink.kindState(this.scope, 'forbidden', now, {
          error: failure.message,
          version: this.version,
        });
        return this.failures <= timing.forbiddenQuickTries
          ? Math.max(timing.retry.baseMs, waitMs)
          : jitteredMs(timing.forbiddenRetryMs, random());
      case 'throttled':
        gate.heard();
        break;
      default:
        gate.failed();
    }
    if (!resumes) {
      sink.kindState(this.scope, 'unreachable', now, {
        error: failure.message,
        version: this.version,
      });
    }
    const told = (failure.details.retryAfterSeconds ?? 0) * 1_000;
    return Math.max(waitMs, Math.min(told, 300_000));
  }

  /** The version to watch from; undefined when the signal was aborted. */
  private async list(
    signal: AbortSignal,
    silentSince?: string,
  ): Promise<string | undefined> {
    const { counters, lists, sink, clock, gate } = this.options;
    return lists.run(signal, async () => {
      counters.add(this.scope, 'lists');
      const objects: KubeObject[] = [];
      let continueFrom: string | undefined;
      let version: string | undefined;
      let asOf = 0;
      do {
        const askedAt = clock.now();
        const page = await this.page(continueFrom, signal);
        gate.heard();
        // A paged list shows the state at its first page.
        asOf ||= askedAt;
        version = page.metadata.resourceVersion;
        continueFrom = page.metadata.continue;
        this.keep(page.items, objects);
        await nextTurn();
      } while (continueFrom && !signal.aborted);
      if (signal.aborted) {
        return undefined;
      }
      this.learnPatience(objects, silentSince);
      sink.replace(this.scope, objects, asOf);
      sink.kindState(this.scope, 'synced', asOf, { version: this.version });
      return version ?? '0';
    });
  }

  private learnPatience(
    objects: KubeObject[],
    silentSince: string | undefined,
  ) {
    const { timing } = this.options;
    const missed =
      objects.length !== this.held ||
      objects.some(({ metadata }) =>
        isBehind(silentSince ?? '', metadata.resourceVersion),
      );
    this.held = objects.length;
    this.patienceMs =
      silentSince === undefined || missed
        ? timing.silentMs
        : Math.min(2 * this.patienceMs, timing.watchMinMs);
  }

  private page(continueFrom: string | undefined, signal: AbortSignal) {
    const { client, cluster, counters, timing } = this.options;
    counters.add(this.scope, 'pages');
    return client.list(cluster, this.resource(), {
      limit: timing.listPageSize,
      continue: continueFrom,
      signal,
    });
  }

  private keep(items: unknown[], objects: KubeObject[]) {
    for (const item of items) {
      const object = this.project(item);
      if (object) {
        objects.push(object);
      } else {
        this.options.counters.add(this.scope, 'skipped');
      }
    }
  }

  private async watch(from: string, signal: AbortSignal): Promise<Next> {
    const { client, clock, cluster, counters, random, timing } = this.options;
    counters.add(this.scope, 'watches');
    const open = new AbortController();
    const end = () => open.abort();
    signal.addEventListener('abort', end, { once: true });
    this.open = open;
    this.distrusted = false;
    this.resumeFrom = from;
    this.framesSeen = 0;
    const dialledAt = clock.now();
    const watchdog = this.startWatchdog(dialledAt, end);
    const timeoutSeconds =
      (timing.watchMinMs + random() * (timing.watchMaxMs - timing.watchMinMs)) /
      1_000;
    try {
      const frames = client.watch(cluster, this.resource(), {
        resourceVersion: from,
        timeoutSeconds,
        signal: open.signal,
      });
      for await (const frame of frames) {
        this.take(frame);
      }
      return { from: this.resumeFrom };
    } catch (error) {
      return this.afterBreak(error, signal, watchdog.hasBitten);
    } finally {
      this.open = undefined;
      watchdog.stop();
      signal.removeEventListener('abort', end);
    }
  }

  private afterBreak(
    error: unknown,
    signal: AbortSignal,
    silent: boolean,
  ): Next {
    const { counters } = this.options;
    if (!signal.aborted && silent) {
      counters.add(this.scope, 'silent');
      this.options.gate.failed();
      // A watch from a version that the server has not reached yet never says anything: only a list can tell.
      return this.framesSeen > 0
        ? { from: this.resumeFrom! }
        : { from: undefined, because: 'silent' };
    }
    if (!signal.aborted && this.distrusted) {
      return { from: undefined, because: 'silent' };
    }
    const garbled =
      error instanceof ClusterCallError && error.details.malformed;
    if (error instanceof ListAgain || garbled) {
      const because = error instanceof ListAgain ? error.because : 'malformed';
      counters.add(this.scope, because);
      return { from: undefined, because };
    }
    throw error;
  }

  private startWatchdog(dialledAt: number, bite: () => void): Watchdog {
    const { clock, timing } = this.options;
    return new Watchdog({
      clock,
      bite,
      lastSignAt: () => Math.max(this.lastFrameAt, dialledAt),
      patienceMs: () =>
        this.framesSeen > 0 ? timing.silentMs : this.patienceMs,
    });
  }

  private take(frame: WatchFrame) {
    const { clock, counters, gate, sink } = this.options;
    if (frame.type === 'ERROR') {
      throw errorOfStatus(frame.object);
    }
    const at = clock.now();
    this.lastFrameAt = at;
    this.framesSeen += 1;
    gate.heard();
    if (frame.type === 'BOOKMARK') {
      counters.add(this.scope, 'bookmarks');
      this.advance(versionOf(frame.object), false);
      sink.alive(this.scope, at);
      return;
    }
    counters.add(this.scope, 'frames');
    const object = this.project(frame.object);
    if (!object) {
      throw new ListAgain('malformed');
    }
    const { namespace = '', name, uid, resourceVersion } = object.metadata;
    this.advance(resourceVersion, frame.type === 'DELETED');
    if (frame.type === 'DELETED') {
      sink.remove(this.scope, { namespace, name, uid }, at);
    } else if (frame.type === 'ADDED' || frame.type === 'MODIFIED') {
      sink.upsert(this.scope, object, at);
    }
  }

  /** Some servers report a deletion with the version before it: that is no step back. */
  private advance(version: string | undefined, mayBeOld: boolean) {
    if (!version) {
      return;
    }
    if (!isBehind(version, this.resumeFrom)) {
      this.resumeFrom = version;
    } else if (!mayBeOld) {
      throw new ListAgain('backwards');
    }
  }

  private resource() {
    const { kind } = this.options;
    return { group: kind.group, version: this.version, plural: kind.plural };
  }
}

function versionOf(object: unknown): string | undefined {
  const { metadata } = (object ?? {}) as {
    metadata?: { resourceVersion?: unknown };
  };
  return typeof metadata?.resourceVersion === 'string'
    ? metadata.resourceVersion
    : undefined;
}
