import type { ResolvedTarget, ResolvedWorkload } from '../paths/DeliveryPath';
import type { Judgement } from './Judgement';
import type { Note, SegmentVerdict } from './SegmentVerdict';
import type { Trigger } from './trigger';

/**
 * A workload with what the segment `rollout` was told of it.
 *
 * @public
 */
export interface JudgedWorkload extends ResolvedWorkload {
  judgement: Judgement;
}

/**
 * A target with a verdict for each of its five segments.
 *
 * @public
 */
export interface JudgedTarget extends ResolvedTarget {
  segments: SegmentVerdict[];
  workloads: JudgedWorkload[];
  notes: Note[];
  /** How changes upstream get noticed; absent where no source looks upstream. */
  trigger?: Trigger;
}
