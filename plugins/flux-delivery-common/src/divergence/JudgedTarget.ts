import type { ResolvedTarget } from '../paths/DeliveryPath';
import type { Note, SegmentVerdict } from './SegmentVerdict';

/**
 * A target with a verdict for each of its five segments.
 *
 * @public
 */
export interface JudgedTarget extends ResolvedTarget {
  segments: SegmentVerdict[];
  notes: Note[];
}
