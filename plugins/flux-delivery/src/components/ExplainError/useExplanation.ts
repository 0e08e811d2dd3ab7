import { useApi } from '@backstage/core-plugin-api';
import type { ExplanationDto } from 'backstage-plugin-flux-delivery-common';
import { useEffect, useRef, useState } from 'react';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';

type State =
  | { type: 'idle' | 'loading' }
  | { type: 'ready'; explanation: ExplanationDto }
  | { type: 'error'; error: Error };

/** Asks for an explanation; a later question takes the place of an earlier one that is not answered yet. */
export function useExplanation(entityRef?: string) {
  const api = useApi(fluxDeliveryApiRef);
  const [state, setState] = useState<State>({ type: 'idle' });
  const running = useRef<AbortController>();
  useEffect(() => () => running.current?.abort(), []);

  const explain = (message: string) => {
    running.current?.abort();
    const current = new AbortController();
    running.current = current;
    setState({ type: 'loading' });
    api
      .explain({ message, entityRef }, { signal: current.signal })
      .then<State, State>(
        explanation => ({ type: 'ready', explanation }),
        error => ({ type: 'error', error }),
      )
      .then(next => {
        if (!current.signal.aborted) {
          setState(next);
        }
      });
  };
  return { state, explain };
}
