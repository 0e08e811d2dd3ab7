import type { HintStore } from '../events/HintStore';
import { DefaultFindService } from '../find/DefaultFindService';
import type { FindService } from '../find/FindService';
import { provenSubjects } from '../promotions/provenSubjects';
import { Readable } from '../find/Readable';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import type { IdentifierIndex } from '../identifiers/IdentifierIndex';
import type { DeliveryPathService } from '../paths/DeliveryPathService';
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
    judged: DeliveryPathService;
  },
): FindService {
  const { judged, ...stores } = rooms;
  return new DefaultFindService({
    ...stores,
    subjects: { of: provenSubjects(judged) },
    readable: new Readable({ catalog, permissions }),
    now: () => new Date(),
  });
}
