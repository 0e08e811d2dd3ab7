import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_FLUX_DELIVERY_PATH,
  type Segment,
} from 'backstage-plugin-flux-delivery-common';

/**
 * What a rule may know of one target of a path.
 *
 * @public
 */
export interface PathResourceTarget {
  cluster: string;
  /** Where its applier stands and where its workloads run. */
  namespaces: readonly string[];
  /** `unassigned` where no rule and no annotation names one. */
  environment: string;
  segments: readonly Segment[];
}

/**
 * The delivery path of one entity, as rules see it. To decide what of a path is told, the backend asks with the resource narrowed
 * to one target, and to one segment of it; the whole path may be read where one of these is allowed. An entity without a target is
 * asked about without one.
 *
 * @public
 */
export interface PathResource {
  /** Full and lower-case. Empty where an object is asked about that no entity is known to own. */
  entityRef: string;
  /** A full entity ref. */
  owner?: string;
  annotations: Readonly<Record<string, string>>;
  labels: Readonly<Record<string, string>>;
  targets: readonly PathResourceTarget[];
}

/**
 * The resource of the path permissions: for rules that an adopter adds by `permissionsRegistry.addPermissionRules`.
 *
 * @public
 */
export const fluxDeliveryPathResourceRef = createPermissionResourceRef<
  PathResource,
  unknown
>().with({
  pluginId: 'flux-delivery',
  resourceType: RESOURCE_TYPE_FLUX_DELIVERY_PATH,
});
