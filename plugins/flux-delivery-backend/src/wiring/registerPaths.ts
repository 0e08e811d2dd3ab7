import {
  fluxDeliveryPathPermissions,
  type PathResourceName,
  readPathResourceRef,
  type Segment,
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
  paths: Pick<DeliveryPathService, 'resolvePath'>,
): void {
  permissionsRegistry.addResourceType({
    resourceRef: fluxDeliveryPathResourceRef,
    permissions: fluxDeliveryPathPermissions,
    rules: Object.values(fluxDeliveryPathRules),
    getResources: async refs => {
      const credentials = await auth.getOwnServiceCredentials();
      const resourceOf = async (ref: string) => {
        const name = readPathResourceRef(ref);
        return name
          ? paths.resolvePath(name.entityRef, { credentials }).then(
              found => toResource(found, name),
              () => undefined,
            )
          : undefined;
      };
      const found: (PathResource | undefined)[] = [];
      for (let at = 0; at < refs.length; at += AT_ONCE) {
        const some = refs.slice(at, at + AT_ONCE);
        found.push(...(await Promise.all(some.map(resourceOf))));
      }
      return found;
    },
  });
}

/**
 * Narrowed to the target and the segment that are named; undefined where the path has no such target. A target by itself is all of
 * its segments together; of a whole path each segment of each target stands alone, so that it may be seen where one of them may.
 */
function toResource(
  { entity, resolved }: ResolvedEntity,
  { targetId, segment }: PathResourceName,
): PathResource | undefined {
  const { entityRef, owner, annotations, labels = {} } = entity;
  const targets = resolved.targets.filter(
    ({ id }) => targetId === undefined || id === targetId,
  );
  if (targetId !== undefined && targets.length === 0) {
    return undefined;
  }
  return {
    entityRef,
    owner,
    annotations,
    labels,
    targets: targets.flatMap(target =>
      segmentsOf(targetId, segment).map(segments => ({
        ...placeOf(target),
        segments,
      })),
    ),
  };
}

function segmentsOf(
  targetId: string | undefined,
  segment: Segment | undefined,
): readonly (readonly Segment[])[] {
  if (segment) {
    return [[segment]];
  }
  return targetId === undefined ? SEGMENTS.map(each => [each]) : [SEGMENTS];
}
