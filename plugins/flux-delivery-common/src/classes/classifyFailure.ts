import { causeOf, failedByWaiting, type FailureCause } from './causes';
import type { FailureClassName } from './FailureClass';
import { readFacts, type FailureInput, type Facts } from './Facts';
import { firstMatch } from './rules/Rule';
import { RULES } from './rules/tables';
import { segmentOf } from './segmentOf';
import { embeddedSource } from './unwrap';

/**
 * What kind of failure a text tells of.
 *
 * @public
 */
export interface ClassifiedFailure {
  /** One of {@link failureClasses}; `unknown` where the text does not tell. */
  class: FailureClassName;
  /** The segment of a delivery path that it belongs to. */
  segment: string;
  /** The more specific failure inside, where the text carries one: what a Helm upgrade or an image pull failed of. */
  cause?: FailureCause;
}

function classOf(facts: Facts): FailureClassName {
  return firstMatch(RULES[facts.role], facts) ?? 'unknown';
}

function segmentFor(name: FailureClassName, facts: Facts): string {
  if (name === 'helm-install-failed' || name === 'helm-upgrade-failed') {
    return failedByWaiting(facts) ? 'rollout' : 'reconcile';
  }
  return segmentOf(name, facts);
}

function classify(facts: Facts): ClassifiedFailure {
  const name = classOf(facts);
  const cause = causeOf(name, facts);
  return {
    class: name,
    segment: segmentFor(name, facts),
    ...(cause && cause.class !== name && { cause }),
  };
}

/**
 * Tells the class of a failure from what a controller wrote about it: a condition, an event, the state of a container, or a
 * text that somebody pasted.
 *
 * Pure and total: never throws, and the same input gives the same answer. It reads at most 20 kB of a text, so its cost is
 * bounded. The reason of an event counts for nothing, for Flux copies that of the Ready condition into every event.
 *
 * @public
 */
export function classifyFailure(input: FailureInput): ClassifiedFailure {
  const facts = readFacts(input);
  const source =
    facts.kind === 'HelmRelease' ? embeddedSource(facts.text) : undefined;
  if (!source) {
    return classify(facts);
  }
  return {
    ...classify(readFacts({ ...source, condition: 'Ready', status: 'False' })),
    segment: 'source',
  };
}
