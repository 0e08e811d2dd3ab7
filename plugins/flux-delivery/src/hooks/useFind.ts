import { useApi } from '@backstage/core-plugin-api';
import type { FindDto } from 'backstage-plugin-flux-delivery-common';
import { useEffect, useRef, useState } from 'react';
import { fluxDeliveryApiRef } from '../api/FluxDeliveryApi';
import { refusalOf } from './refusalOf';
import { useLookAgain } from './useLookAgain';

export type Finding =
  | { type: 'idle' | 'loading' }
  | { type: 'ready'; answer: FindDto }
  | { type: 'error'; error: Error };

/**
 * Looks for releases by any of their names; a later question takes the place of an earlier one that is not answered yet. What was found
 * is looked for again every few seconds as long as it is shown, and goes where that is refused.
 */
export function useFind() {
  const api = useApi(fluxDeliveryApiRef);
  const [finding, setFinding] = useState<Finding>({ type: 'idle' });
  const running = useRef<AbortController>();
  const asked = useRef('');
  useEffect(() => () => running.current?.abort(), []);

  const ask = (text: string, shows: (next: Finding) => boolean) => {
    running.current?.abort();
    const current = new AbortController();
    running.current = current;
    api
      .find(text, { signal: current.signal })
      .then<Finding, Finding>(
        answer => ({ type: 'ready', answer }),
        error => ({ type: 'error', error }),
      )
      .then(next => {
        if (!current.signal.aborted && shows(next)) {
          setFinding(next);
        }
      });
  };
  const find = (text: string) => {
    asked.current = text;
    setFinding({ type: 'loading' });
    ask(text, () => true);
  };
  useLookAgain(
    finding.type === 'ready'
      ? () =>
          ask(
            asked.current,
            next => next.type !== 'error' || Boolean(refusalOf(next.error)),
          )
      : undefined,
  );
  const close = () => {
    running.current?.abort();
    setFinding({ type: 'idle' });
  };
  return { finding, find, close };
}
