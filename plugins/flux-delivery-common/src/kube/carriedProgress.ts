import type { KubeObject } from './KubeObject';
import type { Workload } from './workloads';

/**
 * How far a StatefulSet or DaemonSet has got towards the pods that it is to have, and when it last got further.
 *
 * Neither says so itself, as a Deployment does by its condition `Progressing`. Their pods do not tell either where they are replaced
 * again and again: each new one looks like progress.
 */
interface WithProgress extends KubeObject {
  progress?: {
    /** What it is on the way to: another spec, or another number of pods, is another way. */
    goal: string;
    /** The most pods that were updated and available, added up. */
    best: number;
    /** RFC 3339: when this portal saw that come. */
    at: string;
  };
}

/** The object as it is to be held, given how it was held until now. Both arguments stay as they are. */
export function carryProgress(
  before: KubeObject | undefined,
  after: KubeObject,
  at: string,
): KubeObject {
  const now = standOf(after);
  if (!now || now.isComplete) {
    return after;
  }
  const isSame = before && before.metadata.uid === after.metadata.uid;
  const known = isSame ? (before as WithProgress).progress : undefined;
  const lostPods = isSame && standOf(before)?.isAvailable && !now.isAvailable;
  const isFurther =
    !known || known.goal !== now.goal || known.best < now.sum || lostPods;
  return {
    ...after,
    progress: isFurther ? { goal: now.goal, best: now.sum, at } : known,
  } as WithProgress;
}

/** RFC 3339: when this portal last saw a workload get further; undefined of what is complete, and of other kinds. */
export function progressSeenAt(object: KubeObject): string | undefined {
  return (object as WithProgress).progress?.at;
}

function standOf(object: KubeObject) {
  const { apiVersion, kind, metadata, spec, status } = object as Workload;
  if (!apiVersion?.startsWith('apps/') || !status) {
    return undefined;
  }
  const counts = countsOf(kind, spec, status);
  if (!counts) {
    return undefined;
  }
  const { desired, available, updated } = counts;
  const isAvailable = available >= desired;
  return {
    goal: `${metadata.generation} ${desired}`,
    sum: available + (updated ?? 0),
    isAvailable,
    isComplete: isAvailable && (updated ?? desired) >= desired,
  };
}

function countsOf(
  kind: string,
  spec: Workload['spec'],
  status: NonNullable<Workload['status']>,
) {
  switch (kind) {
    case 'StatefulSet':
      return {
        desired: spec?.replicas ?? 1,
        available: status.availableReplicas ?? status.readyReplicas ?? 0,
        updated: status.updatedReplicas,
      };
    case 'DaemonSet':
      return {
        desired: status.desiredNumberScheduled ?? 0,
        available: status.numberAvailable ?? 0,
        updated: status.updatedNumberScheduled,
      };
    default:
      return undefined;
  }
}
