import type { JudgedTarget } from './JudgedTarget';
import type { Segment, SegmentVerdict } from './SegmentVerdict';

/** Whether a segment may be told to whoever asks. @public */
export type TellsSegment = (segment: Segment) => boolean;

/** What stands for a segment that the caller may not see: nothing that was judged is in it. */
export function notPermitted(segment: Segment): SegmentVerdict {
  return {
    segment,
    verdict: 'unknown',
    unknownReason: 'notPermitted',
    headline: 'not permitted',
    summary: `You may not see the segment ${segment} here.`,
    evidence: [],
  };
}

/**
 * A target without the objects of segments that may not be told. Notes speak of several segments at once: they are told to whoever
 * may see all of them.
 */
export function withoutUntold<T extends JudgedTarget>(
  target: T,
  tells: TellsSegment,
): T {
  const [promotion, source, reconcile, rollout, traffic] = (
    ['promotion', 'source', 'reconcile', 'rollout', 'traffic'] as const
  ).map(tells);
  if (promotion && source && reconcile && rollout && traffic) {
    return target;
  }
  const { trigger, ...rest } = target;
  return {
    ...(rest as T),
    notes: [],
    ...(trigger && source && { trigger }),
    imageAutomation: promotion ? target.imageAutomation : [],
    sources: source ? target.sources : [],
    parents: reconcile ? target.parents : [],
    owned: reconcile ? target.owned : [],
    applier: reconcile ? target.applier : undefined,
    workloads: rollout ? target.workloads : [],
    services: traffic ? target.services : [],
  };
}
