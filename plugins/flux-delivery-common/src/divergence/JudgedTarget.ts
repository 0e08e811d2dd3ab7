import type { ResolvedTarget } from '../paths/DeliveryPath';
import type { Note, SegmentVerdict } from './SegmentVerdict';
import type { Trigger } from './trigger';

/**
 * A target with a verdict for each of its five segments.
 *
 * @public
 */
export interface JudgedTarget extends ResolvedTarget {
  segments: SegmentVerdict[];
  notes: Note[];
  /** How changes upstream get noticed; absent where no source looks upstream. */
  trigger?: Trigger;
}
