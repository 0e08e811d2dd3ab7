import type { Verdict } from './SegmentVerdict';

/**
 * Worst first. `notObserved` is neither good nor bad: it gives way to whatever else was seen.
 *
 * @public
 */
export const VERDICTS_WORST_FIRST: readonly Verdict[] = [
  'diverged',
  'suspended',
  'unknown',
  'inProgress',
  'ok',
  'notObserved',
];

/**
 * The worst of several verdicts; `notObserved` where there is none.
 *
 * @public
 */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  return (
    VERDICTS_WORST_FIRST.find(verdict => verdicts.includes(verdict)) ??
    'notObserved'
  );
}

/**
 * Sorts what carries a verdict, worst first; equals stay in their order.
 *
 * @public
 */
export function worstFirst<T extends { verdict: Verdict }>(
  items: readonly T[],
): T[] {
  const rank = ({ verdict }: T) => VERDICTS_WORST_FIRST.indexOf(verdict);
  return [...items].sort((a, b) => rank(a) - rank(b));
}
