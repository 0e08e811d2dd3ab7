import type { KubeObject, Observed } from '../kube/KubeObject';
import type { ObjectRef } from '../kube/ObjectRef';
import type { PodSample } from '../kube/workloads';

/**
 * The names of the indices that resolution asks for. What is indexed under which value stands beside each.
 *
 * @public
 */
export type IndexName =
  /** Annotation `flux-delivery/entity`, as a full, lower-case entity ref. */
  | 'byClaim'
  /** Label `backstage.io/kubernetes-id`. */
  | 'byKubernetesId'
  /** Appliers, under the key of each object in their inventory. */
  | 'byInventoryEntry'
  /** All objects with Flux owner labels, under the key of the applier that the labels name. */
  | 'byOwnerLabel'
  /** Appliers, HelmCharts, ImageUpdateAutomations and the like, under the key of the object they read from. */
  | 'bySource'
  /** Objects under `cluster|namespace|group/kind`. */
  | 'byNamespace'
  /** Workloads, under each image repository of their pod template, without tag and digest. */
  | 'byImage'
  /** Objects under the key of each of their owner references (Job under its CronJob, Deployment under its Canary). */
  | 'byOwner'
  /** EndpointSlices under the key of their Service; Ingresses and routes under the key of each backend Service. */
  | 'byService'
  /** Canaries and Rollouts under the key of the workload that they drive. */
  | 'byTarget'
  /** Appliers under the key of each applier in their `dependsOn`. */
  | 'byDependency'
  /** Receivers under the key of each source that they name; its name may be `*`. */
  | 'byReceived';

/**
 * The state of what is known of one kind of one cluster. The six states that a user must be able to tell apart.
 *
 * @public
 */
export type KindState =
  /** Listed and watched: an absent object is really absent. */
  | 'synced'
  /** The first list has not ended yet. */
  | 'notSynced'
  /** The API server refuses the list. */
  | 'forbidden'
  /** The cluster does not serve this kind; nothing is wrong. */
  | 'absent'
  /** Was synced, or never was; the cluster does not answer now. */
  | 'unreachable'
  /** The cluster has only credentials of the person who looks: never watched. */
  | 'needsUserSession';

/** @public */
export interface KindFreshness {
  state: KindState;
  /** RFC 3339: the last instant at which what is held was known to be true; absent where nothing was ever listed. */
  asOf?: string;
  /** RFC 3339: since when the state holds. */
  since?: string;
  /** In words. */
  lastError?: string;
}

/** @public */
export interface ClusterView {
  name: string;
  title?: string;
  /** Worst state over the kinds that the cluster serves, `forbidden` aside. */
  state: 'synced' | 'notSynced' | 'unreachable' | 'needsUserSession';
  asOf?: string;
  since?: string;
  lastError?: string;
}

/**
 * What resolution and judges may ask of the inventory. It answers from memory, at once, and never waits for a cluster.
 * Answers are in a stable order (by key). The objects are shared: they must not be changed.
 *
 * @public
 */
export interface InventoryView {
  clusters(): readonly ClusterView[];
  freshness(cluster: string, group: string, kind: string): KindFreshness;
  get<T extends KubeObject = KubeObject>(
    ref: ObjectRef,
  ): Observed<T> | undefined;
  by<T extends KubeObject = KubeObject>(
    index: IndexName,
    value: string,
  ): readonly Observed<T>[];
  /** Pods and ReplicaSets of a workload, where they were sampled. */
  podsOf(workload: ObjectRef): PodSample | undefined;
}
