import type { ObjectRef } from '../kube/ObjectRef';
import { followsFrom } from './followsFrom';
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
 * Marks what follows from the first divergence, or from what follows from that: segments after it that are diverged, or on their way.
 * What is broken by itself as well says so; where something in between cannot be told, that.
 *
 * @public
 */
export function markConsequences(
  segments: readonly SegmentVerdict[],
): SegmentVerdict[] {
  const first = segments.findIndex(diverges);
  const marked = segments.slice(0, first + 1);
  for (const segment of segments.slice(first + 1)) {
    marked.push(first < 0 ? segment : withCause(segment, marked, first));
  }
  return marked;
}

function withCause(
  segment: SegmentVerdict,
  before: readonly SegmentVerdict[],
  first: number,
): SegmentVerdict {
  if (segment.verdict !== 'diverged' && segment.verdict !== 'inProgress') {
    return segment;
  }
  const since = before.slice(first);
  const cause = [...since]
    .reverse()
    .find(
      earlier =>
        (diverges(earlier) || earlier.consequenceOf !== undefined) &&
        followsFrom(segment, earlier),
    );
  if (cause) {
    return { ...segment, consequenceOf: cause.consequenceOf ?? cause.segment };
  }
  if (segment.verdict !== 'diverged') {
    return segment;
  }
  return since.some(({ verdict }) => verdict === 'unknown')
    ? {
        ...segment,
        summary: `${sentence(segment.summary)} Whether this follows from ${
          before[first].segment
        } cannot be told.`,
      }
    : brokenByItself(segment, before[first]);
}

/** Mending the first divergence does not mend this one. */
function brokenByItself(
  segment: SegmentVerdict,
  { segment: first }: SegmentVerdict,
): SegmentVerdict {
  return {
    ...segment,
    summary: `${sentence(
      segment.summary,
    )} This is broken by itself as well, and does not follow from ${first}.`,
    detail: [segment.detail, 'also broken by itself']
      .filter(Boolean)
      .join(', '),
  };
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
