import type { PathAccess } from '../access/PathAccess';
import type { FluxDeliveryOptions } from '../config';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { PromotionStore } from '../promotions/PromotionStore';
import type { ContractService } from '../views/ContractService';
import { DefaultContractService } from '../views/DefaultContractService';
import type { Paths } from './judgePaths';
import type { PluginDeps } from './PluginDeps';

/** contracts, paths and ledger → contracts held against reality. */
export function tellContracts(
  { logger }: Pick<PluginDeps, 'logger'>,
  {
    judged,
    inventory,
    ...deps
  }: Pick<Paths, 'contracts' | 'entities' | 'judged' | 'owners'> & {
    access: PathAccess;
    history: DeliveryHistory;
    inventory: InventoryStore;
    promotions: PromotionStore;
    options: FluxDeliveryOptions;
  },
): ContractService {
  return new DefaultContractService({
    ...deps,
    paths: judged,
    view: inventory,
    logger,
  });
}
