import { earlier, later } from '../../kube/time';
import type { Pod } from '../../kube/workloads';
import { list } from '../rollout/shape';

/** Since when each pod that is ready is so; RFC 3339. */
function readySince(pods: readonly Pod[]): string[] {
  return pods.flatMap(
    ({ status }) =>
      list(status?.conditions).find(
        ({ type, status: is }) => type === 'Ready' && is === 'True',
      )?.lastTransitionTime ?? [],
  );
}

export function firstReadyAt(pods: readonly Pod[]): string | undefined {
  return readySince(pods).reduce<string | undefined>(earlier, undefined);
}

export function lastReadyAt(pods: readonly Pod[]): string | undefined {
  return readySince(pods).reduce<string | undefined>(later, undefined);
}
