import { firstDivergence } from '../divergence/firstDivergence';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import { asNarrative } from './asNarrative';
import type { Narrative, NarrativeOptions } from './Narrative';
import { tellChange } from './tellChange';
import { tellDivergence } from './tellDivergence';
import { tellSegments } from './tellSegment';
import { titleOf } from './words';

/**
 * One target in five clauses of plain English.
 *
 * @public
 */
export function describeTarget(
  target: JudgedTarget,
  options: NarrativeOptions = {},
): Narrative {
  const { responder, previous } = options;
  const divergence =
    options.divergence === undefined
      ? firstDivergence(target.segments)
      : options.divergence;
  return asNarrative(titleOf(target), {
    promotion: tellSegments(target, ['promotion']),
    source: tellSegments(target, ['source', 'reconcile']),
    change: tellChange(target, previous),
    rollout: tellSegments(target, ['rollout', 'traffic']),
    divergence: tellDivergence(divergence, target.segments, responder),
  });
}
