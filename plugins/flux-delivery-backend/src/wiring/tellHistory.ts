import type { Delivery } from 'backstage-plugin-flux-delivery-common';
import type { FluxDeliveryOptions } from '../config';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import type { UnitStateStore } from '../history/UnitStateStore';
import type { PromotionStore } from '../promotions/PromotionStore';
import { DefaultDeliveryListService } from '../views/DefaultDeliveryListService';
import { DefaultHistoryViewService } from '../views/DefaultHistoryViewService';
import type { DeliveryListService } from '../views/DeliveryListService';
import type { HistoryViewService } from '../views/HistoryViewService';
import type { Paths } from './judgePaths';
import type { PluginDeps } from './PluginDeps';

/** ledger, states and promotions → deliveries, matrix, the path as it stood, exports. */
export function tellHistory(
  { logger, permissions }: Pick<PluginDeps, 'logger' | 'permissions'>,
  {
    history,
    heldRows,
    states,
    promotions,
    judged,
    options,
  }: Pick<Paths, 'judged'> & {
    history: DeliveryHistory;
    /** What is in memory while the database does not answer. */
    heldRows: (entityRef: string) => Delivery[];
    states: UnitStateStore;
    promotions: PromotionStore;
    options: FluxDeliveryOptions;
  },
): { historyViews: HistoryViewService; deliveries: DeliveryListService } {
  const common = {
    paths: judged,
    permissions,
    history,
    promotions,
    options,
    logger,
    now: () => new Date(),
  };
  return {
    historyViews: new DefaultHistoryViewService({ ...common, states }),
    deliveries: new DefaultDeliveryListService({ ...common, heldRows }),
  };
}
