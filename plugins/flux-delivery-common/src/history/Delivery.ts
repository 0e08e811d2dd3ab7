import type { Actor, VersionIdentifiers } from '../promotion/Promotion';
import type { Segment } from '../divergence/SegmentVerdict';

/**
 * What a row of the ledger is.
 *
 * - `forward`: content that the unit did not have before;
 * - `rollback`: content that an earlier settled row of the unit had;
 * - `remediation`: the Helm controller rolled back by itself;
 * - `configOnly`: other content with the same images;
 * - `restart`: only a restart annotation changed;
 * - `outOfBand`: a workload was changed past Flux;
 * - `driftCorrection`: Flux put it back to the content that it had;
 * - `noChange`: a revision moved on and the content of this service did not;
 * - `baseline`: first sight: what was there already, not a deployment;
 * - `gap`: a time that was not seen.
 *
 * @public
 */
export type DeliveryKind =
  | 'forward'
  | 'rollback'
  | 'remediation'
  | 'configOnly'
  | 'restart'
  | 'outOfBand'
  | 'driftCorrection'
  | 'noChange'
  | 'baseline'
  | 'gap';

/** Rows of these kinds are deployments; others are only told with `include=all`. @public */
export const DEPLOYMENT_KINDS: readonly DeliveryKind[] = [
  'forward',
  'rollback',
  'remediation',
  'configOnly',
  'restart',
  'outOfBand',
];

/** `superseded`: other content came before it had settled: neither success nor failure. @public */
export type DeliveryOutcome =
  | 'inProgress'
  | 'succeeded'
  | 'failed'
  | 'superseded'
  | 'unknown';

/** The applier of a row, without its cluster. @public */
export interface DeliveryApplier {
  group: string;
  kind: string;
  namespace: string;
  name: string;
}

/** What one container was meant to run and what it ran. @public */
export interface DeliveredImage {
  /** `Deployment/api`. */
  workload: string;
  container: string;
  declared: string;
  /** `sha256:…`; absent where no pod was seen. */
  running?: string;
}

/** @public */
export interface DeliveryRevisions extends VersionIdentifiers {
  /** The text of the API, unchanged. */
  raw?: string;
  /** Digest of the values of a HelmRelease, or of the built manifests of a Kustomization. */
  configDigest?: string;
  /** Number of the Helm revision. */
  helmRevision?: number;
  /** The repository that the commit is in, as the source names it: an address of Git. */
  repository?: string;
}

/**
 * The life of one content in one target: promoted, fetched, attempted, applied, rolled out, serving; and its outcome. A step is
 * written once, and an outcome other than `inProgress` is never changed.
 *
 * @public
 */
export interface Delivery {
  /** Made of natural keys: the same on every replica. */
  id: string;
  entityRef: string;
  environment: string;
  cluster: string;
  targetId: string;
  applier: DeliveryApplier | null;
  /** The place of the row among those of its entity and target, from 1. */
  sequence: number;
  /** Names the content; equal for equal content. Opaque. */
  contentId: string;
  kind: DeliveryKind;
  outcome: DeliveryOutcome;
  /** Where and of what it failed. */
  segment?: Segment;
  class?: string;
  /** Redacted. */
  message?: string;
  revisions: DeliveryRevisions;
  images: DeliveredImage[];
  actor: Actor;
  /** What set it off, as far as the cluster tells: `interval`, `receiver`, `requestedAt`, `spec`, `helmRemediation`. */
  trigger?: string;
  /** RFC 3339, all of them. `startedAt` is the first of the times that are known; rows are ordered by it. */
  startedAt: string;
  fetchedAt?: string;
  attemptedAt?: string;
  appliedAt?: string;
  rolledOutAt?: string;
  servingAt?: string;
  finishedAt?: string;
  /** True where it was read from what Flux still knew of the past, not seen happening. */
  backfilled: boolean;
  /** More words: of a gap, what was not seen; of a rollback, to which row. */
  detail?: string;
}
