import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import type { DocumentCollatorFactory } from '@backstage/plugin-search-common';
import { type CollatorOptions, readCollatorOptions } from './collatorOptions';
import { PathCollatorFactory } from './PathCollatorFactory';
import { PluginReader } from './PluginReader';
import { ReleaseCollatorFactory } from './ReleaseCollatorFactory';

/** What is collated: one factory for each type of document. */
function factories(
  reader: PluginReader,
  { locationTemplate }: CollatorOptions,
): DocumentCollatorFactory[] {
  const deps = { reader, locationTemplate };
  return [new ReleaseCollatorFactory(deps), new PathCollatorFactory(deps)];
}

/**
 * Lets the search of the portal find releases by any name of them, and services by how their delivery stands. A release is shown to
 * whoever has `flux-delivery.history.read` on the entity, a target to whoever has `flux-delivery.path.read` on it.
 *
 * @public
 */
export const fluxDeliverySearchModule = createBackendModule({
  pluginId: 'search',
  moduleId: 'flux-delivery-collator',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        indexRegistry: searchIndexRegistryExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, config, discovery, indexRegistry, scheduler }) {
        const options = readCollatorOptions(config);
        const reader = new PluginReader({ auth, discovery });
        for (const factory of factories(reader, options)) {
          indexRegistry.addCollator({
            schedule: scheduler.createScheduledTaskRunner(options.schedule),
            factory,
          });
        }
      },
    });
  },
});
