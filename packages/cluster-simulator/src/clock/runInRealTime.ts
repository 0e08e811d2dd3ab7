import type { VirtualClock } from './VirtualClock';

/** Longest sleep between two looks at the queue: a task that a request schedules in between is late by this at most. */
const TICK_MS = 100;

/**
 * Lets the virtual clock follow the real one until the returned function is called.
 *
 * @param realNow - the real time in milliseconds since the epoch
 */
export function runInRealTime(
  clock: VirtualClock,
  realNow: () => number,
): () => void {
  let timer: NodeJS.Timeout;
  let stopped = false;
  const tick = () => {
    if (stopped) {
      return;
    }
    clock.advanceTo(realNow());
    const due = clock.nextDue();
    const wait = due === undefined ? TICK_MS : due - realNow();
    timer = setTimeout(tick, Math.min(TICK_MS, Math.max(1, wait)));
  };
  timer = setTimeout(tick, 0);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
