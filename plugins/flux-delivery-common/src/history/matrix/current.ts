import type { Delivery } from '../Delivery';

/**
 * What was in the cluster at some time: it was applied, or it was there before we looked.
 *
 * @public
 */
export function reachedCluster({
  appliedAt,
  rolledOutAt,
  servingAt,
  outcome,
  kind,
}: Delivery): boolean {
  return (
    kind === 'baseline' ||
    kind === 'outOfBand' ||
    outcome === 'succeeded' ||
    appliedAt !== undefined ||
    rolledOutAt !== undefined ||
    servingAt !== undefined
  );
}

/** The row of what runs in each target now: the newest whose content got there. */
export function currentRows(
  deliveries: readonly Delivery[],
): Map<string, Delivery> {
  const current = new Map<string, Delivery>();
  for (const delivery of deliveries.filter(reachedCluster)) {
    const known = current.get(delivery.targetId);
    if (!known || known.sequence < delivery.sequence) {
      current.set(delivery.targetId, delivery);
    }
  }
  return current;
}
