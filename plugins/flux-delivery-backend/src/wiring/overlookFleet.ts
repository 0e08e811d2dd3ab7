import type { PathAccess } from '../access/PathAccess';
import type { FluxDeliveryOptions } from '../config';
import { DefaultFleetService } from '../fleet/DefaultFleetService';
import { FleetBook } from '../fleet/FleetBook';
import { FleetJudging } from '../fleet/FleetJudging';
import type { FleetService } from '../fleet/FleetService';
import { fleetUnits } from '../fleet/fleetUnits';
import { StoppedObjects } from '../fleet/StoppedObjects';
import type { UnitDirectory } from '../history/recording/UnitDirectory';
import type { RecordedUnits } from '../history/StateRecorder';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { PluginDeps } from './PluginDeps';

export interface Fleet {
  book: FleetBook;
  fleet: FleetService;
}

/** inventory → a summary of the path of every service, from when the portal has started until it stops. */
export function overlookFleet(
  { lifecycle, logger }: Pick<PluginDeps, 'lifecycle' | 'logger'>,
  {
    access,
    directory,
    inventory,
    judged,
    options,
  }: {
    access: PathAccess;
    directory: UnitDirectory;
    inventory: InventoryStore;
    judged: Pick<RecordedUnits, 'judge'>;
    options: FluxDeliveryOptions;
  },
): Fleet {
  const book = new FleetBook();
  const judging = new FleetJudging({
    book,
    logger,
    units: fleetUnits({ directory, view: inventory, judged, options }),
  });
  inventory.subscribe(change => judging.onChange(change));
  directory.onResolved(entityRef => judging.onResolved(entityRef));
  lifecycle.addStartupHook(() => judging.start());
  lifecycle.addShutdownHook(() => judging.stop());
  const stopped = new StoppedObjects({
    inventory,
    book,
    now: () => Date.now(),
  });
  return {
    book,
    fleet: new DefaultFleetService({
      access,
      book,
      stopped,
      view: inventory,
      options,
      now: () => new Date(),
    }),
  };
}
