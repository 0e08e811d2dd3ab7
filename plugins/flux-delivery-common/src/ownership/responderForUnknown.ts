import type { SegmentVerdict } from '../divergence/SegmentVerdict';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { defaultOwner, ownerByRule, ownerOfSegment } from './ownerOfSegment';
import type { OwnershipAnswer, OwnershipOptions } from './OwnershipRule';
import { subjectsOf } from './subjects';

const WHAT = {
  unreachable: 'clusters and the way to them',
  forbidden: 'what may be read on a cluster',
  needsUserSession: 'the credentials of clusters',
  notReconciled: 'controllers of Flux',
} as const;

/**
 * Who can change that a segment cannot be told: mostly the platform group, as nothing is known of the service itself. Undefined
 * where the verdict is not unknown, or where nobody has to do anything.
 *
 * @public
 */
export function responderForUnknown(
  verdict: SegmentVerdict,
  target: ResolvedTarget,
  options: OwnershipOptions,
): OwnershipAnswer | undefined {
  const { unknownReason, segment } = verdict;
  if (
    verdict.verdict !== 'unknown' ||
    unknownReason === 'notAuthorized' ||
    unknownReason === 'notPermitted' ||
    unknownReason === 'notSynced'
  ) {
    return undefined;
  }
  if (unknownReason === undefined || unknownReason === 'noEvidence') {
    return ownerOfSegment(target, segment, options);
  }
  return (
    ownerByRule(subjectsOf(target, segment, options.class), options) ??
    defaultOwner('platform', WHAT[unknownReason], options)
  );
}
