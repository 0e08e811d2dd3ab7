import type { PathAccess } from '../access/PathAccess';
import type { HintStore } from '../events/HintStore';
import { DefaultFindService } from '../find/DefaultFindService';
import type { FindService } from '../find/FindService';
import { provenSubjects } from '../promotions/provenSubjects';
import { Readable } from '../find/Readable';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import type { IdentifierIndex } from '../identifiers/IdentifierIndex';
import type { DeliveryPathService } from '../paths/DeliveryPathService';
import { factsShownTo } from '../paths/CatalogEntityLookup';
import type { PromotionStore } from '../promotions/PromotionStore';
import type { SeenHistories } from '../promotions/SeenHistories';
import type { PluginDeps } from './PluginDeps';

/** identifiers, ledger, promotions and hints → releases by any name of them. */
export function findReleases(
  { catalog }: Pick<PluginDeps, 'catalog'>,
  rooms: {
    access: PathAccess;
    identifiers: IdentifierIndex<any>;
    history: DeliveryHistory;
    promotions: PromotionStore;
    hints: HintStore;
    judged: DeliveryPathService;
    seen: SeenHistories;
  },
): FindService {
  const { access, judged, seen, ...stores } = rooms;
  return new DefaultFindService({
    ...stores,
    subjects: { of: provenSubjects(judged) },
    readable: new Readable({
      access,
      factsOf: (entityRefs, credentials) =>
        factsShownTo(credentials, { catalog, entityRefs }),
      paths: judged,
      seen,
    }),
    now: () => new Date(),
  });
}
