import { findCondition } from '../../kube/conditions';
import type { Condition, Observed } from '../../kube/KubeObject';
import { earlier, later } from '../../kube/time';
import type { Pod, Workload } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { isBefore } from '../deadline';
import { declaredVersion } from '../describeVersion';
import type { JudgeContext } from '../JudgeContext';
import type { Counts } from './Counts';
import { deletionAskedAt } from './deletion';
import { hasEnded, podsByAge } from './newestPods';
import { isPodReady } from './podProblem';
import { list } from './shape';

/** What the rules for Deployment, StatefulSet, DaemonSet and Rollout have in common. */
export interface Subject {
  resolved: ResolvedWorkload;
  observed: Observed<Workload>;
  context: JudgeContext;
  counts: Counts;
  /**
   * What keeps pods of an older template as they are, such as `on delete` or `paused`; absent where they are replaced. They are then
   * to serve as the new ones are.
   */
  held?: string;
}

export const DEFAULT_PROGRESS_DEADLINE = 600;

/** In milliseconds. A StatefulSet or DaemonSet states none; a pod of it may have to be ready for a while before it counts. */
export function progressDeadline({ observed }: Subject): number {
  const { progressDeadlineSeconds, minReadySeconds = 0 } =
    observed.object.spec ?? {};
  return (
    (progressDeadlineSeconds ?? DEFAULT_PROGRESS_DEADLINE + minReadySeconds) *
    1000
  );
}

/** `on 1.8.2`, where the workload tells its version. */
export function onVersion({ observed }: Subject): string | undefined {
  const version = declaredVersion(observed.object);
  return version && `on ${version}`;
}

/** `1 of 3 updated, on delete`, where an update is withheld. */
export function heldUpdate({ counts, held }: Subject): string | undefined {
  const { updated, desired } = counts;
  return held !== undefined && updated < desired
    ? `${updated} of ${desired} updated, ${held}`
    : undefined;
}

/** True where the counts say that every wanted pod is of the newest template and serves. */
export function isComplete({
  desired,
  total,
  updated,
  available,
}: Counts): boolean {
  return (
    updated >= desired &&
    available >= desired &&
    total >= updated &&
    total <= desired
  );
}

/** What the time of a rollout counts from. */
export interface Start {
  /** RFC 3339. */
  at?: string;
  /** True where it is only when this portal saw it: good for deadlines, and never told. */
  seenHere?: boolean;
}

/**
 * When a rollout last got on, as its pods tell: a pod was made, is to go, or got ready, or one of those that are to be replaced
 * became unready. For where the workload tells none. A sample that is older than the workload, or none, tells nothing of what came
 * since: then the workload itself counts, as it was written for something.
 */
export function lastMoved(subject: Subject): Start {
  const { observed, resolved } = subject;
  const { newest, older } = podsByAge(observed.object, resolved.pods);
  const isStale =
    !resolved.pods || isBefore(resolved.pods.observedAt, observed.observedAt);
  const moves = [
    ...list(resolved.pods?.pods)
      .filter(pod => !hasEnded(pod))
      .flatMap(pod => [bornAt(pod), deletionAskedAt(pod.metadata)]),
    ...newest.filter(isPodReady).map(readyChangedAt),
    ...older.map(readyChangedAt),
  ];
  const at = isStale ? undefined : moves.reduce(later, undefined);
  if (!at) {
    return { at: observed.observedAt, seenHere: true };
  }
  // Pods that are made again and again are no progress of what has long been unavailable.
  return { at: earlier(at, unavailableFrom(observed)) };
}

/** Since when a workload says that too few of its pods are available. */
export function unavailableFrom({
  object,
}: Observed<Workload>): string | undefined {
  const available = findCondition(object, 'Available');
  return available?.status === 'False'
    ? available.lastTransitionTime
    : undefined;
}

function readyChangedAt(pod: Pod): string | undefined {
  return findCondition(pod, 'Ready')?.lastTransitionTime;
}

/** Since when a rollout is on its way: since the first of the newest pods that are not ready was made. */
export function movingSince({
  observed,
  resolved,
}: Subject): string | undefined {
  return podsByAge(observed.object, resolved.pods)
    .newest.filter(pod => !isPodReady(pod))
    .map(bornAt)
    .reduce(earlier, undefined);
}

/** When the workload's controller last saw it get on, by its condition `Progressing`. */
export function progressedAt({ observed }: Subject): string | undefined {
  const condition: (Condition & { lastUpdateTime?: string }) | undefined =
    findCondition(observed.object, 'Progressing');
  return condition?.lastUpdateTime ?? condition?.lastTransitionTime;
}

export function bornAt(pod: Pod): string | undefined {
  return pod.metadata.creationTimestamp ?? pod.status?.startTime;
}
