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
 * The content of a unit as the cluster told it, taken apart so that the next content can be held against it. Hashes are opaque.
 *
 * @public
 */
export interface UnitContent {
  /** Over the pod templates of the unit's workloads; empty where none has one. */
  workloads: string;
  /** What the applier delivered: digest of the built manifests, or chart and values; empty while it is not known. */
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
  /** RFC 3339: when its content was first seen failing. */
  failingAt?: string;
}

/** @public */
export interface LedgerRow {
  delivery: Delivery;
  mark: LedgerMark;
}

/**
 * What an applier is trying, before it is known what content that is. It moves forward only: by `version`.
 *
 * @public
 */
export interface UnitCursor {
  /** resourceVersion of the applier. */
  version: string;
  /** Names the attempt: generation and revision. */
  attempt: string;
  /** RFC 3339. */
  attemptedAt: string;
  /** RFC 3339: since when this attempt fails. */
  failingAt?: string;
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
  failingAt?: string;
  /** The content that the applier delivered, where it was not known at first. */
  applied?: string;
  /** What was not known yet of the revisions; names that are there stay. */
  revisions?: DeliveryRevisions;
  /** What the pods run; taken once, when the rollout is complete. */
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
  | { type: 'cursor'; cursor: UnitCursor };
