import { createContext, useContext, useEffect, useRef, useState } from 'react';

/** Where the time comes from; tests and the harness bring their own. */
export interface Clock {
  now: () => number;
}

const systemClock: Clock = { now: () => Date.now() };

export const ClockContext = createContext<Clock>(systemClock);

export function useClock(): Clock {
  return useContext(ClockContext);
}

const listeners = new Set<() => void>();
let ticking: ReturnType<typeof setInterval> | undefined;

/** One interval for all ages on the page; it runs only while something listens. */
function onTick(listener: () => void): () => void {
  listeners.add(listener);
  ticking ??= setInterval(() => listeners.forEach(each => each()), 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(ticking);
      ticking = undefined;
    }
  };
}

/**
 * The value of `read(now)`, read again each second. A component renders again only when the value differs, so that a page
 * of three hundred ages in minutes rests most of the time.
 */
export function useTicking<T extends string | undefined>(
  read: (now: number) => T,
): T {
  const clock = useClock();
  const [, setSeen] = useState<string | undefined>();
  const latest = useRef(read);
  latest.current = read;
  useEffect(() => onTick(() => setSeen(latest.current(clock.now()))), [clock]);
  return read(clock.now());
}
