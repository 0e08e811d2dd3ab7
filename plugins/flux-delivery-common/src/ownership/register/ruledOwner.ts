import type { Segment } from '../../divergence/SegmentVerdict';
import type { Kustomization } from '../../flux/objects';
import type { KubeObject } from '../../kube/KubeObject';
import type { ObjectRef } from '../../kube/ObjectRef';
import type { BindingOptions } from '../../paths/binding';
import { matchesRule } from '../../paths/Environment';
import { hasRole, isWorkload } from '../../paths/kindRoles';
import { ownerByRule } from '../ownerOfSegment';
import type { OwnershipAnswer, OwnershipRule } from '../OwnershipRule';

/** By what objects without an entity find an owner. @public */
export interface RuledBy {
  rules: readonly OwnershipRule[];
  tenants: BindingOptions['tenants'];
}

/**
 * Who owns an object by `fluxDelivery.ownership.rules`, whatever entity it belongs to; undefined where no rule says.
 *
 * @public
 */
export function ruledOwner(
  ref: ObjectRef,
  object: KubeObject | undefined,
  { rules }: Pick<RuledBy, 'rules'>,
): OwnershipAnswer | undefined {
  const { cluster, namespace, kind, name } = ref;
  const path = (object as Kustomization | undefined)?.spec?.path;
  return ownerByRule(
    [
      {
        cluster,
        namespace,
        kind,
        name,
        labels: object?.metadata.labels,
        ...(kind === 'Kustomization' && { path }),
        segment: segmentOfKind(ref),
      },
    ],
    { rules },
  );
}

/**
 * Whose the place is where an object stands, by `fluxDelivery.tenants`.
 *
 * @public
 */
export function tenantOf(
  { cluster, namespace }: Pick<ObjectRef, 'cluster' | 'namespace'>,
  { tenants }: Pick<RuledBy, 'tenants'>,
): OwnershipAnswer | undefined {
  if (namespace === '') {
    return undefined;
  }
  const at = tenants.findIndex(({ match }) =>
    match.some(one => matchesRule(one, { cluster, namespaces: [namespace] })),
  );
  return at < 0
    ? undefined
    : {
        owner: tenants[at].owner,
        because: `fluxDelivery.tenants[${at}] gives the namespace ${namespace} to that owner`,
      };
}

function segmentOfKind(ref: ObjectRef): Segment {
  if (hasRole(ref, 'source')) {
    return 'source';
  }
  if (isWorkload(ref)) {
    return 'rollout';
  }
  if (hasRole(ref, 'network')) {
    return 'traffic';
  }
  return hasRole(ref, 'imageAutomation') ? 'promotion' : 'reconcile';
}
