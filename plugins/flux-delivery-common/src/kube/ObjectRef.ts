/**
 * Names one object of one cluster. The API version is not part of it: the same object is served in several.
 *
 * @public
 */
export interface ObjectRef {
  cluster: string;
  /** API group; empty for the core group. */
  group: string;
  kind: string;
  /** Empty for cluster-scoped objects. */
  namespace: string;
  name: string;
}

/**
 * A string that is equal exactly for equal refs. None of the parts can contain the separator: Kubernetes names, groups and
 * kinds exclude it, and cluster names with it are refused when clusters are read.
 *
 * @public
 */
export function keyOf(ref: ObjectRef): string {
  const { cluster, group, kind, namespace, name } = ref;
  // Joined, not concatenated: keys are held by the hundred thousand, and a concatenation keeps its pieces as well.
  return [cluster, group, kind, namespace, name].join('|');
}

/**
 * The inverse of {@link keyOf}; undefined where the text is no such key.
 *
 * @public
 */
export function refOfKey(key: string): ObjectRef | undefined {
  const parts = key.split('|');
  if (parts.length !== 5) {
    return undefined;
  }
  const [cluster, group, kind, namespace, name] = parts;
  return { cluster, group, kind, namespace, name };
}

/**
 * `Kind/namespace/name`, as Flux and kubectl users write it.
 *
 * @public
 */
export function displayRef(ref: Omit<ObjectRef, 'cluster' | 'group'>): string {
  return ref.namespace
    ? `${ref.kind}/${ref.namespace}/${ref.name}`
    : `${ref.kind}/${ref.name}`;
}
