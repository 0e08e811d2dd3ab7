import { useCallback, useEffect, useRef, useState } from 'react';
import { useClock } from './useClock';
import { Refresher } from './Refresher';
import type { Refreshed } from './Refresher';
import { useLiveChanges } from './useLiveChanges';
import { whileVisible } from './whileVisible';

/**
 * An answer about an entity, kept fresh while the page is visible. `load` must be stable; another `load` starts over.
 */
export function useRefreshed<T>(
  entityRef: string,
  load: (signal: AbortSignal) => Promise<T>,
): { state: Refreshed<T>; refresh: () => void } {
  const { now } = useClock();
  const [held, setHeld] = useState<{
    load: typeof load;
    state: Refreshed<T>;
  }>({ load, state: { type: 'loading' } });
  const refresher = useRef<Refresher<T>>();

  useEffect(() => {
    const current = new Refresher<T>({
      load,
      onState: state => setHeld({ load, state }),
      now,
      random: Math.random,
    });
    refresher.current = current;
    return whileVisible(current);
  }, [load, now]);

  useLiveChanges(entityRef, () => refresher.current?.announce());

  return {
    // For one render after a change the state is that of the question before, which must not be shown.
    state: held.load === load ? held.state : { type: 'loading' },
    refresh: useCallback(() => refresher.current?.refresh(), []),
  };
}
