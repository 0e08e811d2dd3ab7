import type { ObjectRef } from '../kube/ObjectRef';

/**
 * Stands for "whichever cluster" where an annotation names none and nothing may be told about any.
 *
 * @public
 */
export const ANY_CLUSTER = '*';

/**
 * The id of a target: `prod-eu~kustomization~flux-system~payments-api`. Equal exactly for equal parts, and made only of
 * characters that need no escaping in a URL, whatever the cluster is called.
 *
 * @public
 */
export function targetId(
  cluster: string,
  kind: string,
  namespace: string,
  name: string,
): string {
  return [cluster, kind.toLowerCase(), namespace, name].map(escape).join('~');
}

/** The name of a cluster within a sentence. */
export function clusterInWords(cluster: string): string {
  return cluster === ANY_CLUSTER ? 'any cluster' : cluster;
}

/** The id of the target that an applier makes. */
export function applierTargetId({
  cluster,
  kind,
  namespace,
  name,
}: ObjectRef): string {
  return targetId(cluster, kind, namespace, name);
}

function escape(part: string): string {
  return [...part]
    .map(char =>
      /[A-Za-z0-9._-]/.test(char)
        ? char
        : `!${char.codePointAt(0)!.toString(16)}!`,
    )
    .join('');
}
