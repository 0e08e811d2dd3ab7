import type { PathAccess } from '../access/PathAccess';
import type { FluxDeliveryOptions } from '../config';
import type { Contracts } from '../contract/Contracts';
import type { UnitDirectory } from '../history/recording/UnitDirectory';
import type { InventoryStore } from '../inventory/InventoryStore';
import { DefaultOwnershipService } from '../ownership/DefaultOwnershipService';
import { ObjectGaps } from '../ownership/ObjectGaps';
import { OwnedUnits } from '../ownership/OwnedUnits';
import type { OwnerDirectory } from '../ownership/OwnerDirectory';
import { ownersOf } from '../ownership/ownersOf';
import type { OwnershipService } from '../ownership/OwnershipService';
import { survey } from '../ownership/OwnershipSurvey';
import { RememberedSurvey } from '../ownership/RememberedSurvey';
import type { DeliveryPathService } from '../paths/DeliveryPathService';
import type { PluginDeps } from './PluginDeps';

/** inventory and directory of services → whose things are. */
export function tellOwnership(
  { logger }: Pick<PluginDeps, 'logger'>,
  {
    access,
    contracts,
    directory,
    inventory,
    judged,
    options,
    owners,
  }: {
    access: PathAccess;
    contracts: Pick<Contracts, 'of'>;
    directory: UnitDirectory;
    inventory: InventoryStore;
    judged: DeliveryPathService;
    options: FluxDeliveryOptions;
    owners: OwnerDirectory;
  },
): OwnershipService {
  const view = inventory;
  const now = () => Date.now();
  const units = new OwnedUnits({ directory, view });
  const objectGaps = new ObjectGaps({ view, directory, units, options });
  const remembered = new RememberedSurvey({
    survey: () => survey({ inventory, view, units, objectGaps, now }),
    now,
    logger,
  });
  inventory.subscribe(remembered.onChange);
  directory.onResolved(remembered.onChange);
  return new DefaultOwnershipService({
    access,
    view,
    directory,
    units,
    objectGaps,
    survey: remembered,
    paths: judged,
    ownersOf: ownersOf({ options, contracts, units, view }),
    owners,
    options,
    now: () => new Date(),
  });
}
