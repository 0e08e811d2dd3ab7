import type { DeliveryEnd, DeliverySteps, LedgerRow } from './Ledger';

/**
 * The row with steps filled in: what is there already stays, and an outcome only leaves `inProgress`. Doing it twice is doing it
 * once.
 *
 * @public
 */
export function applyProgress(
  { delivery, mark }: LedgerRow,
  steps: DeliverySteps,
  end?: DeliveryEnd,
): LedgerRow {
  const { applied, failingAt, revisions, images, ...times } = steps;
  const ends = end && delivery.outcome === 'inProgress';
  const ran = delivery.images.some(({ running }) => running !== undefined);
  return {
    delivery: {
      ...defined(times),
      ...delivery,
      ...(ends && defined(end)),
      revisions: { ...defined(revisions ?? {}), ...delivery.revisions },
      ...(images && !ran && { images }),
    },
    mark: {
      ...(failingAt && { failingAt }),
      ...mark,
      applied: mark.applied || applied || '',
    },
  };
}

function defined<T extends object>(values: T): T {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as T;
}
