import type { Delivery } from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../config';
import type { HintStore } from '../events/HintStore';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import type { UnitStateStore } from '../history/UnitStateStore';
import type { PromotionStore } from '../promotions/PromotionStore';
import type { SeenHistories } from '../promotions/SeenHistories';
import { DefaultDeliveryListService } from '../views/DefaultDeliveryListService';
import { DefaultHistoryViewService } from '../views/DefaultHistoryViewService';
import { DefaultReleaseListService } from '../views/DefaultReleaseListService';
import { DefaultTagService } from '../views/DefaultTagService';
import type { DeliveryListService } from '../views/DeliveryListService';
import type { HistoryViewService } from '../views/HistoryViewService';
import type { ReleaseListService } from '../views/ReleaseListService';
import type { TagService } from '../views/TagService';
import type { PluginDeps } from './PluginDeps';

/** ledger, states and promotions → deliveries, matrix, the path as it stood, exports. */
export function tellHistory(
  { logger, permissions }: Pick<PluginDeps, 'logger' | 'permissions'>,
  {
    history,
    heldRows,
    seen,
    states,
    promotions,
    options,
    hints,
  }: {
    history: DeliveryHistory;
    /** What is in memory while the database does not answer. */
    heldRows: (entityRef: string) => Delivery[];
    seen: SeenHistories;
    states: UnitStateStore;
    promotions: PromotionStore;
    hints: HintStore;
    options: FluxDeliveryOptions;
  },
): {
  historyViews: HistoryViewService;
  deliveries: DeliveryListService;
  tags: TagService;
  releases: ReleaseListService;
} {
  const common = {
    seen,
    permissions,
    history,
    promotions,
    options,
    logger,
    hints,
    now: () => new Date(),
  };
  return {
    historyViews: new DefaultHistoryViewService({ ...common, states }),
    tags: new DefaultTagService(common),
    releases: new DefaultReleaseListService(common),
    deliveries: new DefaultDeliveryListService({ ...common, heldRows }),
  };
}
