import {
  type ClusterView,
  fromMillis,
  type KindFreshness,
  type KindState,
} from 'backstage-plugin-flux-delivery-common';
import type { ClusterInfo } from 'backstage-plugin-flux-delivery-node';
import type { Outage } from '../watch/WatchSink';
import type { Entry } from './Index';

/** What the store knows of one kind of one cluster. Times are milliseconds. */
export interface KindRecord {
  group: string;
  kind: string;
  state: KindState;
  since: number;
  asOf?: number;
  lastError?: string;
  version?: string;
  entries: Map<string, Entry>;
  /** About, as JSON. */
  bytes: number;
}

export interface ClusterRecord {
  info: ClusterInfo;
  seenAt: number;
  outage?: Outage;
  /** When the last outage ended. */
  answersSince?: number;
  kinds: Map<string, KindRecord>;
}

/** What can be said of a kind now. An outage of the cluster covers what the kind knew of itself, but for what is no connection's matter. */
export function kindFreshness(
  cluster: ClusterRecord,
  record: KindRecord | undefined,
): KindFreshness {
  const asOf =
    record?.asOf === undefined ? {} : { asOf: fromMillis(record.asOf) };
  if (cluster.info.access === 'needsUserSession') {
    return { state: 'needsUserSession', since: fromMillis(cluster.seenAt) };
  }
  if (
    cluster.outage &&
    record?.state !== 'forbidden' &&
    record?.state !== 'absent'
  ) {
    const { since, error } = cluster.outage;
    return {
      state: 'unreachable',
      since: fromMillis(since),
      lastError: error,
      ...asOf,
    };
  }
  if (!record) {
    return { state: 'notSynced', since: fromMillis(cluster.seenAt) };
  }
  return {
    state: record.state,
    since: fromMillis(
      record.state === 'synced'
        ? Math.max(record.since, cluster.answersSince ?? 0)
        : record.since,
    ),
    ...asOf,
    ...(record.lastError ? { lastError: record.lastError } : {}),
  };
}

/** The cluster as a whole: it is synced when every kind that it serves, and that may be read, is. */
export function clusterView(cluster: ClusterRecord): ClusterView {
  const { info, outage, seenAt } = cluster;
  const base = {
    name: info.name,
    ...(info.title ? { title: info.title } : {}),
  };
  if (info.access === 'needsUserSession') {
    return { ...base, state: 'needsUserSession', since: fromMillis(seenAt) };
  }
  const readable = [...cluster.kinds.values()].filter(
    ({ state }) => state !== 'forbidden' && state !== 'absent',
  );
  const asOf = Math.min(
    ...readable.map(record => record.asOf ?? Number.POSITIVE_INFINITY),
  );
  const times = Number.isFinite(asOf) ? { asOf: fromMillis(asOf) } : {};
  if (outage) {
    return {
      ...base,
      ...times,
      state: 'unreachable',
      since: fromMillis(outage.since),
      lastError: outage.error,
    };
  }
  const missing = readable.filter(({ state }) => state !== 'synced');
  if (missing.length > 0 || cluster.kinds.size === 0) {
    const lastError = missing.find(record => record.lastError)?.lastError;
    const since = Math.min(
      ...missing.map(record => record.since),
      ...(missing.length ? [] : [seenAt]),
    );
    return {
      ...base,
      ...times,
      state: 'notSynced',
      since: fromMillis(since),
      ...(lastError ? { lastError } : {}),
    };
  }
  const since = Math.max(
    seenAt,
    cluster.answersSince ?? 0,
    ...readable.map(record => record.since),
  );
  return { ...base, ...times, state: 'synced', since: fromMillis(since) };
}
