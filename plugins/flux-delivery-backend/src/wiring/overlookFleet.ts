import type { PathAccess } from '../access/PathAccess';
import type { FluxDeliveryOptions } from '../config';
import type { Contracts } from '../contract/Contracts';
import { DefaultFleetService } from '../fleet/DefaultFleetService';
import { FleetBook } from '../fleet/FleetBook';
import { FleetFigures } from '../fleet/FleetFigures';
import { FleetJudging } from '../fleet/FleetJudging';
import type { FleetService } from '../fleet/FleetService';
import { fleetUnits } from '../fleet/fleetUnits';
import { FluxSurvey } from '../fleet/FluxSurvey';
import { StoppedObjects } from '../fleet/StoppedObjects';
import type { DeliveryFiguresReader } from '../history/DeliveryFiguresReader';
import type { UnitDirectory } from '../history/recording/UnitDirectory';
import type { RecordedUnits } from '../history/StateRecorder';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { OwnerDirectory } from '../ownership/OwnerDirectory';
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
    contracts,
    directory,
    figures,
    inventory,
    judged,
    options,
    owners,
  }: {
    access: PathAccess;
    contracts: Contracts;
    directory: UnitDirectory;
    figures: DeliveryFiguresReader;
    inventory: InventoryStore;
    judged: Pick<RecordedUnits, 'judge'>;
    options: FluxDeliveryOptions;
    owners: OwnerDirectory;
  },
): Fleet {
  const book = new FleetBook();
  const judging = new FleetJudging({
    book,
    logger,
    units: fleetUnits({
      contracts,
      directory,
      view: inventory,
      judged,
      options,
    }),
  });
  inventory.subscribe(change => judging.onChange(change));
  directory.onResolved(entityRef => judging.onResolved(entityRef));
  lifecycle.addStartupHook(() => judging.start());
  lifecycle.addShutdownHook(() => judging.stop());
  const now = () => Date.now();
  return {
    book,
    fleet: new DefaultFleetService({
      access,
      book,
      stopped: new StoppedObjects({ inventory, book, now }),
      flux: new FluxSurvey({ inventory, now }),
      figures: new FleetFigures({ reader: figures, logger, now }),
      owners,
      view: inventory,
      options,
      now: () => new Date(),
    }),
  };
}
