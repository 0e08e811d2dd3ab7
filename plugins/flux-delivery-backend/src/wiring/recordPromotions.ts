import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { FluxDeliveryOptions } from '../config';
import { CdEventSubscriber } from '../events/CdEventSubscriber';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import type { DatabaseIdentifierIndex } from '../identifiers/DatabaseIdentifierIndex';
import { DatabasePromotionStore } from '../promotions/DatabasePromotionStore';
import { DefaultPromotionService } from '../promotions/DefaultPromotionService';
import { DeliveriesOf } from '../promotions/DeliveriesOf';
import type { PromotionService } from '../promotions/PromotionService';
import type { PromotionStore } from '../promotions/PromotionStore';
import { schedulePruning } from '../history/schedulePruning';
import type { Paths } from './judgePaths';
import type { PluginDeps } from './PluginDeps';
import type { Live } from './signalChanges';

export interface Promotions {
  store: PromotionStore;
  promotions: PromotionService;
}

/** pipelines, people and events → promotions, whose tables are up to date. */
export function recordPromotions(
  {
    auth,
    events,
    lifecycle,
    logger,
    permissions,
    scheduler,
  }: Pick<
    PluginDeps,
    'auth' | 'events' | 'lifecycle' | 'logger' | 'permissions' | 'scheduler'
  >,
  {
    database,
    identifiers,
    history,
    judged,
    entities,
    options,
    announce,
  }: Pick<Paths, 'judged' | 'entities'> &
    Pick<Live, 'announce'> & {
      database: Awaited<ReturnType<DatabaseService['getClient']>>;
      identifiers: DatabaseIdentifierIndex;
      history: DeliveryHistory;
      options: FluxDeliveryOptions;
    },
): Promotions {
  const store = new DatabasePromotionStore(database, identifiers);
  const promotions = new DefaultPromotionService({
    store,
    entities,
    isKnown: async entityRef =>
      (await entities.find(entityRef, {
        credentials: await auth.getOwnServiceCredentials(),
      })) !== undefined,
    paths: judged,
    deliveries: new DeliveriesOf({ history, store }),
    permissions,
    options,
    announce,
    now: () => new Date(),
  });
  const cdEvents = new CdEventSubscriber({ events, promotions, logger });
  lifecycle.addStartupHook(() => cdEvents.start());
  lifecycle.addStartupHook(() =>
    schedulePruning({
      scheduler,
      what: 'promotions',
      store,
      retention: options.history.retention,
      logger,
      now: () => Date.now(),
    }),
  );
  return { store, promotions };
}
