import { classifyFailure } from '../classes/classifyFailure';
import { applyPhaseOf } from './applyPhase';
import type { SegmentVerdict } from './SegmentVerdict';

/** What these say is no failure class: the verdict is then without one. */
const NO_CLASS = new Set(['unknown', 'progressing']);

const FETCH_FAILED = 'fetch failed';

/** What a failed fetch failed of, as people say it. */
const FETCH_FAILED_OF: Record<string, string> = {
  'source-auth': 'credentials refused',
  'source-network': 'cannot be reached',
  'source-ref-missing': 'not there upstream',
  'chart-pull': 'chart cannot be pulled',
};

/**
 * Adds the class that the controller's own words tell of, where the judge did not know a more specific one from the objects
 * themselves.
 */
export function withClass(verdict: SegmentVerdict): SegmentVerdict {
  const classed = classified(verdict);
  const phase = applyPhaseOf(classed);
  return phase ? { ...classed, phase } : classed;
}

function classified(verdict: SegmentVerdict): SegmentVerdict {
  const [evidence] = verdict.evidence;
  if (
    verdict.verdict !== 'diverged' ||
    verdict.class ||
    !verdict.message ||
    !evidence
  ) {
    return verdict;
  }
  const { class: name } = classifyFailure({
    kind: evidence.object.kind,
    condition: 'Ready',
    status: 'False',
    reason: verdict.reason,
    message: verdict.message,
  });
  return NO_CLASS.has(name)
    ? verdict
    : { ...verdict, class: name, headline: headlineOf(verdict, name) };
}

function headlineOf({ headline }: SegmentVerdict, name: string): string {
  const cause = FETCH_FAILED_OF[name];
  return headline === FETCH_FAILED && cause
    ? `fetch failed: ${cause}`
    : headline;
}
