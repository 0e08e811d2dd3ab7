import { useApi } from '@backstage/core-plugin-api';
import type { FindDto } from 'backstage-plugin-flux-delivery-common';
import { useEffect, useRef, useState } from 'react';
import { fluxDeliveryApiRef } from '../api/FluxDeliveryApi';

export type Finding =
  | { type: 'idle' | 'loading' }
  | { type: 'ready'; answer: FindDto }
  | { type: 'error'; error: Error };

/** Looks for releases by any of their names; a later question takes the place of an earlier one that is not answered yet. */
export function useFind() {
  const api = useApi(fluxDeliveryApiRef);
  const [finding, setFinding] = useState<Finding>({ type: 'idle' });
  const running = useRef<AbortController>();
  useEffect(() => () => running.current?.abort(), []);

  const find = (text: string) => {
    running.current?.abort();
    const current = new AbortController();
    running.current = current;
    setFinding({ type: 'loading' });
    api
      .find(text, { signal: current.signal })
      .then<Finding, Finding>(
        answer => ({ type: 'ready', answer }),
        error => ({ type: 'error', error }),
      )
      .then(next => {
        if (!current.signal.aborted) {
          setFinding(next);
        }
      });
  };
  const close = () => {
    running.current?.abort();
    setFinding({ type: 'idle' });
  };
  return { finding, find, close };
}
