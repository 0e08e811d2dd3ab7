import type { InventoryView } from '../paths/InventoryView';

/**
 * What a judge may look at beside the target.
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
