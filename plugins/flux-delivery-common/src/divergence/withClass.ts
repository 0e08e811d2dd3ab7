import {
  classifyFailure,
  type ClassifiedFailure,
} from '../classes/classifyFailure';
import { applyPhaseOf } from './applyPhase';
import type { SegmentVerdict } from './SegmentVerdict';

/** What these say is no failure: the verdict, which knows that it is one, is then of unknown class. */
const NO_FAILURE = new Set(['unknown', 'progressing']);
const UNKNOWN = 'unknown';

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
  if (verdict.verdict !== 'diverged') {
    return verdict;
  }
  const told = inWords(verdict);
  const name =
    verdict.class ?? (NO_FAILURE.has(told.class) ? UNKNOWN : told.class);
  const cause = told.class === name ? told.cause : undefined;
  return {
    ...verdict,
    class: name,
    ...(cause && { cause }),
    headline: verdict.class ? verdict.headline : headlineOf(verdict, name),
  };
}

/** What the controller's words say by themselves. */
function inWords({
  message,
  reason,
  evidence,
}: SegmentVerdict): Pick<ClassifiedFailure, 'class' | 'cause'> {
  const [first] = evidence;
  return message && first
    ? classifyFailure({
        kind: first.object.kind,
        condition: 'Ready',
        status: 'False',
        reason,
        message,
      })
    : { class: UNKNOWN };
}

function headlineOf({ headline }: SegmentVerdict, name: string): string {
  const cause = FETCH_FAILED_OF[name];
  return headline === FETCH_FAILED && cause
    ? `fetch failed: ${cause}`
    : headline;
}
