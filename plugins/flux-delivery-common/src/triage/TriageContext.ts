import type { Divergence } from '../divergence/firstDivergence';
import type { FirstResponder } from '../ownership/firstResponder';
import type { InventoryView } from '../paths/InventoryView';
import type { RecordedDivergence } from './RecordedDivergence';

/**
 * What triage may know beside the judged target.
 *
 * @public
 */
export interface TriageContext {
  /** The first of its segments, unless given. */
  divergence?: Divergence | null;
  /** Whose move it is; nothing is said of that without it. */
  responder?: FirstResponder;
  /** Tells which kinds could not be read; without it only the verdicts tell. */
  view?: Pick<InventoryView, 'freshness'>;
  /** What a person said; null where nobody did, undefined where that is not asked, `unavailable` where it cannot be told now. */
  recorded?: RecordedDivergence | null | 'unavailable';
}
