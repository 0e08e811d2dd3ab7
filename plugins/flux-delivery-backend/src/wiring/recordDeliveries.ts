import type { FluxDeliveryOptions } from '../config';
import type { DeliveryLedger } from '../history/DeliveryLedger';
import { DeliveryRecorder } from '../history/recording/DeliveryRecorder';
import { PagedEntityCatalog } from '../history/recording/EntityCatalog';
import { judgedUnits } from '../history/recording/judgedUnits';
import { UnitDirectory } from '../history/recording/UnitDirectory';
import { schedulePruning } from '../history/schedulePruning';
import { StateRecorder } from '../history/StateRecorder';
import type { UnitStateStore } from '../history/UnitStateStore';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { PluginDeps } from './PluginDeps';
import type { Live } from './signalChanges';

/** inventory → ledger and states, for all entities, from when the portal has started until it stops. */
export async function recordDeliveries(
  {
    auth,
    catalog,
    lifecycle,
    logger,
    scheduler,
  }: Pick<
    PluginDeps,
    'auth' | 'catalog' | 'lifecycle' | 'logger' | 'scheduler'
  >,
  {
    inventory,
    ledger,
    states,
    options,
    announce,
  }: Pick<Live, 'announce'> & {
    inventory: InventoryStore;
    ledger: DeliveryLedger;
    states: UnitStateStore;
    options: FluxDeliveryOptions;
  },
): Promise<DeliveryRecorder> {
  const now = () => Date.now();
  const pinned = new Set(
    options.environments.filter(each => each.pinned).map(({ name }) => name),
  );
  const isPinned = (environment: string) => pinned.has(environment);
  const directory = new UnitDirectory({ view: inventory, options });
  const recorder = new DeliveryRecorder({
    view: inventory,
    directory,
    entities: new PagedEntityCatalog({ catalog, auth }),
    ledger,
    logger,
    isPinned,
    onWritten: announce,
    clock: {
      now,
      every: (ms, call) => {
        const timer = setInterval(call, ms);
        return () => clearInterval(timer);
      },
    },
  });
  const judged = new StateRecorder({
    store: states,
    units: judgedUnits({ directory, view: inventory, isPinned, now }),
    logger,
    now: () => new Date(),
  });
  inventory.subscribe(change => judged.onChange(change));
  lifecycle.addStartupHook(() => {
    recorder.start();
    judged.start();
  });
  lifecycle.addShutdownHook(async () => {
    recorder.stop();
    await judged.stop();
  });
  const { retention } = options.history;
  const kept = { scheduler, retention, logger, now };
  await schedulePruning({ ...kept, what: 'deliveries', store: ledger });
  await schedulePruning({ ...kept, what: 'states', store: states });
  return recorder;
}
