import { LAST_WORKED } from '../divergence/began';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import type { Segment, SegmentVerdict } from '../divergence/SegmentVerdict';
import { sentence, utc } from './words';

/** The verdict on a segment. */
export function verdictOn(
  { segments }: { segments: readonly SegmentVerdict[] },
  segment: Segment,
): SegmentVerdict | undefined {
  return segments.find(candidate => candidate.segment === segment);
}

/** RFC 3339: when a segment worked last, where that is all that is told of since when it does not. */
export function lastWorkedOf(
  segments: readonly SegmentVerdict[],
  segment: Segment,
): string | undefined {
  const { at, atWord, since } = verdictOn({ segments }, segment) ?? {};
  return atWord === LAST_WORKED && !since ? at : undefined;
}

/**
 * What the verdicts on some segments say, one after the other. What they say alike is said once, and what is not known is
 * called so.
 */
export function tellSegments(
  target: Pick<JudgedTarget, 'segments'>,
  told: readonly Segment[],
): string {
  const sentences = told.map(segment =>
    tell(verdictOn(target, segment), segment),
  );
  return [...new Set(sentences)].join(' ');
}

function tell(verdict: SegmentVerdict | undefined, segment: Segment): string {
  if (!verdict) {
    return `Nothing is known of ${segment}.`;
  }
  const summary = sentence(verdict.summary);
  switch (verdict.verdict) {
    case 'unknown':
      return [`Not known: ${lowered(summary)}`, sinceOf(verdict)].join('');
    case 'inProgress':
      return [
        `In progress: ${summary}`,
        expected(verdict),
        cause(verdict),
      ].join('');
    case 'notObserved':
      return `Not observed: ${summary}`;
    case 'diverged':
      return [summary, retry(verdict), cause(verdict)].join('');
    default:
      return summary;
  }
}

/** As it reads after a colon; names keep their capitals. */
function lowered(summary: string): string {
  const text = summary.replace(/^This cannot be told: /, '');
  return /^(?:This|The|It|There|What) /.test(text)
    ? `${text[0].toLowerCase()}${text.slice(1)}`
    : text;
}

function sinceOf({ since }: SegmentVerdict): string {
  return since ? ` It has been so since ${utc(since)}.` : '';
}

function expected({ expectedBy }: SegmentVerdict): string {
  return expectedBy ? ` It is expected by ${utc(expectedBy)}.` : '';
}

function retry({ retryAt }: SegmentVerdict): string {
  return retryAt ? ` The next attempt is due at ${utc(retryAt)}.` : '';
}

function cause({ consequenceOf }: SegmentVerdict): string {
  return consequenceOf ? ` This follows from ${consequenceOf}.` : '';
}
