import type { KindScope } from './WatchSink';

const NAMES = [
  'lists',
  'pages',
  'watches',
  'frames',
  'bookmarks',
  'errors',
  'expired',
  'malformed',
  'silent',
  'backwards',
  'forbidden',
  'skipped',
] as const;

export type CounterName = (typeof NAMES)[number];
export type Counters = Record<CounterName, number>;

/** What the watch did, per cluster and kind. Numbers only grow; a cluster that is gone takes its numbers with it. */
export class WatchCounters {
  private readonly clusters = new Map<string, Map<string, Counters>>();

  add({ cluster, group, kind }: KindScope, name: CounterName, by = 1) {
    let kinds = this.clusters.get(cluster);
    if (!kinds) {
      this.clusters.set(cluster, (kinds = new Map()));
    }
    const key = `${group}/${kind}`;
    let counters = kinds.get(key);
    if (!counters) {
      kinds.set(
        key,
        (counters = Object.fromEntries(
          NAMES.map(each => [each, 0]),
        ) as Counters),
      );
    }
    counters[name] += by;
  }

  get({ cluster, group, kind }: KindScope): Counters | undefined {
    return this.clusters.get(cluster)?.get(`${group}/${kind}`);
  }

  /** The sum over the kinds of a cluster. */
  total(cluster: string): Counters {
    const sum = Object.fromEntries(NAMES.map(each => [each, 0])) as Counters;
    for (const counters of this.clusters.get(cluster)?.values() ?? []) {
      NAMES.forEach(name => (sum[name] += counters[name]));
    }
    return sum;
  }

  snapshot(): Record<string, Record<string, Counters>> {
    return Object.fromEntries(
      [...this.clusters].map(([cluster, kinds]) => [
        cluster,
        Object.fromEntries(
          [...kinds].map(([kind, counters]) => [kind, { ...counters }]),
        ),
      ]),
    );
  }

  forget(cluster: string) {
    this.clusters.delete(cluster);
  }
}
