import type { KubeObject } from '../../kube/KubeObject';
import { toMillis } from '../../kube/time';
import type { Pod, WorkloadStatus } from '../../kube/workloads';
import { count } from './shape';

/** The label that tells of which revision a pod of a StatefulSet or DaemonSet is. */
export const REVISION_LABEL = 'controller-revision-hash';

/**
 * The hash that pods of a DaemonSet's newest template bear, which its status does not name, as that of a StatefulSet does: it counts
 * them, and its controller makes no others. Without `newest` where there are none yet; undefined where no pod bears a hash.
 */
export function daemonHash(
  { status }: KubeObject,
  pods: readonly Pod[],
): { newest?: string } | undefined {
  const sizes = new Map<string, number>();
  for (const pod of pods) {
    const hash = hashOf(pod);
    if (hash) {
      sizes.set(hash, (sizes.get(hash) ?? 0) + 1);
    }
  }
  if (sizes.size === 0) {
    return undefined;
  }
  const updated = count(
    (status as WorkloadStatus | undefined)?.updatedNumberScheduled,
  );
  if (updated === 0) {
    return {};
  }
  const fitting = [...sizes].filter(([, size]) => size === updated);
  return {
    newest: fitting.length === 1 ? fitting[0][0] : hashOf(lastMade(pods)),
  };
}

function hashOf(pod: Pod | undefined): string | undefined {
  return pod?.metadata.labels?.[REVISION_LABEL];
}

function lastMade(pods: readonly Pod[]): Pod | undefined {
  const bornAt = ({ metadata }: Pod) =>
    toMillis(metadata.creationTimestamp) ?? 0;
  return [...pods].sort((a, b) => bornAt(b) - bornAt(a))[0];
}
