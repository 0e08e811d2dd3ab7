import type { FailureClassName } from '../classes/FailureClass';
import { toMillis } from '../kube/time';
import type { Segment, SegmentVerdict } from './SegmentVerdict';

/**
 * A verdict on one object or on one segment, before it takes its place in the path.
 *
 * @public
 */
export interface Judgement
  extends Omit<SegmentVerdict, 'segment' | 'consequenceOf'> {
  class?: FailureClassName;
}

export function asSegment(
  segment: Segment,
  judgement: Judgement,
): SegmentVerdict {
  const { verdict, headline, summary, ...rest } = judgement;
  return { segment, verdict, headline: shortened(headline), summary, ...rest };
}

const LONGEST_HEADLINE = 60;

function shortened(headline: string): string {
  return headline.length > LONGEST_HEADLINE
    ? `${headline.slice(0, LONGEST_HEADLINE - 1)}…`
    : headline;
}

/** How work in flight reads once the time that it may take is over. */
export interface Overdue {
  headline: string;
  summary: string;
  class?: FailureClassName;
  reason?: string;
  message?: string;
  /** RFC 3339: since when it really is so, or null where nobody tells; without it, since the time was over. */
  since?: string | null;
  at?: string;
  atWord?: string;
}

/**
 * Work in flight, which counts as diverged once `expectedBy` has passed.
 */
export function inProgress(
  judgement: Omit<Judgement, 'verdict'>,
  now: string,
  overdue: Overdue,
): Judgement {
  const [deadline, instant] = [toMillis(judgement.expectedBy), toMillis(now)];
  if (deadline === undefined || instant === undefined || instant <= deadline) {
    return { verdict: 'inProgress', ...judgement };
  }
  const { expectedBy, ...rest } = judgement;
  const { since = expectedBy, ...words } = overdue;
  return {
    ...rest,
    ...words,
    ...(since !== null && { since }),
    verdict: 'diverged',
  };
}
