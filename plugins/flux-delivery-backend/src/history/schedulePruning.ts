import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { DeliveryLedger } from './DeliveryLedger';
import type { UnitStateStore } from './UnitStateStore';

const DAY_MS = 24 * 60 * 60_000;
const BATCH = 1_000;
/** More than a day brings; what is left goes the next day. */
const MOST_BATCHES = 1_000;

/** Lets one replica a day forget what is older than is kept, in batches, so that writers wait for none of them for long. */
export async function schedulePruning({
  scheduler,
  ledger,
  states,
  retention,
  logger,
  now,
}: {
  scheduler: SchedulerService;
  ledger: Pick<DeliveryLedger, 'prune'>;
  states: Pick<UnitStateStore, 'prune'>;
  retention: { days: number };
  logger: LoggerService;
  /** Milliseconds. */
  now: () => number;
}): Promise<void> {
  await scheduler.scheduleTask({
    id: 'flux-delivery-prune-history',
    scope: 'global',
    frequency: { hours: 24 },
    timeout: { hours: 2 },
    initialDelay: { minutes: 5 },
    fn: async signal => {
      const before = new Date(now() - retention.days * DAY_MS).toISOString();
      const rows = await inBatches(() => ledger.prune(before, BATCH), signal);
      const judged = await inBatches(() => states.prune(before, BATCH), signal);
      if (rows + judged > 0) {
        logger.info(
          `Forgot ${rows} deliveries and ${judged} states that are older than ${retention.days} days`,
        );
      }
    },
  });
}

async function inBatches(
  prune: () => Promise<number>,
  signal: AbortSignal,
): Promise<number> {
  let total = 0;
  for (let batch = 0; batch < MOST_BATCHES && !signal.aborted; batch += 1) {
    const pruned = await prune();
    total += pruned;
    if (pruned < BATCH) {
      break;
    }
  }
  return total;
}
