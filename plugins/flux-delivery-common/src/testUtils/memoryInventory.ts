import { indexers } from '../paths/indexers';
import { isBareWorkload, kindOf, WATCHED_KINDS } from '../flux/kinds';
import {
  groupOf,
  refOf,
  type KubeObject,
  type Observed,
} from '../kube/KubeObject';
import { matchesSelector } from '../kube/labelSelector';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import { carryForward } from '../flux/carryForward';
import { projectObject } from '../kube/projectObject';
import type { Pod, PodSample, ReplicaSet, Workload } from '../kube/workloads';
import type {
  ClusterView,
  IndexName,
  InventoryView,
  KindFreshness,
} from '../paths/InventoryView';

/** @public */
export interface MemoryInventoryOptions {
  /** RFC 3339: when every object was seen, unless it says so itself. */
  observedAt?: string;
  /** Changes to the clusters that the objects name, or clusters without any object. */
  clusters?: (Partial<ClusterView> & { name: string })[];
  /** Changes to the freshness of a kind; without it, what the state of the cluster says. */
  freshness?: (
    cluster: string,
    group: string,
    kind: string,
  ) => Partial<KindFreshness> | undefined;
  /** Samples by key of the workload; without one, they are made of the Pods and ReplicaSets among the objects. */
  pods?: Record<string, PodSample>;
}

/** @public */
export interface MemoryObject {
  cluster: string;
  object: KubeObject;
  observedAt?: string;
}

/** The instant at which the objects of a {@link memoryInventory} were seen, unless a test says otherwise. */
const OBSERVED_AT = '2026-11-21T06:00:00Z';

/**
 * An inventory over plain arrays, with every index. Objects are projected and indexed as the real one does it, and frozen:
 * a reader that changes one fails. An object that is given twice is one that changed.
 *
 * @public
 */
export function memoryInventory(
  objects: MemoryObject[],
  options: MemoryInventoryOptions = {},
): InventoryView {
  const observedAt = options.observedAt ?? OBSERVED_AT;
  const held = objects
    .map(entry => observe(entry, observedAt))
    .filter(observed => observed !== undefined);
  const byKey = new Map<string, Observed>();
  for (const observed of held) {
    const key = keyOf(observed.ref);
    const object = carryForward(
      byKey.get(key)?.object,
      observed.object,
      observed.observedAt,
    );
    byKey.set(key, { ...observed, object });
  }
  const watched = [...byKey.entries()]
    .filter(([, { ref }]) => isWatched(ref))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, observed]) => observed);
  const index = indexOf(watched);
  const clusters = clusterViews(held, options.clusters ?? [], observedAt);
  const isListed = (ref: ObjectRef) =>
    index.has(`byInventoryEntry ${keyOf(ref)}`);
  const podsOf = (workload: ObjectRef) =>
    options.pods?.[keyOf(workload)] ??
    sample(held, workload, observedAt, isListed);

  return {
    clusters: () => clusters,
    freshness: (cluster, group, kind) => ({
      ...freshnessBy(clusters, observedAt, cluster, group, kind),
      ...options.freshness?.(cluster, group, kind),
    }),
    get: <T extends KubeObject>(ref: ObjectRef) =>
      (isWatched(ref)
        ? byKey.get(keyOf(ref))
        : sampledSelf(ref, podsOf(ref))) as Observed<T> | undefined,
    by: <T extends KubeObject>(name: IndexName, value: string) =>
      (index.get(`${name} ${value}`) ?? []) as Observed<T>[],
    podsOf,
  };
}

function observe(
  entry: MemoryObject,
  observedAt: string,
): Observed | undefined {
  const { apiVersion, kind } = entry.object;
  const known = kindOf(groupOf(apiVersion), kind);
  const object = known && projectObject(entry.object, known);
  return (
    object && {
      ref: refOf(entry.cluster, object),
      object: deepFreeze(object),
      observedAt: entry.observedAt ?? observedAt,
    }
  );
}

function isWatched(ref: ObjectRef): boolean {
  return WATCHED_KINDS.some(
    ({ group, kind }) => group === ref.group && kind === ref.kind,
  );
}

function indexOf(watched: Observed[]): Map<string, Observed[]> {
  const index = new Map<string, Observed[]>();
  for (const observed of watched) {
    for (const [name, indexer] of Object.entries(indexers)) {
      for (const value of indexer(observed.ref, observed.object)) {
        const at = `${name} ${value}`;
        index.set(at, [...(index.get(at) ?? []), observed]);
      }
    }
  }
  return index;
}

function clusterViews(
  held: Observed[],
  overrides: (Partial<ClusterView> & { name: string })[],
  observedAt: string,
): ClusterView[] {
  const names = [
    ...held.map(({ ref }) => ref.cluster),
    ...overrides.map(({ name }) => name),
  ];
  return [...new Set(names)].sort().map(name => ({
    state: 'synced',
    asOf: observedAt,
    ...overrides.find(override => override.name === name),
    name,
  }));
}

function freshnessBy(
  clusters: ClusterView[],
  observedAt: string,
  cluster: string,
  group: string,
  kind: string,
): KindFreshness {
  const view = clusters.find(({ name }) => name === cluster);
  if (!view) {
    return { state: 'unreachable', lastError: 'no such cluster' };
  }
  if (view.state !== 'synced') {
    const { state, asOf, since, lastError } = view;
    return { state, asOf, since, lastError };
  }
  // What is not watched may be there or not: nothing is known of it.
  return isWatched({ cluster, group, kind, namespace: '', name: '' })
    ? { state: 'synced', asOf: view.asOf ?? observedAt }
    : { state: 'notSynced' };
}

function sample(
  held: Observed[],
  workloadRef: ObjectRef,
  observedAt: string,
  isListed: (ref: ObjectRef) => boolean,
): PodSample | undefined {
  const isBare = isBareWorkload(workloadRef);
  if (isBare && !isListed(workloadRef)) {
    return undefined;
  }
  const workload = held.find(({ ref }) => keyOf(ref) === keyOf(workloadRef))
    ?.object as Workload | undefined;
  if (workload?.kind === 'Pod') {
    return { ...ofSelf(workload, observedAt), pods: [workload as Pod] };
  }
  const selected = held.filter(
    ({ ref, object }) =>
      ref.cluster === workloadRef.cluster &&
      ref.namespace === workloadRef.namespace &&
      matchesSelector(workload?.spec?.selector, object.metadata.labels),
  );
  const pods = selected.filter(
    ({ ref }) => ref.group === '' && ref.kind === 'Pod',
  );
  const replicaSets = selected.filter(
    ({ ref, object }) =>
      ref.kind === 'ReplicaSet' &&
      object.metadata.ownerReferences?.some(
        owner => owner.name === workloadRef.name,
      ),
  );
  const self = workload && isBare ? ofSelf(workload, observedAt) : undefined;
  if (pods.length + replicaSets.length === 0) {
    return self;
  }
  return {
    observedAt,
    pods: pods.map(({ object }) => object as Pod),
    replicaSets: replicaSets.map(({ object }) => object as ReplicaSet),
    truncated: false,
    ...self,
    ...(self && { pods: pods.map(({ object }) => object as Pod) }),
  };
}

function ofSelf(self: KubeObject, observedAt: string): PodSample {
  return { observedAt, pods: [], replicaSets: [], truncated: false, self };
}

function sampledSelf(
  ref: ObjectRef,
  pods: PodSample | undefined,
): Observed | undefined {
  return isBareWorkload(ref) && pods?.self
    ? { ref, object: pods.self, observedAt: pods.observedAt }
    : undefined;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
