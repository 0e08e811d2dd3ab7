import type { HintStore } from '../events/HintStore';
import { DefaultFindService } from '../find/DefaultFindService';
import type { FindService } from '../find/FindService';
import { Readable } from '../find/Readable';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import type { IdentifierIndex } from '../identifiers/IdentifierIndex';
import type { PromotionStore } from '../promotions/PromotionStore';
import type { PluginDeps } from './PluginDeps';

/** identifiers, ledger, promotions and hints → releases by any name of them. */
export function findReleases(
  { catalog, permissions }: Pick<PluginDeps, 'catalog' | 'permissions'>,
  rooms: {
    identifiers: IdentifierIndex<any>;
    history: DeliveryHistory;
    promotions: PromotionStore;
    hints: HintStore;
  },
): FindService {
  return new DefaultFindService({
    ...rooms,
    readable: new Readable({ catalog, permissions }),
    now: () => new Date(),
  });
}
