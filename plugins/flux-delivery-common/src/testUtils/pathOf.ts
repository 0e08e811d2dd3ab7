import type { KubeObject } from '../kube/KubeObject';
import type { EntityFacts, ResolvedTarget } from '../paths/DeliveryPath';
import {
  resolvePath,
  type PathOptions,
  type ResolvedPath,
} from '../paths/resolvePath';
import {
  memoryInventory,
  type MemoryInventoryOptions,
} from './memoryInventory';

/**
 * What a test of path resolution varies.
 *
 * @public
 */
export interface PathCase extends MemoryInventoryOptions {
  annotations?: Record<string, string>;
  entityRef?: string;
  owner?: string;
  /** By cluster. */
  objects: Record<string, KubeObject[]>;
  options?: Partial<PathOptions>;
}

/**
 * The path of `component:default/payments-api`, owned by `group:default/payments`, unless the case says otherwise.
 *
 * @public
 */
export function pathOf(pathCase: PathCase): ResolvedPath {
  const {
    annotations = {},
    objects,
    options,
    entityRef,
    owner,
    ...inventory
  } = pathCase;
  const entity: EntityFacts = {
    entityRef: entityRef ?? 'component:default/payments-api',
    owner: 'owner' in pathCase ? owner : 'group:default/payments',
    annotations,
  };
  const all = Object.entries(objects).flatMap(([cluster, list]) =>
    list.map(object => ({ cluster, object })),
  );
  return resolvePath(entity, memoryInventory(all, inventory), {
    environments: [],
    tenants: [],
    requireClaim: true,
    sameKubernetesId: [],
    ...options,
  });
}

/**
 * A target in one line: `staging kustomization/flux-system/payments-api claimed: Deployment/payments/payments-api`.
 *
 * @public
 */
export function outline({
  cluster,
  applierRef,
  binding,
  workloads,
}: ResolvedTarget): string {
  const applier = applierRef
    ? `${applierRef.kind.toLowerCase()}/${applierRef.namespace}/${
        applierRef.name
      }`
    : 'no applier';
  const list = workloads
    .map(({ ref }) => `${ref.kind}/${ref.namespace}/${ref.name}`)
    .join(' ');
  return `${cluster} ${applier} ${binding}${list && `: ${list}`}`;
}

/** @public */
export const CLAIM = {
  annotations: { 'flux-delivery/entity': 'component:default/payments-api' },
};
