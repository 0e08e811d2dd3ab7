import type { Fields } from '../store/KubeResource';

/** The nodes of every simulated cluster. */
export const NODES = [
  { name: 'node-a', labels: { 'kubernetes.io/os': 'linux', disktype: 'hdd' } },
  { name: 'node-b', labels: { 'kubernetes.io/os': 'linux', disktype: 'hdd' } },
];
/** What a node can give to one pod. */
const CPU = 4;

export type Placement =
  | { type: 'scheduled' }
  | { type: 'unschedulable'; message: string };

/** Whether a node takes a pod, in the words of the scheduler. */
export function placementOf(spec: Fields): Placement {
  const selector: [string, string][] = Object.entries(spec.nodeSelector ?? {});
  const fits = NODES.some(({ labels }) =>
    selector.every(
      ([key, value]) => (labels as Record<string, string>)[key] === value,
    ),
  );
  const total = NODES.length;
  const unavailable = (why: string): Placement => ({
    type: 'unschedulable',
    message: `0/${total} nodes are available: ${total} ${why}. preemption: 0/${total} nodes are available: ${total} Preemption is not helpful for scheduling.`,
  });
  if (!fits) {
    return unavailable("node(s) didn't match Pod's node affinity/selector");
  }
  return cpuOf(spec) > CPU
    ? {
        type: 'unschedulable',
        message: `0/${total} nodes are available: ${total} Insufficient cpu. preemption: 0/${total} nodes are available: ${total} No preemption victims found for incoming pod.`,
      }
    : { type: 'scheduled' };
}

function cpuOf(spec: Fields): number {
  return (spec.containers ?? []).reduce((sum: number, container: Fields) => {
    const asked = String(container.resources?.requests?.cpu ?? '0');
    return (
      sum +
      (asked.endsWith('m') ? Number(asked.slice(0, -1)) / 1000 : Number(asked))
    );
  }, 0);
}
