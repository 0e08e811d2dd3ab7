import { SEGMENTS, type Segment } from '../divergence/SegmentVerdict';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { ownerOfSegment } from './ownerOfSegment';
import type { OwnershipAnswer, OwnershipOptions } from './OwnershipRule';

/**
 * Where one segment gives over to the next.
 *
 * @public
 */
export interface Handoff {
  from: Segment;
  to: Segment;
  giver: OwnershipAnswer;
  taker: OwnershipAnswer;
  /** True where both sides are known and differ: the interface between two teams. */
  betweenTeams: boolean;
  /** True where no rule says who stands on one of its sides. */
  unowned: boolean;
}

/**
 * The four handoffs of a path.
 *
 * @public
 */
export function handoffsOf(
  target: ResolvedTarget,
  options: OwnershipOptions,
): Handoff[] {
  return SEGMENTS.slice(1).map((to, index) => {
    const from = SEGMENTS[index];
    const giver = ownerOfSegment(target, from, options);
    const taker = ownerOfSegment(target, to, options);
    return {
      from,
      to,
      giver,
      taker,
      betweenTeams:
        giver.owner !== undefined &&
        taker.owner !== undefined &&
        giver.owner !== taker.owner,
      unowned: giver.unowned === true || taker.unowned === true,
    };
  });
}
