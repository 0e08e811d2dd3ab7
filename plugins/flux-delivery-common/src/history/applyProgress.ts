import type { DeliveredImage } from './Delivery';
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
  const { content, revisions, images, ...times } = steps;
  const ends = end && delivery.outcome === 'inProgress';
  return {
    delivery: {
      ...defined(times),
      ...delivery,
      ...(ends && defined(end)),
      revisions: { ...defined(revisions ?? {}), ...delivery.revisions },
      images: withRunning(delivery.images, images ?? []),
    },
    mark: {
      ...mark,
      workloads: mark.workloads || content?.workloads || '',
      applied: mark.applied || content?.applied || '',
      restarts: mark.restarts || content?.restarts || '',
    },
  };
}

/** The images as they were declared, with what runs where that was not known; all of them where none was. */
function withRunning(
  held: DeliveredImage[],
  seen: DeliveredImage[],
): DeliveredImage[] {
  if (held.length === 0) {
    return seen;
  }
  return held.map(image => {
    const same = seen.find(
      other =>
        other.workload === image.workload &&
        other.container === image.container &&
        other.declared === image.declared,
    );
    return image.running || !same?.running
      ? image
      : { ...image, running: same.running };
  });
}

function defined<T extends object>(values: T): T {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as T;
}
