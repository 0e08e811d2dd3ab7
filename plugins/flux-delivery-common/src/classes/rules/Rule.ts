import type { FailureClassName } from '../FailureClass';
import type { Facts } from '../Facts';

/** A pattern is looked for in the text without its names; of several conditions all have to hold. */
export type Condition = RegExp | ((facts: Facts) => boolean);

export interface Rule {
  readonly class: FailureClassName;
  readonly when: readonly Condition[];
}

export function rule(name: FailureClassName, ...when: Condition[]): Rule {
  return { class: name, when };
}

export function reason(...reasons: string[]): Condition {
  const known = new Set(reasons);
  return facts => known.has(facts.reason);
}

export function kind(...kinds: string[]): Condition {
  const known = new Set(kinds);
  return facts => known.has(facts.kind);
}

/** Looks in the text as it was written, where a path or URL is what tells. */
export function raw(pattern: RegExp): Condition {
  return facts => pattern.test(facts.text);
}

export function either(...conditions: Condition[]): Condition {
  return facts => conditions.some(condition => holds(condition, facts));
}

/** Whether a condition holds; most go through {@link firstMatch}. */
export function holds(condition: Condition, facts: Facts): boolean {
  return condition instanceof RegExp
    ? condition.test(facts.said)
    : condition(facts);
}

/** The class of the first rule that holds: order is meaning. */
export function firstMatch(
  rules: readonly Rule[],
  facts: Facts,
): FailureClassName | undefined {
  return rules.find(({ when }) =>
    when.every(condition => holds(condition, facts)),
  )?.class;
}
