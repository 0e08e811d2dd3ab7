import type { ClusterInfo } from 'backstage-plugin-flux-delivery-node';
import type {
  KindState,
  KubeObject,
} from 'backstage-plugin-flux-delivery-common';

/** One kind in one cluster. */
export interface KindScope {
  cluster: string;
  group: string;
  kind: string;
}

/** Why a cluster cannot be read. */
export type OutageReason =
  | 'unreachable'
  | 'unauthorized'
  | 'unknownCluster'
  | 'needsUserSession'
  | 'refused';

/** A cluster that cannot be read now. */
export interface Outage {
  reason: OutageReason;
  /** Milliseconds: of the first error. */
  since: number;
  /** In words. */
  error: string;
}

/**
 * What the watch tells. Times are milliseconds since the epoch. Calls of one kind come in the order in which the API server said
 * it; what is held stays held through errors, until it is replaced.
 */
export interface WatchSink {
  clusterSeen(info: ClusterInfo, at: number): void;
  /** The cluster is configured no more: forget all of it. */
  clusterGone(cluster: string): void;
  /** The cluster as a whole answers (no outage), or does not. */
  clusterReach(cluster: string, outage: Outage | undefined, at: number): void;
  kindState(
    scope: KindScope,
    state: KindState,
    at: number,
    details?: { error?: string; version?: string },
  ): void;
  /** The complete list: what is not in it is gone. */
  replace(scope: KindScope, objects: KubeObject[], at: number): void;
  upsert(scope: KindScope, object: KubeObject, at: number): void;
  /** The object of that uid is gone; another of the same name may be there. */
  remove(
    scope: KindScope,
    gone: { namespace: string; name: string; uid?: string },
    at: number,
  ): void;
  /** The watch is connected, and all that it had to say until now was said. */
  alive(scope: KindScope, at: number): void;
}
