import type { ObjectRef } from 'backstage-plugin-flux-delivery-common';
import { InventoryStore } from '../inventory/InventoryStore';
import { FleetWatcher } from '../watch/FleetWatcher';
import { PodSampler } from '../watch/PodSampler';
import type { PluginDeps } from './PluginDeps';

export interface Watched {
  inventory: InventoryStore;
  /** Something happened to this applier: what it delivers is worth a look. */
  lookAt: (applier: ObjectRef) => void;
}

/** clusters → watch → inventory: from when the portal has started until it stops. */
export function watchClusters({
  client,
  lifecycle,
  logger,
}: Pick<PluginDeps, 'client' | 'lifecycle' | 'logger'>): Watched {
  const inventory = new InventoryStore({
    onListenerError: error =>
      logger.error(`A change could not be passed on: ${error}`),
  });
  const watcher = new FleetWatcher({ client, sink: inventory, logger });
  const sampler = new PodSampler({ client, inventory });
  lifecycle.addStartupHook(async () => {
    sampler.start();
    watcher.start();
  });
  lifecycle.addShutdownHook(async () => {
    await Promise.all([watcher.stop(), sampler.stop()]);
  });
  return { inventory, lookAt: applier => sampler.lookAt(applier) };
}
