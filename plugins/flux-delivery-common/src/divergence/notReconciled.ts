import type { FailureClassName } from '../classes/FailureClass';

/**
 * The class of what no controller takes up, and does not fail of either: a controller that acted would have said something by then.
 */
export const NOT_RECONCILED: FailureClassName = 'not-reconciled';

/** What to look at where nothing goes on that a controller would have ended long ago. */
export function notWorking(controller: string): string {
  return `${controller} does not seem to work, or cannot keep up: check whether its pods run, and what they log`;
}
