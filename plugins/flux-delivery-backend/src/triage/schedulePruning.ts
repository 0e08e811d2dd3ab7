import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { DivergencePointStore } from './DivergencePointStore';

const DAY_MS = 24 * 60 * 60_000;

/** Lets one replica a day forget what people said longer ago than is kept, and what stands no longer. */
export async function schedulePruning({
  scheduler,
  store,
  retention,
  logger,
  now,
}: {
  scheduler: SchedulerService;
  store: Pick<DivergencePointStore, 'prune'>;
  retention: { days: number };
  logger: LoggerService;
  now: () => number;
}): Promise<void> {
  await scheduler.scheduleTask({
    id: 'flux-delivery-prune-divergence-points',
    scope: 'global',
    frequency: { hours: 24 },
    timeout: { minutes: 10 },
    initialDelay: { minutes: 1 },
    fn: async () => {
      const before = new Date(now() - retention.days * DAY_MS);
      const pruned = await store.prune(before);
      if (pruned > 0) {
        logger.info(
          `Forgot ${pruned} statements on divergence points that stand no longer and are older than ${retention.days} days`,
        );
      }
    },
  });
}
