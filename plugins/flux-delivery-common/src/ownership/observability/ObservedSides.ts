import type { Segment } from '../../divergence/SegmentVerdict';
import type { OwnershipAnswer } from '../OwnershipRule';
import type { BlindReason } from './blindSpots';

/** What of one side's segments cannot be seen, and what to do about it. @public */
export interface BlindPart {
  /** In order. */
  segments: Segment[];
  reason: BlindReason;
  /** In words, without a full stop. */
  because: string;
  /** What to do, in words, without a full stop. */
  toDo: string;
  /** Who can do it. */
  by: OwnershipAnswer;
}

/** One of two owners that share interfaces. @public */
export interface ObservedSide {
  /** A full entity ref. */
  owner: string;
  /** Its segments at the interfaces, in order. */
  segments: Segment[];
  /** Empty where all of them can be seen. */
  unseen: BlindPart[];
}

/**
 * Two owners who hand over to each other, and of whose segments something cannot be seen: who owns what is hidden cannot prove their
 * own part, and the other cannot tell whether what they gave arrived, or what they were given. Neither of them alone can tell.
 *
 * @public
 */
export interface PartialObservability {
  /** Where one of them hands over to the other, in the order of segments. */
  interfaces: { from: Segment; to: Segment }[];
  /** In the order in which they come on the path. */
  sides: [ObservedSide, ObservedSide];
  /** What else would tell somebody and does not, in sentences: worth a look only as something is hidden already. */
  untold: string[];
  /** Sentences that stand on their own: what is hidden, why, and what to do by whom. */
  summary: string;
}
