import type { InventoryView } from '../paths/InventoryView';

/**
 * What a judge may look at beside the target. It stands for one instant: what was found out with it is remembered with it, so that a
 * context serves all targets of one answer, and must not be used again once the inventory may have changed.
 *
 * @public
 */
export interface JudgeContext {
  view: InventoryView;
  /** RFC 3339: the instant to judge at. */
  now: string;
  /** True in environments where floating versions are a divergence. */
  pinned: boolean;
}
