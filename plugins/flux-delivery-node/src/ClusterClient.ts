/**
 * A cluster as the Kubernetes plugin knows it.
 *
 * @public
 */
export interface ClusterInfo {
  name: string;
  title?: string;
  authProvider: string;
  dashboardUrl?: string;
  /**
   * `needsUserSession`: the cluster's auth provider works only with a credential of the person who looks. Such a cluster is
   * listed and never called in the background: a call would fail, or hand our own token to the API server.
   */
  access: 'server' | 'needsUserSession';
}

/**
 * A resource as the API server names it in URLs.
 *
 * @public
 */
export interface ResourcePath {
  /** Empty for the core group. */
  group: string;
  version: string;
  plural: string;
  /** Absent for all namespaces and for cluster-scoped resources. */
  namespace?: string;
  name?: string;
}

/** @public */
export interface ListOptions {
  limit?: number;
  continue?: string;
  labelSelector?: string;
  fieldSelector?: string;
  resourceVersion?: string;
  resourceVersionMatch?: 'NotOlderThan' | 'Exact';
  signal?: AbortSignal;
}

/** @public */
export interface KubeListResponse {
  metadata: {
    resourceVersion?: string;
    continue?: string;
    remainingItemCount?: number;
  };
  items: unknown[];
}

/** @public */
export interface WatchOptions {
  resourceVersion: string;
  /** The server ends the watch after this time. Always sent: an abandoned watch lives on behind the proxy until then. */
  timeoutSeconds: number;
  labelSelector?: string;
  fieldSelector?: string;
  signal?: AbortSignal;
}

/**
 * One frame of a watch, as decoded from one line. `ERROR` frames are delivered, not thrown.
 *
 * @public
 */
export interface WatchFrame {
  type: string;
  object: unknown;
}

/**
 * How flux-delivery reaches the API servers: the one seam to replace where they are reached in another way.
 *
 * Contract, checked by `describeClusterClient` in the test utilities:
 * - A call rejects with {@link ClusterCallError} when the API server did not answer 2xx, or could not be asked.
 * - `watch` yields each frame as soon as its line is complete, and returns when the server ends the stream.
 *   It throws when the connection breaks, or a line is no JSON.
 * - `signal` ends a call at once; nothing is left running.
 * - No call is made to a cluster whose access is `needsUserSession`: it rejects with the reason `needsUserSession`.
 *
 * @public
 */
export interface ClusterClient {
  /** Clusters whose name contains `|` are left out: keys of objects could not name them. */
  listClusters(options?: { signal?: AbortSignal }): Promise<ClusterInfo[]>;
  /** A GET of any path of the API server that answers JSON: `/apis`, `/apis/apps/v1`, `/version`. */
  get(
    cluster: string,
    path: string,
    options?: { signal?: AbortSignal },
  ): Promise<unknown>;
  list(
    cluster: string,
    resource: ResourcePath,
    options?: ListOptions,
  ): Promise<KubeListResponse>;
  read(
    cluster: string,
    resource: ResourcePath & { name: string },
    options?: { signal?: AbortSignal },
  ): Promise<unknown>;
  watch(
    cluster: string,
    resource: ResourcePath,
    options: WatchOptions,
  ): AsyncIterable<WatchFrame>;
}

/**
 * What went wrong, in the classes that callers act on.
 *
 * @public
 */
export type ClusterCallReason =
  /** No connection, TLS, time-out, 5xx, or an answer that is not from Kubernetes. */
  | 'unreachable'
  /** 401: the API server does not accept the configured credential. */
  | 'unauthorized'
  /** 403. */
  | 'forbidden'
  /** 404. */
  | 'notFound'
  /** 410: list again. */
  | 'expired'
  /** 429, or 5xx with Retry-After. */
  | 'throttled'
  /** The Kubernetes plugin does not know the cluster (any more). */
  | 'unknownCluster'
  | 'needsUserSession'
  /** Any other 4xx. */
  | 'refused'
  | 'aborted';

/** @public */
export class ClusterCallError extends Error {
  readonly name = 'ClusterCallError';
  constructor(
    readonly reason: ClusterCallReason,
    /** In words, fit to be shown: no URL of the API server, no token. */
    message: string,
    readonly details: {
      status?: number;
      retryAfterSeconds?: number;
      /** The bytes that came were no Kubernetes JSON: what was read last cannot be continued from, list again. */
      malformed?: boolean;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: details.cause });
  }
}
