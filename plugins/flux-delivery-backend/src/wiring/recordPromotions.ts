import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { PathAccess } from '../access/PathAccess';
import type { FluxDeliveryOptions } from '../config';
import { CdEventSubscriber } from '../events/CdEventSubscriber';
import type { DeliveryHistory } from '../history/DeliveryLedger';
import type { DatabaseIdentifierIndex } from '../identifiers/DatabaseIdentifierIndex';
import { DatabasePromotionStore } from '../promotions/DatabasePromotionStore';
import { DefaultPromotionService } from '../promotions/DefaultPromotionService';
import type { PromotionService } from '../promotions/PromotionService';
import type { PromotionStore } from '../promotions/PromotionStore';
import { SeenHistories } from '../promotions/SeenHistories';
import { schedulePruning } from '../history/schedulePruning';
import type { Paths } from './judgePaths';
import type { PluginDeps } from './PluginDeps';
import type { Live } from './signalChanges';

export interface Promotions {
  store: PromotionStore;
  promotions: PromotionService;
  /** What callers may see of the past. */
  seen: SeenHistories;
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
    access,
    judged,
    entities,
    options,
    announce,
    viewers,
  }: Pick<Paths, 'judged' | 'entities'> &
    Pick<Live, 'announce' | 'viewers'> & {
      access: PathAccess;
      database: Awaited<ReturnType<DatabaseService['getClient']>>;
      identifiers: DatabaseIdentifierIndex;
      history: DeliveryHistory;
      options: FluxDeliveryOptions;
    },
): Promotions {
  const store = new DatabasePromotionStore(database, identifiers);
  const seen = new SeenHistories({
    access,
    paths: judged,
    history,
    promotions: store,
    options,
    viewers,
  });
  const promotions = new DefaultPromotionService({
    store,
    entities,
    isKnown: async entityRef =>
      (await entities.find(entityRef, {
        credentials: await auth.getOwnServiceCredentials(),
      })) !== undefined,
    seen,
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
  return { store, promotions, seen };
}
