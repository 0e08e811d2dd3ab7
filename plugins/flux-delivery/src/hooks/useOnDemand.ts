import { useCallback, useEffect, useRef, useState } from 'react';
import { refusalOf } from './refusalOf';
import { useLookAgain } from './useLookAgain';

export type OnDemandState<T> =
  | { type: 'idle' }
  | { type: 'loading' }
  | { type: 'error'; error: Error }
  | { type: 'ready'; value: T };

/**
 * Something that is loaded when a person asks for it, not before. An answer that comes after the next question, or after
 * the component has gone, is dropped. `load` must be stable; another `load` starts over. What is shown is asked for again every few
 * seconds where `keepsFresh` says so, and goes where that is refused.
 */
export function useOnDemand<T>(
  load: (signal: AbortSignal) => Promise<T>,
  { keepsFresh = false }: { keepsFresh?: boolean } = {},
): {
  state: OnDemandState<T>;
  request: () => void;
} {
  const [state, setState] = useState<OnDemandState<T>>({ type: 'idle' });
  const current = useRef<AbortController>();

  useEffect(() => {
    setState({ type: 'idle' });
    return () => current.current?.abort();
  }, [load]);

  const request = useCallback(() => {
    current.current?.abort();
    const controller = new AbortController();
    current.current = controller;
    setState({ type: 'loading' });
    load(controller.signal).then(
      value => !controller.signal.aborted && setState({ type: 'ready', value }),
      error => !controller.signal.aborted && setState({ type: 'error', error }),
    );
  }, [load]);

  const again = () => {
    const controller = new AbortController();
    current.current?.abort();
    current.current = controller;
    load(controller.signal).then(
      value => !controller.signal.aborted && setState({ type: 'ready', value }),
      error =>
        !controller.signal.aborted &&
        refusalOf(error) &&
        setState({ type: 'error', error }),
    );
  };
  useLookAgain(keepsFresh && state.type === 'ready' ? again : undefined);

  return { state, request };
}
