import type { ChangeScope } from '../kube/fieldChanges';

/**
 * What a kind is to a delivery path.
 *
 * @public
 */
export type KindRole =
  | 'source'
  | 'applier'
  | 'parent'
  | 'imageAutomation'
  | 'notification'
  | 'workload'
  | 'network'
  | 'namespace';

/**
 * One kind that is watched, in every cluster that serves it.
 *
 * @public
 */
export interface WatchedKind {
  group: string;
  kind: string;
  plural: string;
  /** Versions in order of preference. Discovery says which of them a cluster serves; the first that is served is used. */
  versions: readonly string[];
  namespaced: boolean;
  role: KindRole;
  /**
   * Dotted paths that the projection keeps, beside apiVersion, kind and the slim metadata. A path that ends in an array or an
   * object keeps it whole; `[]` steps into the items of an array.
   */
  keep: readonly string[];
  /** Which fields are kept together with who wrote them last. */
  changes?: ChangeScope;
  /** Top fields whose last write, whoever made it, is kept as `metadata.writtenAt`. */
  writes?: readonly string[];
  /** True where the last write of the status is kept as `metadata.statusWrittenAt`. */
  statusWrites?: boolean;
}
