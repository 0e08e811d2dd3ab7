import type { ObjectMeta } from '../../kube/KubeObject';
import { after } from '../deadline';

/**
 * When the deletion of an object was asked for: its `deletionTimestamp` is when it has to be gone, which for a Pod is later by its
 * grace period. Undefined where nobody asked.
 */
export function deletionAskedAt({
  deletionTimestamp,
  deletionGracePeriodSeconds: grace,
}: ObjectMeta): string | undefined {
  return grace ? after(deletionTimestamp, -grace * 1000) : deletionTimestamp;
}
