import { toMillis } from '../../kube/time';
import type { ContainerStatus, Pod } from '../../kube/workloads';
import { after, isBefore, MINUTE } from '../deadline';
import { list } from './shape';

/** The kubelet waits for ten seconds before it tries again, then twice as long each time, up to five minutes. */
const FIRST_WAIT = MINUTE / 6;
const LONGEST_WAIT = 5 * MINUTE;
/** It forgets all tries before a run of ten minutes: with the longest wait, so long a try may take whose times are not told. */
const LONGEST_ROUND = 15 * MINUTE;
/** For a pod to get its node, its volumes and its image. */
const SETUP = 5 * MINUTE;

/**
 * Since the pod was made, unless it has crashed too seldom for that: then it must have run well in between, and what tells is when it
 * was last ready.
 */
export function failingSince(
  { metadata, status }: Pod,
  { restartCount = 0, state, lastState }: ContainerStatus,
): string | undefined {
  const began = status?.startTime ?? metadata.creationTimestamp;
  const last = state?.terminated ?? lastState?.terminated;
  const crashed = last?.finishedAt;
  const atMost = after(began, longestLoop(restartCount, last));
  const ready = list(status?.conditions).find(({ type }) => type === 'Ready');
  return isBefore(atMost, crashed)
    ? (ready?.status === 'False' ? ready.lastTransitionTime : undefined) ??
        crashed
    : began;
}

/** How long a container may have taken for so many restarts, in milliseconds, where no run of it was much longer than the last. */
function longestLoop(
  restarts: number,
  last: { startedAt?: string; finishedAt?: string } | undefined,
): number {
  const started = toMillis(last?.startedAt);
  const finished = toMillis(last?.finishedAt);
  if (started === undefined || finished === undefined) {
    return (restarts + 1) * LONGEST_ROUND;
  }
  const growing = Math.min(restarts, 5);
  const waits =
    FIRST_WAIT * (2 ** growing - 1) + (restarts - growing) * LONGEST_WAIT;
  return SETUP + waits + (restarts + 1) * Math.max(finished - started, MINUTE);
}
