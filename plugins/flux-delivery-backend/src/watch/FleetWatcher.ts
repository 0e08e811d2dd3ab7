import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  WATCHED_KINDS,
  type WatchedKind,
} from 'backstage-plugin-flux-delivery-common';
import type {
  ClusterClient,
  ClusterInfo,
} from 'backstage-plugin-flux-delivery-node';
import { type Clock, systemClock } from '../clusters/Clock';
import { ClusterRegistry } from '../clusters/ClusterRegistry';
import { ClusterWatcher } from './ClusterWatcher';
import { defaultTiming, type WatchTiming } from './timing';
import { WatchCounters } from './WatchCounters';
import type { WatchSink } from './WatchSink';

export interface FleetWatcherOptions {
  client: ClusterClient;
  sink: WatchSink;
  logger: Pick<LoggerService, 'info' | 'warn'>;
  clock?: Clock;
  random?: () => number;
  kinds?: readonly WatchedKind[];
  timing?: Partial<WatchTiming>;
}

const STAGGER_MS = 250;
const LONGEST_STAGGER_MS = 10_000;

/** Watches every cluster that the Kubernetes plugin knows, each on its own, and follows clusters that come and go. */
export class FleetWatcher {
  readonly counters = new WatchCounters();
  private readonly clock: Clock;
  private readonly random: () => number;
  private readonly timing: WatchTiming;
  private readonly watchers = new Map<
    string,
    { info: ClusterInfo; watcher?: ClusterWatcher }
  >();
  private readonly leaving = new Set<Promise<void>>();
  private abort?: AbortController;
  private running: Promise<void> = Promise.resolve();
  private registryError?: string;

  constructor(private readonly options: FleetWatcherOptions) {
    this.clock = options.clock ?? systemClock;
    this.random = options.random ?? Math.random;
    this.timing = { ...defaultTiming, ...options.timing };
  }

  /** Why the list of clusters could not be read last time, in words; nothing when it could. */
  get lastRegistryError() {
    return this.registryError;
  }

  start(): void {
    if (this.abort) {
      return;
    }
    this.abort = new AbortController();
    const registry = new ClusterRegistry({
      client: this.options.client,
      clock: this.clock,
      random: this.random,
      onClusters: clusters => this.follow(clusters),
      onError: error => this.onRegistryError(error),
    });
    this.running = registry.run(this.abort.signal);
  }

  /** Ends all calls at once; when it resolves nothing runs any more. */
  async stop(): Promise<void> {
    this.abort?.abort();
    const watchers = [...this.watchers.values()].map(({ watcher }) =>
      watcher?.stop(),
    );
    await Promise.all([this.running, ...watchers, ...this.leaving]);
    this.watchers.clear();
    this.abort = undefined;
  }

  private onRegistryError(error: Error) {
    if (this.registryError !== error.message) {
      this.options.logger.warn(
        `The list of clusters cannot be read: ${error.message}`,
      );
    }
    this.registryError = error.message;
  }

  private follow(clusters: ClusterInfo[]) {
    this.registryError = undefined;
    const names = new Set(clusters.map(({ name }) => name));
    for (const [name, { watcher }] of this.watchers) {
      if (!names.has(name)) {
        this.leave(name, watcher);
        this.options.sink.clusterGone(name);
      }
    }
    let starting = 0;
    for (const info of clusters) {
      const held = this.watchers.get(info.name);
      if (
        held &&
        held.info.access === info.access &&
        held.info.authProvider === info.authProvider
      ) {
        held.info = info;
        this.options.sink.clusterSeen(info, this.clock.now());
        continue;
      }
      if (held) {
        this.leave(info.name, held.watcher);
      }
      this.join(info, Math.min(STAGGER_MS * starting, LONGEST_STAGGER_MS));
      starting += info.access === 'server' ? 1 : 0;
    }
  }

  private join(info: ClusterInfo, delayMs: number) {
    const { client, sink, logger, kinds = WATCHED_KINDS } = this.options;
    sink.clusterSeen(info, this.clock.now());
    if (info.access === 'needsUserSession') {
      this.watchers.set(info.name, { info });
      return;
    }
    const watcher = new ClusterWatcher({
      client,
      sink,
      logger,
      kinds,
      cluster: info.name,
      clock: this.clock,
      random: this.random,
      counters: this.counters,
      timing: this.timing,
    });
    this.watchers.set(info.name, { info, watcher });
    watcher.start(delayMs);
  }

  private leave(name: string, watcher: ClusterWatcher | undefined) {
    this.watchers.delete(name);
    this.counters.forget(name);
    const left = watcher?.stop();
    if (left) {
      this.leaving.add(left);
      left.finally(() => this.leaving.delete(left));
    }
  }
}
