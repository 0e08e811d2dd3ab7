import type { ObjectRef } from '../kube/ObjectRef';
import type {
  RootCause,
  Segment,
  SegmentVerdict,
  Verdict,
} from './SegmentVerdict';

/**
 * Where reality first differs from intent.
 *
 * @public
 */
export interface Divergence {
  segment: Segment;
  /** `diverged`, or `suspended` where something newer is withheld. */
  verdict: Verdict;
  class?: string;
  /** The more specific failure inside the class. */
  cause?: { class: string; segment: string };
  /** RFC 3339. */
  since?: string;
  summary: string;
  message?: string;
  /** Object that the divergence was read from. */
  object?: ObjectRef;
  rootCause?: RootCause;
}

/**
 * A suspended segment is a divergence only where it withholds something that is known to be wanted.
 */
function diverges({ verdict, newer, class: failure }: SegmentVerdict): boolean {
  return (
    verdict === 'diverged' ||
    (verdict === 'suspended' &&
      (newer !== undefined || failure === 'suspended'))
  );
}

/**
 * Where reality first differs from intent; null where it nowhere does. What cannot be told before it is said in the summary.
 *
 * @public
 */
export function firstDivergence(
  segments: readonly SegmentVerdict[],
): Divergence | null {
  const index = segments.findIndex(diverges);
  if (index < 0) {
    return null;
  }
  const first = segments[index];
  const hidden = segments
    .slice(0, index)
    .filter(({ verdict }) => verdict === 'unknown')
    .map(({ segment }) => segment);
  const doubt =
    hidden.length > 0 ? ` (${hidden.join(' and ')} cannot be told)` : '';
  return {
    segment: first.segment,
    verdict: first.verdict,
    ...(first.verdict === 'suspended'
      ? { class: first.class ?? 'suspended' }
      : { class: first.class }),
    ...(first.cause && { cause: first.cause }),
    since: first.since,
    summary: `${first.summary}${doubt}`,
    message: first.message,
    object: first.evidence[0]?.object,
    rootCause: first.rootCause,
  };
}

/**
 * Marks what follows from the first divergence: segments after it that are diverged, or on their way.
 *
 * @public
 */
export function markConsequences(
  segments: readonly SegmentVerdict[],
): SegmentVerdict[] {
  const index = segments.findIndex(diverges);
  return segments.map((segment, at) =>
    index >= 0 &&
    at > index &&
    (segment.verdict === 'diverged' || segment.verdict === 'inProgress')
      ? { ...segment, consequenceOf: segments[index].segment }
      : segment,
  );
}
