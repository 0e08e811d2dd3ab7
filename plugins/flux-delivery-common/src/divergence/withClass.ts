import {
  classifyFailure,
  type ClassifiedFailure,
} from '../classes/classifyFailure';
import { applyPhaseOf } from './applyPhase';
import { headlineWithCause } from './causeWords';
import type { SegmentVerdict } from './SegmentVerdict';

/** What these say is no failure: the verdict, which knows that it is one, is then of unknown class. */
const NO_FAILURE = new Set(['unknown', 'progressing']);
const UNKNOWN = 'unknown';

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
    headline: headlineWithCause(verdict, name),
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
