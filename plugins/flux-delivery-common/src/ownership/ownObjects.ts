import { claimedEntities, KUBERNETES_ID_LABEL } from '../flux/claims';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import type { BindingOptions } from '../paths/binding';
import type { EntityFacts, ResolvedTarget } from '../paths/DeliveryPath';
import { matchesRule } from '../paths/Environment';
import type { InventoryView } from '../paths/InventoryView';
import { hasRole } from '../paths/kindRoles';
import { readersOf } from './relatedEntities';

const KUBERNETES_ID = KUBERNETES_ID_LABEL;

/**
 * Which objects on the path of an entity are its own: everything else on it is of others, and may be seen by those alone who may see
 * it there.
 *
 * - what a target delivers, and its applier;
 * - what claims the entity, or bears its label;
 * - what stands in a namespace that the workloads of a target on that cluster run in, or that a tenant rule gives to its owner;
 * - a source that no applier but those of this path reads.
 *
 * @public
 */
export function ownObjects(
  entity: EntityFacts,
  targets: readonly ResolvedTarget[],
  view: InventoryView,
  { tenants }: Pick<BindingOptions, 'tenants'>,
): (ref: ObjectRef) => boolean {
  const keys = new Set(targets.flatMap(ownKeys));
  const namespaces = new Set(targets.flatMap(ownNamespaces));
  const appliers = new Set(
    targets.flatMap(({ applierRef }) =>
      applierRef ? [keyOf(applierRef)] : [],
    ),
  );
  const owner = entity.owner?.toLowerCase();
  return ref =>
    keys.has(keyOf(ref)) ||
    namespaces.has(placeKey(ref)) ||
    isGiven(ref, owner, tenants) ||
    isClaimed(ref, entity, view) ||
    (hasRole(ref, 'source') && isReadHereAlone(ref, appliers, view));
}

function ownKeys(target: ResolvedTarget): string[] {
  const { applierRef, owned, workloads } = target;
  return [
    ...(applierRef ? [applierRef] : []),
    ...owned,
    ...workloads.flatMap(({ ref, related }) => [
      ref,
      ...related.map(other => other.ref),
    ]),
  ].map(keyOf);
}

function ownNamespaces({ workloads }: ResolvedTarget): string[] {
  return workloads.map(({ ref }) => placeKey(ref));
}

function placeKey({ cluster, namespace }: ObjectRef): string {
  // A cluster-scoped object is in no namespace of anybody.
  return namespace === '' ? '' : `${cluster}|${namespace}`;
}

function isGiven(
  { cluster, namespace }: ObjectRef,
  owner: string | undefined,
  tenants: BindingOptions['tenants'],
): boolean {
  return (
    owner !== undefined &&
    namespace !== '' &&
    tenants.some(
      rule =>
        rule.owner.toLowerCase() === owner &&
        rule.match.some(match =>
          matchesRule(match, { cluster, namespaces: [namespace] }),
        ),
    )
  );
}

function isClaimed(
  ref: ObjectRef,
  { entityRef, annotations }: EntityFacts,
  view: InventoryView,
): boolean {
  const object = view.get(ref)?.object;
  if (!object) {
    return false;
  }
  const claimed = claimedEntities(object);
  const id = annotations[KUBERNETES_ID];
  return claimed.length > 0
    ? claimed.includes(entityRef.toLowerCase())
    : id !== undefined && object.metadata.labels?.[KUBERNETES_ID] === id;
}

function isReadHereAlone(
  ref: ObjectRef,
  appliers: ReadonlySet<string>,
  view: InventoryView,
): boolean {
  const readers = readersOf(ref, view);
  return (
    readers.length > 0 && readers.every(reader => appliers.has(keyOf(reader)))
  );
}
