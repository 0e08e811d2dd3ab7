import { useCallback, useEffect, useRef, useState } from 'react';
import { Poller } from './Poller';
import type { Polled, PollerOptions } from './Poller';
import { useClock } from './useClock';
import { whileVisible } from './whileVisible';

/**
 * An answer with a tag, kept fresh while the page is visible. `load` must be stable; another `load` starts over. Without one
 * nothing is asked.
 */
export function usePolled<T>(
  load: PollerOptions<T>['load'] | undefined,
  {
    searchEvery,
    trustsAnnouncements,
  }: Pick<PollerOptions<T>, 'searchEvery' | 'trustsAnnouncements'> = {},
): { state: Polled<T>; refresh: () => void; announce: () => void } {
  const { now } = useClock();
  const [held, setHeld] = useState<{ load: typeof load; state: Polled<T> }>({
    load,
    state: { type: 'loading' },
  });
  const poller = useRef<Poller<T>>();

  useEffect(() => {
    if (!load) {
      return undefined;
    }
    const current = new Poller<T>({
      load,
      onState: state => setHeld({ load, state }),
      now,
      random: Math.random,
      searchEvery,
      trustsAnnouncements,
    });
    poller.current = current;
    return whileVisible(current);
  }, [load, now, searchEvery, trustsAnnouncements]);

  return {
    // For one render after a change the state is that of the question before, which must not be shown.
    state: held.load === load ? held.state : { type: 'loading' },
    refresh: useCallback(() => poller.current?.refresh(), []),
    announce: useCallback(() => poller.current?.announce(), []),
  };
}
