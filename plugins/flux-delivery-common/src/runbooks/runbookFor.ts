import { failureClass } from '../classes/FailureClass';
import type { Plane, Segment } from '../divergence/SegmentVerdict';
import { stepsFor } from './classChecks';
import { ownPage, pageFor, type Page, type PageRules } from './ownPage';
import type { Runbook, RunbookCheck, RunbookInput } from './Runbook';
import { placeholderTerms, type KnownObject } from './placeholders';
import { termsOf, type Terms } from './Terms';

const PLANES: readonly Plane[] = ['control', 'data'];

/**
 * What to look at for a divergence, in order, with the commands for exactly these objects. Control plane before data plane: what
 * was never applied cannot have rolled out.
 *
 * @public
 */
export function runbookFor(input: RunbookInput): Runbook {
  const own = ownPage(input);
  const terms = termsOf(input);
  return runbookOf(input, terms, input.rootCause !== undefined, own);
}

/**
 * The same where no target is known: what is not known stands in angle brackets.
 *
 * @public
 */
export function generalRunbook(
  failure: string | undefined,
  segment: Segment,
  known: KnownObject = {},
  pages: PageRules = {},
): Runbook {
  const terms = placeholderTerms(known, failure);
  const { kind = '' } = terms.focus ?? {};
  // No rule that asks for a place holds: it is not known.
  const nowhere = { cluster: '', namespace: '', name: '', kind };
  const own = pageFor(pages, [{ ...nowhere, segment, class: failure }]);
  return runbookOf({ class: failure, segment }, terms, false, own);
}

function runbookOf(
  { class: failure, segment }: Pick<RunbookInput, 'class' | 'segment'>,
  terms: Terms,
  hasRoot: boolean,
  own: Page,
): Runbook {
  const found = stepsFor(failure, segment, hasRoot).flatMap(
    step => step(terms) ?? [],
  );
  return {
    ...(failure && { class: failure }),
    segment,
    meaning:
      (failure && failureClass(failure)?.meaning) ??
      'The class of this failure is not known.',
    ...own,
    checks: PLANES.flatMap(plane =>
      unique(found.filter(check => check.plane === plane)),
    ),
  };
}

/** Nobody runs a command twice. */
function unique(checks: readonly RunbookCheck[]): RunbookCheck[] {
  const seen = new Set<string>();
  return checks.filter(({ title, command = title }) => {
    const isNew = !seen.has(command);
    seen.add(command);
    return isNew;
  });
}
