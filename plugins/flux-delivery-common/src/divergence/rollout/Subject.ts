import type { Observed } from '../../kube/KubeObject';
import { toMillis } from '../../kube/time';
import type { Pod, Workload } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { declaredVersion } from '../describeVersion';
import type { JudgeContext } from '../JudgeContext';
import type { Counts } from './Counts';
import { podsByAge } from './newestPods';

/** What the rules for Deployment, StatefulSet, DaemonSet and Rollout have in common. */
export interface Subject {
  resolved: ResolvedWorkload;
  observed: Observed<Workload>;
  context: JudgeContext;
  counts: Counts;
}

export const DEFAULT_PROGRESS_DEADLINE = 600;
export function progressDeadline({ observed }: Subject): number {
  return (
    (observed.object.spec?.progressDeadlineSeconds ??
      DEFAULT_PROGRESS_DEADLINE) * 1000
  );
}

/** `on 1.8.2`, where the workload tells its version. */
export function onVersion({ observed }: Subject): string | undefined {
  const version = declaredVersion(observed.object);
  return version && `on ${version}`;
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

/** The start of the youngest pod of the newest template: what a rollout's time counts from where the workload tells none. */
export function lastPodBorn(subject: Subject): string | undefined {
  const { newest } = podsByAge(subject.observed.object, subject.resolved.pods);
  return newest
    .map(bornAt)
    .sort((a, b) => (toMillis(b) ?? 0) - (toMillis(a) ?? 0))[0];
}

export function bornAt(pod: Pod): string | undefined {
  return pod.metadata.creationTimestamp ?? pod.status?.startTime;
}
