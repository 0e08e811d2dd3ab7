import type { FluxDeliveryOptions } from '../config';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import type { UnitStateStore } from '../history/UnitStateStore';
import type { PromotionStore } from '../promotions/PromotionStore';
import { DefaultHistoryViewService } from '../views/DefaultHistoryViewService';
import type { HistoryViewService } from '../views/HistoryViewService';
import type { Paths } from './judgePaths';
import type { PluginDeps } from './PluginDeps';

/** ledger, states and promotions → matrix, the path as it stood, exports. */
export function tellHistory(
  { logger, permissions }: Pick<PluginDeps, 'logger' | 'permissions'>,
  {
    history,
    states,
    promotions,
    judged,
    options,
  }: Pick<Paths, 'judged'> & {
    history: DeliveryHistory;
    states: UnitStateStore;
    promotions: PromotionStore;
    options: FluxDeliveryOptions;
  },
): HistoryViewService {
  return new DefaultHistoryViewService({
    paths: judged,
    permissions,
    history,
    states,
    promotions,
    options,
    logger,
    now: () => new Date(),
  });
}
