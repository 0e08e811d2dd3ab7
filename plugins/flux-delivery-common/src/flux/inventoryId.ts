import type { ObjectRef } from '../kube/ObjectRef';

/**
 * The object that an inventory id (`namespace_name_group_kind`) names; undefined where the text is none. Ids carry no
 * cluster: the caller says where the applier delivers to.
 *
 * @public
 */
export function parseInventoryId(
  cluster: string,
  id: string,
): ObjectRef | undefined {
  if (typeof id !== 'string') {
    return undefined;
  }
  const endOfNamespace = id.indexOf('_');
  const startOfKind = id.lastIndexOf('_');
  const startOfGroup =
    startOfKind < 1 ? -1 : id.lastIndexOf('_', startOfKind - 1);
  if (endOfNamespace < 0 || startOfGroup <= endOfNamespace) {
    return undefined;
  }
  const name = id.slice(endOfNamespace + 1, startOfGroup).replaceAll('__', ':');
  const kind = id.slice(startOfKind + 1);
  if (!name || !kind || id.includes('|')) {
    return undefined;
  }
  return {
    cluster,
    group: id.slice(startOfGroup + 1, startOfKind),
    kind,
    namespace: id.slice(0, endOfNamespace),
    name,
  };
}

/**
 * The inverse of {@link parseInventoryId}.
 *
 * @public
 */
export function formatInventoryId(ref: Omit<ObjectRef, 'cluster'>): string {
  return `${ref.namespace}_${ref.name.replaceAll(':', '__')}_${ref.group}_${
    ref.kind
  }`;
}
