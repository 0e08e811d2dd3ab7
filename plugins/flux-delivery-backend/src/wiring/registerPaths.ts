import {
  fluxDeliveryPathPermissions,
  SEGMENTS,
} from 'backstage-plugin-flux-delivery-common';
import {
  fluxDeliveryPathResourceRef,
  fluxDeliveryPathRules,
  type PathResource,
} from 'backstage-plugin-flux-delivery-node';
import { placeOf } from '../access/places';
import type {
  DeliveryPathService,
  ResolvedEntity,
} from '../paths/DeliveryPathService';
import type { PluginDeps } from './PluginDeps';

const AT_ONCE = 10;

/**
 * Paths as a resource of the permission framework. The plugin itself applies conditions in memory; `getResources` is for others who
 * ask about a path, as the frontend does.
 */
export function registerPaths(
  {
    auth,
    permissionsRegistry,
  }: Pick<PluginDeps, 'auth' | 'permissionsRegistry'>,
  paths: () => Pick<DeliveryPathService, 'resolvePath'>,
): void {
  permissionsRegistry.addResourceType({
    resourceRef: fluxDeliveryPathResourceRef,
    permissions: fluxDeliveryPathPermissions,
    rules: Object.values(fluxDeliveryPathRules),
    getResources: async entityRefs => {
      const credentials = await auth.getOwnServiceCredentials();
      const resourceOf = (entityRef: string) =>
        paths()
          .resolvePath(entityRef, { credentials })
          .then(toResource, () => undefined);
      const found: (PathResource | undefined)[] = [];
      for (let at = 0; at < entityRefs.length; at += AT_ONCE) {
        const some = entityRefs.slice(at, at + AT_ONCE);
        found.push(...(await Promise.all(some.map(resourceOf))));
      }
      return found;
    },
  });
}

function toResource({ entity, resolved }: ResolvedEntity): PathResource {
  const { entityRef, owner, annotations, labels = {} } = entity;
  return {
    entityRef,
    owner,
    annotations,
    labels,
    targets: resolved.targets.map(target => ({
      ...placeOf(target),
      segments: SEGMENTS,
    })),
  };
}
