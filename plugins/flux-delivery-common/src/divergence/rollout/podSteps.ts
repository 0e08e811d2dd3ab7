import { findCondition } from '../../kube/conditions';
import { later, toMillis } from '../../kube/time';
import type { Pod, PodEvent } from '../../kube/workloads';
import { isBefore } from '../deadline';
import { list } from './shape';

const FAILED_SCHEDULING = 'FailedScheduling';

/** When the pod got its node, else its being; before that the kubelet could not do anything for it. */
export function placedAt(pod: Pod): string | undefined {
  return trueSince(pod, 'PodScheduled') ?? pod.metadata.creationTimestamp;
}

/** What a pod has done since a warning tells that what was warned of is over: the kubelet goes step by step. */
export function wasOvercome(
  { lastAt, reason }: PodEvent,
  pod: Pod,
  progress: readonly PodEvent[] = [],
): boolean {
  const pulls = progress.filter(({ name }) => name === pod.metadata.name);
  const started = list(pod.status?.initContainerStatuses).map(
    ({ state }) => state?.running?.startedAt ?? state?.terminated?.startedAt,
  );
  const last = [
    // All that others warn of comes after it, be that within the same second.
    reason === FAILED_SCHEDULING ? trueSince(pod, 'PodScheduled') : undefined,
    // Its volumes are mounted, and it has a network; older kubelets say so only after the pull.
    trueSince(pod, 'PodReadyToStartContainers'),
    ...pulls.map(pull => pull.lastAt),
    ...started,
  ].reduce(later, undefined);
  return (
    toMillis(lastAt) !== undefined &&
    toMillis(last) !== undefined &&
    !isBefore(last, lastAt)
  );
}

function trueSince(pod: Pod, type: string): string | undefined {
  const condition = findCondition(pod, type);
  return condition?.status === 'True'
    ? condition.lastTransitionTime
    : undefined;
}
