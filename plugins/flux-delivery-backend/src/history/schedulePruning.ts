import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';

const DAY_MS = 24 * 60 * 60_000;
const BATCH = 1_000;
/** More than a day brings; what is left goes the next day. */
const MOST_BATCHES = 1_000;

/** What forgets: at most `limit` that are older than the instant; answers how many. */
export interface Prunable {
  prune(before: string, limit: number): Promise<number>;
}

/** Lets one replica a day forget what is older than is kept, in batches, so that writers wait for none of them for long. */
export async function schedulePruning({
  scheduler,
  what,
  store,
  retention,
  logger,
  now,
}: {
  scheduler: SchedulerService;
  /** What is in the store, as one word. */
  what: string;
  store: Prunable;
  retention: { days: number };
  logger: LoggerService;
  /** Milliseconds. */
  now: () => number;
}): Promise<void> {
  await scheduler.scheduleTask({
    id: `flux-delivery-prune-${what}`,
    scope: 'global',
    frequency: { hours: 24 },
    timeout: { hours: 2 },
    initialDelay: { minutes: 7 },
    fn: async signal => {
      const before = new Date(now() - retention.days * DAY_MS).toISOString();
      const pruned = await inBatches(store, before, signal);
      if (pruned > 0) {
        logger.info(
          `Forgot ${pruned} ${what} that are older than ${retention.days} days`,
        );
      }
    },
  });
}

async function inBatches(
  store: Prunable,
  before: string,
  signal: AbortSignal,
): Promise<number> {
  let total = 0;
  for (let batch = 0; batch < MOST_BATCHES && !signal.aborted; batch += 1) {
    const pruned = await store.prune(before, BATCH);
    total += pruned;
    if (pruned < BATCH) {
      break;
    }
  }
  return total;
}
