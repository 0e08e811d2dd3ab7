import type { LoggerService } from '@backstage/backend-plugin-api';
import type { WatchedKind } from 'backstage-plugin-flux-delivery-common';
import {
  ClusterCallError,
  type ClusterClient,
} from 'backstage-plugin-flux-delivery-node';
import { backoffMs, jitteredMs } from '../clusters/backoff';
import { Alarm, type Clock, sleep } from '../clusters/Clock';
import {
  type Discovered,
  discoverGroups,
  discoverKinds,
  kindKey,
  type ServedGroups,
} from '../clusters/discoverKinds';
import { ReachabilityGate } from './ReachabilityGate';
import { Reflector } from './Reflector';
import { Semaphore } from './Semaphore';
import type { WatchTiming } from './timing';
import type { WatchCounters } from './WatchCounters';
import type { KindScope, Outage, WatchSink } from './WatchSink';

export interface ClusterWatcherOptions {
  client: ClusterClient;
  cluster: string;
  kinds: readonly WatchedKind[];
  sink: WatchSink;
  clock: Clock;
  random: () => number;
  counters: WatchCounters;
  timing: WatchTiming;
  logger: Pick<LoggerService, 'info' | 'warn'>;
}

interface Running {
  reflector: Reflector;
  stop: () => void;
  done: Promise<void>;
}

const FULL_LOOK_EVERY = 5;
const SHORTEST_LOOK_MS = 5_000;

/** All that is watched of one cluster. Nothing in here waits for, or fails with, another cluster. */
export class ClusterWatcher {
  private readonly abort = new AbortController();
  private readonly gate: ReachabilityGate;
  private readonly lists: Semaphore;
  private readonly running = new Map<string, Running>();
  private readonly lookSoon: Alarm;
  private started: Promise<unknown> = Promise.resolve();
  private outageAt?: number;
  private lookAgain = false;

  constructor(private readonly options: ClusterWatcherOptions) {
    const { client, clock, cluster, random, timing } = options;
    this.lists = new Semaphore(timing.concurrentLists);
    this.lookSoon = new Alarm(clock);
    this.gate = new ReachabilityGate({
      clock,
      random,
      timing,
      probe: signal => client.get(cluster, '/version', { signal }),
      onChange: (outage, at) => this.onReach(outage, at),
    });
  }

  /** Begins after that time. */
  start(delayMs: number): void {
    const { signal } = this.abort;
    const begin = async () => {
      await sleep(this.options.clock, delayMs, signal);
      await Promise.all([this.gate.run(signal), this.discover(signal)]);
    };
    this.started = begin();
  }

  /** Ends every call; when it resolves nothing of the cluster runs any more. */
  async stop(): Promise<void> {
    this.abort.abort();
    await this.started;
    await Promise.all([...this.running.values()].map(({ done }) => done));
  }

  private onReach(outage: Outage | undefined, at: number) {
    const { cluster, logger, sink } = this.options;
    sink.clusterReach(cluster, outage, at);
    if (outage) {
      this.outageAt ??= at;
      logger.warn(`Cluster '${cluster}' cannot be read: ${outage.error}`);
      return;
    }
    logger.info(`Cluster '${cluster}' answers again`);
    // Watches that said nothing since may hang on connections that are gone.
    const since = this.outageAt ?? at;
    this.outageAt = undefined;
    this.running.forEach(({ reflector }) => reflector.distrustSince(since));
    this.lookSoon.wake();
  }

  /** Looks again and again which kinds are served, and runs a reflector for each of them. */
  private async discover(signal: AbortSignal): Promise<void> {
    const { clock, random, timing } = this.options;
    let failures = 0;
    let looks = 0;
    let groups = '';
    while (!signal.aborted) {
      await this.gate.whenOpen(signal);
      try {
        const served = await this.servedGroups(signal);
        const text = JSON.stringify([...served]);
        if (
          text !== groups ||
          looks % FULL_LOOK_EVERY === 0 ||
          this.lookAgain
        ) {
          this.lookAgain = false;
          await this.look(served, signal);
          groups = text;
        }
        looks += 1;
        failures = 0;
        await sleep(clock, SHORTEST_LOOK_MS, signal);
        await this.lookSoon.sleep(
          jitteredMs(timing.discoveryMs, random()) - SHORTEST_LOOK_MS,
          signal,
        );
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        this.gate.failed();
        failures += 1;
        await sleep(clock, backoffMs(failures, timing.retry, random()), signal);
      }
    }
  }

  /** Where discovery is not allowed, every kind is tried in its newest version. */
  private async servedGroups(signal: AbortSignal): Promise<ServedGroups> {
    const { client, cluster, kinds } = this.options;
    try {
      const served = await discoverGroups(client, cluster, signal);
      this.gate.heard();
      return served;
    } catch (error) {
      if (error instanceof ClusterCallError && error.reason === 'forbidden') {
        this.gate.heard();
        return new Map(kinds.map(({ group, versions }) => [group, versions]));
      }
      throw error;
    }
  }

  private async look(groups: ServedGroups, signal: AbortSignal) {
    const { client, cluster, kinds } = this.options;
    const found = await discoverKinds(client, cluster, kinds, groups, signal);
    for (const kind of kinds) {
      if (!signal.aborted) {
        this.settle(kind, found.get(kindKey(kind))!);
      }
    }
  }

  private settle(kind: WatchedKind, found: Discovered) {
    const { clock, sink } = this.options;
    const key = kindKey(kind);
    const running = this.running.get(key);
    if (found.state === 'served') {
      if (!running) {
        // Known as not read yet: a cluster whose lists are still to come is not in sync.
        sink.kindState(this.scopeOf(kind), 'notSynced', clock.now(), {
          version: found.version,
        });
      }
      if (running?.reflector.version !== found.version) {
        running?.stop();
        this.running.set(key, this.reflect(kind, found.version, running?.done));
      }
    } else if (found.state === 'absent') {
      running?.stop();
      this.forget(kind);
    } else if (!running) {
      sink.kindState(this.scopeOf(kind), 'notSynced', clock.now(), {
        error: found.error,
      });
    }
  }

  private reflect(
    kind: WatchedKind,
    version: string,
    before: Promise<void> = Promise.resolve(),
  ): Running {
    const end = new AbortController();
    const stop = () => end.abort();
    this.abort.signal.addEventListener('abort', stop, { once: true });
    const reflector = new Reflector({
      ...this.options,
      gate: this.gate,
      lists: this.lists,
      kind,
      version,
    });
    const run = async () => {
      await before;
      const outcome = await reflector.run(end.signal);
      this.abort.signal.removeEventListener('abort', stop);
      if (
        outcome === 'absent' &&
        this.running.get(kindKey(kind))?.reflector === reflector
      ) {
        this.running.delete(kindKey(kind));
        this.forget(kind);
        this.lookAgain = true;
        this.lookSoon.wake();
      }
    };
    return { reflector, stop, done: run() };
  }

  private forget(kind: WatchedKind) {
    const { clock, sink } = this.options;
    const at = clock.now();
    sink.replace(this.scopeOf(kind), [], at);
    sink.kindState(this.scopeOf(kind), 'absent', at);
  }

  private scopeOf({ group, kind }: WatchedKind): KindScope {
    return { cluster: this.options.cluster, group, kind };
  }
}
