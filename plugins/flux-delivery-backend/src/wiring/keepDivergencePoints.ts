import type { PathAccess } from '../access/PathAccess';
import type { FluxDeliveryOptions } from '../config';
import { schedulePruning } from '../history/schedulePruning';
import type { DeliveryPathService } from '../paths/DeliveryPathService';
import type { RecordedPoints } from '../paths/RecordedPoints';
import { DatabaseDivergencePointStore } from '../triage/DatabaseDivergencePointStore';
import { DefaultDivergencePointService } from '../triage/DefaultDivergencePointService';
import type { DivergencePointService } from '../triage/DivergencePointService';
import { StandingPoints } from '../triage/StandingPoints';
import type { PluginDeps } from './PluginDeps';
import type { Live } from './signalChanges';

export interface DivergencePoints {
  /** What paths show of it. */
  recorded: RecordedPoints;
  /** Lets people say more, of paths that they may read. */
  serviceFor(paths: DeliveryPathService): DivergencePointService;
}

/** What people say of divergence points, in the plugin's database; brings all tables of the plugin up to date first. */
export async function keepDivergencePoints(
  {
    database,
    logger,
    scheduler,
  }: Pick<PluginDeps, 'database' | 'logger' | 'scheduler'>,
  {
    access,
    announce,
    options,
  }: Pick<Live, 'announce'> & {
    access: PathAccess;
    options: FluxDeliveryOptions;
  },
): Promise<DivergencePoints> {
  const store = await DatabaseDivergencePointStore.create(database);
  const now = () => Date.now();
  const { retention } = options.history;
  await schedulePruning({
    scheduler,
    what: 'divergence-points',
    // What stands is kept, however old: there is nothing to take in batches.
    store: { prune: before => store.prune(new Date(before)) },
    retention,
    logger,
    now,
  });
  return {
    recorded: new StandingPoints({ store, logger, now }),
    serviceFor: paths =>
      new DefaultDivergencePointService({
        paths,
        access,
        store,
        announce,
        now: () => new Date(),
      }),
  };
}
