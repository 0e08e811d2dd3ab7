import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { FluxDeliveryOptions } from '../config';
import { DatabaseHintStore } from '../events/DatabaseHintStore';
import { FluxEventReceiver } from '../events/FluxEventReceiver';
import type { HintStore } from '../events/HintStore';
import type { DatabaseIdentifierIndex } from '../identifiers/DatabaseIdentifierIndex';
import { schedulePruning } from '../history/schedulePruning';
import type { PluginDeps } from './PluginDeps';
import type { Watched } from './watchClusters';

export interface FluxEvents {
  hints: HintStore;
  receiver: FluxEventReceiver;
}

/**
 * notification-controllers → hints, whose table is up to date. What stands for a token on these routes is a signature, so the way
 * to the route of each configured cluster is open, and no other.
 */
export function receiveFluxEvents(
  {
    httpRouter,
    lifecycle,
    logger,
    scheduler,
  }: Pick<PluginDeps, 'httpRouter' | 'lifecycle' | 'logger' | 'scheduler'>,
  {
    database,
    identifiers,
    inventory,
    lookAt,
    options,
  }: Watched & {
    database: Awaited<ReturnType<DatabaseService['getClient']>>;
    identifiers: DatabaseIdentifierIndex;
    options: FluxDeliveryOptions;
  },
): FluxEvents {
  const { clusters } = options.events;
  for (const name of Object.keys(clusters)) {
    httpRouter.addAuthPolicy({
      path: `/events/${literally(encodeURIComponent(name))}`,
      allow: 'unauthenticated',
    });
  }
  const hints = new DatabaseHintStore(database, identifiers);
  const receiver = new FluxEventReceiver({
    clusters,
    inventory,
    store: hints,
    lookAt,
    now: () => Date.now(),
  });
  lifecycle.addStartupHook(() =>
    schedulePruning({
      scheduler,
      what: 'hints',
      store: hints,
      retention: options.history.retention,
      logger,
      now: () => Date.now(),
    }),
  );
  return { hints, receiver };
}

/** For path-to-regexp, in which these have a meaning. */
function literally(path: string): string {
  return path.replace(/[()[\]{}*+?!:\\]/g, '\\$&');
}
