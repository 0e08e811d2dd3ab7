import type { PathAccess } from '../access/PathAccess';
import type { FluxDeliveryOptions } from '../config';
import type { Contracts } from '../contract/Contracts';
import { DefaultFleetService } from '../fleet/DefaultFleetService';
import { FleetBook } from '../fleet/FleetBook';
import { FleetFigures } from '../fleet/FleetFigures';
import { FleetJudging } from '../fleet/FleetJudging';
import type { FleetService } from '../fleet/FleetService';
import { fleetUnits } from '../fleet/fleetUnits';
import { FreshFacts } from '../access/FreshFacts';
import { FluxSurvey } from '../fleet/FluxSurvey';
import { StoppedObjects } from '../fleet/StoppedObjects';
import type { DeliveryFiguresReader } from '../history/DeliveryFiguresReader';
import type { CatalogEntityLookup } from '../paths/CatalogEntityLookup';
import type { UnitDirectory } from '../history/recording/UnitDirectory';
import type { RecordedUnits } from '../history/StateRecorder';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { OwnerDirectory } from '../ownership/OwnerDirectory';
import type { PluginDeps } from './PluginDeps';

export interface Fleet {
  book: FleetBook;
  fleet: FleetService;
  /** What decides about entities, for all who tell of many of them. */
  facts: FreshFacts;
}

/** inventory → a summary of the path of every service, from when the portal has started until it stops. */
export function overlookFleet(
  { lifecycle, logger }: Pick<PluginDeps, 'lifecycle' | 'logger'>,
  {
    access,
    contracts,
    directory,
    entities,
    figures,
    inventory,
    judged,
    options,
    owners,
  }: {
    access: PathAccess;
    contracts: Contracts;
    directory: UnitDirectory;
    entities: Pick<CatalogEntityLookup, 'readFacts'>;
    figures: DeliveryFiguresReader;
    inventory: InventoryStore;
    judged: Pick<RecordedUnits, 'judge'>;
    options: FluxDeliveryOptions;
    owners: OwnerDirectory;
  },
): Fleet {
  const now = () => Date.now();
  const book = new FleetBook();
  const judging = new FleetJudging({
    book,
    logger,
    now,
    units: fleetUnits({
      contracts,
      directory,
      view: inventory,
      judged,
      options,
      now,
    }),
  });
  inventory.subscribe(change => judging.onChange(change));
  directory.onResolved(entityRef => judging.onResolved(entityRef));
  lifecycle.addStartupHook(() => judging.start());
  lifecycle.addShutdownHook(() => judging.stop());
  const facts = new FreshFacts({
    read: refs => entities.readFacts(refs),
    now,
    onRead: read => directory.renew(read),
  });
  return {
    book,
    facts,
    fleet: new DefaultFleetService({
      access,
      book,
      facts,
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
