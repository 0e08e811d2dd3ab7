import type { JudgedTarget } from '../divergence/JudgedTarget';
import type {
  Segment,
  SegmentVerdict,
  Verdict,
} from '../divergence/SegmentVerdict';
import { verdictOn } from './tellSegment';
import { oneLine } from './words';

const WORDS: Record<Verdict, string> = {
  ok: '',
  inProgress: 'is in progress',
  diverged: 'diverged',
  suspended: 'is suspended',
  unknown: 'is not known',
  notObserved: 'is not observed',
};

/**
 * Some segments of a target in half a sentence, for a list of targets: `main 3fa2c1e was fetched and applied`, `main 9aa1b22 was
 * fetched, reconcile diverged (apply refused)`. What several segments say alike is said once.
 */
export function inShort(
  target: JudgedTarget,
  segments: readonly Segment[],
): string {
  const [first, second] = segments.map(segment => verdictOn(target, segment));
  if (isAppliedAsFetched(first, second)) {
    return `${oneLine(first!.headline)} was fetched and applied`;
  }
  const said = segments.map(segment => {
    const verdict = verdictOn(target, segment);
    return verdict ? phrase(verdict) : `${segment} is not known`;
  });
  return saidAlike(target, segments) ?? [...new Set(said)].join(', ');
}

function isAppliedAsFetched(
  source: SegmentVerdict | undefined,
  reconcile: SegmentVerdict | undefined,
): boolean {
  return (
    source?.segment === 'source' &&
    source.verdict === 'ok' &&
    reconcile?.verdict === 'ok' &&
    oneLine(reconcile.headline) === `applied ${oneLine(source.headline)}`
  );
}

/** What the cluster out of reach keeps from view it keeps of all. */
function saidAlike(
  target: JudgedTarget,
  segments: readonly Segment[],
): string | undefined {
  const verdicts = segments.flatMap(
    segment => verdictOn(target, segment) ?? [],
  );
  const [first] = verdicts;
  const isAlike =
    verdicts.length > 1 &&
    first.verdict !== 'ok' &&
    verdicts.every(
      ({ verdict, headline }) =>
        verdict === first.verdict && headline === first.headline,
    );
  return isAlike
    ? `${segments.join(' and ')} ${WORDS[first.verdict].replace(
        /^is /,
        'are ',
      )} (${oneLine(first.headline)})`
    : undefined;
}

function phrase({
  segment,
  verdict,
  headline,
  revision,
}: SegmentVerdict): string {
  const fact = oneLine(headline);
  if (verdict !== 'ok') {
    return `${segment} ${WORDS[verdict]} (${fact})`;
  }
  if (segment === 'source' && fact === revision?.short) {
    return `${fact} was fetched`;
  }
  const applied = /^applied (.+)$/.exec(fact);
  return segment === 'reconcile' && applied ? `${applied[1]} is applied` : fact;
}
