import type {
  DeliveredImage,
  Delivery,
  DeliveryOutcome,
  DeliveryRevisions,
} from './Delivery';
import type { Segment } from '../divergence/SegmentVerdict';

/**
 * A unit of the ledger: one entity in one target. Its rows form one chain.
 *
 * @public
 */
export interface UnitKey {
  /** Full and lower-case. */
  entityRef: string;
  targetId: string;
}

/**
 * The content of a unit as the cluster told it, taken apart so that the next content can be held against it. Hashes are opaque; an
 * empty text stands for what is not known, and is known once.
 *
 * @public
 */
export interface UnitContent {
  /** Over the pod templates of the unit's workloads; `none` where none has one. */
  workloads: string;
  /** What the applier delivered: digest of the built manifests, or chart and values. */
  applied: string;
  /** Over the restart annotations of the pod templates. */
  restarts: string;
}

/**
 * What a row keeps beside the delivery for whoever compares the next observation with it. Never part of an answer.
 *
 * @public
 */
export interface LedgerMark extends UnitContent {
  /** `metadata.uid` of the applier, or of the first workload where there is none. */
  uid: string;
  /** resourceVersion of the object version that gave the row. */
  version: string;
  /** RFC 3339: when that was seen, or the latest time that it told; absent of rows from before it was kept. */
  seenAt?: string;
}

/** @public */
export interface LedgerRow {
  delivery: Delivery;
  mark: LedgerMark;
}

/**
 * What is known of a unit and is no row yet: what its applier is trying, and since when it fails. It moves forward only: by
 * `version`.
 *
 * @public
 */
export interface UnitCursor {
  /** resourceVersion of the object that it was read from. */
  version: string;
  /** RFC 3339: when that was seen, or the latest time that it told. */
  seenAt?: string;
  /** Names what is tried last: generation and revision; empty without an applier. */
  attempt: string;
  /** RFC 3339: when that began. */
  attemptedAt: string;
  /** RFC 3339: since when the unit diverges. */
  failingAt?: string;
  /** The number of the newest Helm revision that was accounted for, and when it was deployed: `4@2026-11-21T05:14:44Z`. */
  release?: string;
  /** True where the attempt failed before it was known what it would have brought, and a row says so. */
  told?: boolean;
}

/**
 * What the next step of a chain depends on: its newest row, the rows that are still open, and what is being tried.
 *
 * @public
 */
export interface UnitChain {
  newest?: LedgerRow;
  /** Rows whose outcome is `inProgress`, oldest first; the newest row may be one of them. */
  open: LedgerRow[];
  cursor?: UnitCursor;
}

/** Steps of a delivery that are filled in once each: what is there already stays. @public */
export interface DeliverySteps {
  fetchedAt?: string;
  attemptedAt?: string;
  appliedAt?: string;
  rolledOutAt?: string;
  servingAt?: string;
  /** What of the content was not known at first. */
  content?: Partial<UnitContent>;
  /** What was not known yet of the revisions; names that are there stay. */
  revisions?: DeliveryRevisions;
  /** What runs, of the images that are declared; all of them where none was known. */
  images?: DeliveredImage[];
}

/** How a delivery ended: taken while its outcome is `inProgress`. @public */
export interface DeliveryEnd {
  outcome: Exclude<DeliveryOutcome, 'inProgress'>;
  finishedAt: string;
  segment?: Segment;
  class?: string;
  message?: string;
}

/**
 * One thing to write. Those of one observation are written together or not at all.
 *
 * @public
 */
export type LedgerOperation =
  | { type: 'append'; row: LedgerRow }
  | {
      type: 'progress';
      sequence: number;
      steps: DeliverySteps;
      end?: DeliveryEnd;
    }
  | {
      type: 'cursor';
      cursor: UnitCursor;
      /** Version of the one whose place it takes, though that is higher: the cluster counts anew. */
      instead?: string;
    };
