import type { PathAccess } from '../access/PathAccess';
import type { FluxDeliveryOptions } from '../config';
import type { Contracts } from '../contract/Contracts';
import type { FreshFacts } from '../access/FreshFacts';
import type { UnitDirectory } from '../history/recording/UnitDirectory';
import type { InventoryStore } from '../inventory/InventoryStore';
import { DefaultOwnershipService } from '../lookups/DefaultOwnershipService';
import { ObjectGaps } from '../lookups/ObjectGaps';
import { OwnedUnits } from '../lookups/OwnedUnits';
import { CatalogStanding } from '../ownership/CatalogStanding';
import type { OwnerDirectory } from '../ownership/OwnerDirectory';
import { ownersOf } from '../lookups/ownersOf';
import type { OwnershipService } from '../lookups/OwnershipService';
import { survey } from '../lookups/OwnershipSurvey';
import { RememberedSurvey } from '../lookups/RememberedSurvey';
import type { DeliveryPathService } from '../paths/DeliveryPathService';
import type { PluginDeps } from './PluginDeps';

/** inventory and directory of services → whose things are. */
export function tellOwnership(
  { catalog, logger }: Pick<PluginDeps, 'catalog' | 'logger'>,
  {
    access,
    contracts,
    directory,
    facts,
    inventory,
    judged,
    options,
    owners,
  }: {
    access: PathAccess;
    contracts: Pick<Contracts, 'of'>;
    directory: UnitDirectory;
    facts: FreshFacts;
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
    facts,
    units,
    objectGaps,
    survey: remembered,
    paths: judged,
    contracts,
    standing: new CatalogStanding({ catalog }),
    ownersOf: ownersOf({ options, contracts, units, view }),
    owners,
    options,
    now: () => new Date(),
  });
}
