import {
  carryForward,
  type ClustersDto,
  type ClusterView,
  fromMillis,
  type IndexName,
  indexers,
  isBareWorkload,
  type InventoryView,
  keyOf,
  type KindFreshness,
  type KindState,
  type KubeObject,
  type ObjectRef,
  type Observed,
  type PodSample,
  refOf,
} from 'backstage-plugin-flux-delivery-common';
import type { ClusterInfo } from 'backstage-plugin-flux-delivery-node';
import type { KindScope, Outage, WatchSink } from '../watch/WatchSink';
import { ChangeFeed, type InventoryListener } from './changes';
import { clusterStatus } from './clusterStatus';
import { deepFreeze } from './deepFreeze';
import {
  type ClusterRecord,
  clusterView,
  kindFreshness,
  type KindRecord,
} from './freshness';
import { type Entry, Index } from './Index';
import { VersionFeed, type VersionListener } from './versions';

export interface InventoryStoreOptions {
  /** For tests: a reader that changes a shared object fails. */
  freeze?: boolean;
  /** A listener that failed. */
  onListenerError?: (error: unknown) => void;
}

const INDEX_NAMES = Object.keys(indexers) as IndexName[];

/**
 * All that is known of all clusters, in memory: one writer (the watch), many readers. Readers never wait, and get objects that
 * they share and must not change. What was known stays through outages; {@link InventoryView.freshness} says how good it is.
 */
export class InventoryStore implements WatchSink, InventoryView {
  private readonly byName = new Map<string, ClusterRecord>();
  private readonly indices = new Map<IndexName, Index>(
    INDEX_NAMES.map(name => [name, new Index()]),
  );
  private readonly samples = new Map<string, PodSample>();
  private readonly feed: ChangeFeed;
  private readonly versions: VersionFeed;

  constructor(private readonly options: InventoryStoreOptions = {}) {
    this.feed = new ChangeFeed(options.onListenerError);
    this.versions = new VersionFeed(options.onListenerError);
  }

  /** Calls back with what changed, once for changes that came together. Returns how to end it. */
  subscribe(listener: InventoryListener): () => void {
    return this.feed.subscribe(listener);
  }

  /** Calls back at once with each version of each object, none left out. Returns how to end it. */
  onVersion(listener: VersionListener): () => void {
    return this.versions.subscribe(listener);
  }

  // What readers ask

  clusters(): readonly ClusterView[] {
    return this.sortedClusters().map(clusterView);
  }

  freshness(cluster: string, group: string, kind: string): KindFreshness {
    const record = this.byName.get(cluster);
    return record
      ? kindFreshness(record, record.kinds.get(`${group}/${kind}`))
      : {
          state: 'notSynced',
          lastError: `The cluster '${cluster}' is not known`,
        };
  }

  get<T extends KubeObject = KubeObject>(
    ref: ObjectRef,
  ): Observed<T> | undefined {
    const kind = this.byName
      .get(ref.cluster)
      ?.kinds.get(`${ref.group}/${ref.kind}`);
    return (kind?.entries.get(keyOf(ref))?.observed ?? this.sampled(ref)) as
      | Observed<T>
      | undefined;
  }

  /** What is not watched is known by its sample. */
  private sampled(ref: ObjectRef): Observed | undefined {
    const sample = isBareWorkload(ref)
      ? this.samples.get(keyOf(ref))
      : undefined;
    return (
      sample?.self && {
        ref,
        object: sample.self,
        observedAt: sample.observedAt,
      }
    );
  }

  by<T extends KubeObject = KubeObject>(
    index: IndexName,
    value: string,
  ): readonly Observed<T>[] {
    return this.indices.get(index)!.get<T>(value);
  }

  podsOf(workload: ObjectRef): PodSample | undefined {
    return this.samples.get(keyOf(workload));
  }

  /** Every object of one kind of one cluster, in no order. For whoever has to look at all of them once, not per request. */
  *objectsOf({ cluster, group, kind }: KindScope): Iterable<Observed> {
    for (const entry of this.byName
      .get(cluster)
      ?.kinds.get(`${group}/${kind}`)
      ?.entries.values() ?? []) {
      yield entry.observed;
    }
  }

  /** The version under which the cluster serves the kind; undefined where it does not, or it is not known yet. */
  versionOf(cluster: string, group: string, kind: string): string | undefined {
    return this.byName.get(cluster)?.kinds.get(`${group}/${kind}`)?.version;
  }

  /** `now` in milliseconds. */
  clusterStatus(now: number): ClustersDto {
    return clusterStatus(this.sortedClusters(), now);
  }

  /** The number of values in each index. */
  indexSizes(): Record<string, number> {
    return Object.fromEntries(
      [...this.indices].map(([name, index]) => [name, index.size]),
    );
  }

  // What the watch tells

  clusterSeen(info: ClusterInfo, at: number): void {
    const record = this.byName.get(info.name);
    if (record) {
      record.info = info;
    } else {
      this.byName.set(info.name, { info, seenAt: at, kinds: new Map() });
    }
    this.feed.cluster(info.name);
  }

  clusterGone(cluster: string): void {
    for (const kind of this.byName.get(cluster)?.kinds.values() ?? []) {
      [...kind.entries.values()].forEach(entry => this.forget(kind, entry));
    }
    [...this.samples.keys()]
      .filter(key => key.startsWith(`${cluster}|`))
      .forEach(key => this.samples.delete(key));
    this.byName.delete(cluster);
    this.feed.cluster(cluster);
  }

  clusterReach(cluster: string, outage: Outage | undefined, at: number): void {
    const record = this.byName.get(cluster);
    if (record) {
      record.outage = outage;
      record.answersSince = outage ? undefined : at;
      this.feed.cluster(cluster);
    }
  }

  kindState(
    scope: KindScope,
    state: KindState,
    at: number,
    details: { error?: string; version?: string } = {},
  ): void {
    const record = this.kind(scope);
    if (!record) {
      return;
    }
    if (record.state !== state) {
      record.since = at;
      this.feed.cluster(scope.cluster);
    }
    record.state = state;
    record.lastError = details.error;
    record.version =
      details.version ?? (state === 'absent' ? undefined : record.version);
    if (state === 'absent') {
      record.asOf = at;
    }
  }

  replace(scope: KindScope, objects: KubeObject[], at: number): void {
    const record = this.kind(scope);
    if (!record) {
      return;
    }
    const listed = new Set<string>();
    for (const object of objects) {
      listed.add(this.put(record, scope.cluster, object, at, true));
    }
    for (const entry of [...record.entries.values()]) {
      if (!listed.has(entry.key)) {
        this.drop(record, entry, at, true);
      }
    }
    record.asOf = at;
  }

  upsert(scope: KindScope, object: KubeObject, at: number): void {
    const record = this.kind(scope);
    if (record) {
      this.put(record, scope.cluster, object, at, false);
      record.asOf = at;
    }
  }

  remove(
    scope: KindScope,
    gone: { namespace: string; name: string; uid?: string },
    at: number,
  ): void {
    const record = this.kind(scope);
    const { namespace, name, uid } = gone;
    const entry = record?.entries.get(keyOf({ ...scope, namespace, name }));
    const heldUid = entry?.observed.object.metadata.uid;
    if (record && entry && (!uid || !heldUid || uid === heldUid)) {
      this.drop(record, entry, at, false);
    }
    if (record) {
      record.asOf = at;
    }
  }

  alive(scope: KindScope, at: number): void {
    const record = this.kind(scope);
    if (record) {
      record.asOf = at;
    }
  }

  /** The pods of a workload as they were just listed. Kept until the workload is gone, or is listed by nobody any more. */
  setPods(workload: ObjectRef, sample: PodSample): void {
    const isListed =
      isBareWorkload(workload) &&
      this.by('byInventoryEntry', keyOf(workload)).length > 0;
    if (isListed || this.get(workload)) {
      this.samples.set(
        keyOf(workload),
        this.options.freeze ? deepFreeze(sample) : sample,
      );
      this.feed.object(workload);
      this.versions.sampled(workload);
    }
  }

  /** Of a workload that is not watched itself. */
  forgetPods(workload: ObjectRef): void {
    if (this.samples.delete(keyOf(workload))) {
      this.feed.object(workload);
    }
  }

  /** Returns the key under which it is held. */
  private put(
    record: KindRecord,
    cluster: string,
    object: KubeObject,
    at: number,
    listed: boolean,
  ): string {
    const ref = refOf(cluster, object);
    const key = keyOf(ref);
    const entry = record.entries.get(key);
    const before = entry?.observed;
    if (before && isSameVersion(before.object, object)) {
      return key;
    }
    const observedAt = fromMillis(at);
    const observed: Observed = {
      ref: before?.ref ?? ref,
      object: carryForward(before?.object, object, observedAt),
      observedAt,
    };
    if (this.options.freeze) {
      deepFreeze(observed);
    }
    const bytes = JSON.stringify(object).length;
    if (entry && before) {
      record.bytes += bytes - entry.bytes;
      entry.observed = observed;
      entry.bytes = bytes;
      this.refile(entry, before.object, object);
      if (before.object.metadata.uid !== object.metadata.uid) {
        this.samples.delete(key);
      }
    } else {
      const added = { key, observed, bytes };
      record.bytes += bytes;
      record.entries.set(key, added);
      this.refile(added, undefined, object);
    }
    this.feed.object(observed.ref);
    this.versions.version({ ref: observed.ref, before, observed, at, listed });
    return key;
  }

  /** The object is gone from the cluster. */
  private drop(record: KindRecord, entry: Entry, at: number, listed: boolean) {
    const { observed: before } = entry;
    this.forget(record, entry);
    this.versions.version({ ref: before.ref, before, at, listed });
  }

  private forget(record: KindRecord, entry: Entry) {
    const { ref, object } = entry.observed;
    record.bytes -= entry.bytes;
    record.entries.delete(entry.key);
    this.samples.delete(entry.key);
    this.refile(entry, object, undefined);
    this.feed.object(ref);
  }

  /** Takes the entry out of the values that it had and has no more, and into those that are new. */
  private refile(
    entry: Entry,
    before: KubeObject | undefined,
    after: KubeObject | undefined,
  ) {
    const { ref } = entry.observed;
    for (const name of INDEX_NAMES) {
      const index = this.indices.get(name)!;
      const old = before ? indexers[name](ref, before) : [];
      const now = after ? indexers[name](ref, after) : [];
      if (
        old.length === now.length &&
        old.every((value, at) => value === now[at])
      ) {
        continue;
      }
      const kept = new Set(now);
      old
        .filter(value => !kept.has(value))
        .forEach(value => index.remove(value, entry));
      now.forEach(value => index.add(value, entry));
    }
  }

  private kind({ cluster, group, kind }: KindScope): KindRecord | undefined {
    const owner = this.byName.get(cluster);
    const key = `${group}/${kind}`;
    const held = owner?.kinds.get(key);
    if (!owner || held) {
      return held;
    }
    const record: KindRecord = {
      group,
      kind,
      state: 'notSynced',
      since: owner.seenAt,
      entries: new Map(),
      bytes: 0,
    };
    owner.kinds.set(key, record);
    return record;
  }

  private sortedClusters(): ClusterRecord[] {
    return [...this.byName.values()].sort((a, b) =>
      a.info.name < b.info.name ? -1 : 1,
    );
  }
}

function isSameVersion(
  { metadata: a }: KubeObject,
  { metadata: b }: KubeObject,
): boolean {
  return (
    a.resourceVersion !== undefined &&
    a.resourceVersion === b.resourceVersion &&
    a.uid === b.uid
  );
}
