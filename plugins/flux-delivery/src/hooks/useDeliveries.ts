import { useApi } from '@backstage/core-plugin-api';
import type { DeliveriesDto } from 'backstage-plugin-flux-delivery-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DeliveriesQuery } from '../api/DeliveryHistoryApi';
import { fluxDeliveryApiRef } from '../api/FluxDeliveryApi';
import { withFirstPage, withNextPage } from '../model/deliveryPages';
import type { LoadedDeliveries } from '../model/deliveryPages';
import type { Refreshed } from './Refresher';
import { useRefreshed } from './useRefreshed';

/** The deliveries of an entity: the head kept fresh, the rest read on when asked for. */
export function useDeliveries(
  entityRef: string,
  { environment, outcome, all }: DeliveriesQuery,
): {
  state: Refreshed<DeliveriesDto>;
  loaded: LoadedDeliveries;
  more: { type: 'idle' | 'loading' } | { type: 'error'; error: Error };
  loadMore: () => void;
  refresh: () => void;
} {
  const api = useApi(fluxDeliveryApiRef);
  const load = useCallback(
    (signal: AbortSignal) =>
      api.getDeliveries(entityRef, { environment, outcome, all }, { signal }),
    [api, entityRef, environment, outcome, all],
  );
  const { state, refresh } = useRefreshed(entityRef, load);
  const [held, setHeld] = useState<{
    load: typeof load;
    loaded: LoadedDeliveries;
  }>();
  const [more, setMore] = useState<
    { type: 'idle' | 'loading' } | { type: 'error'; error: Error }
  >({ type: 'idle' });
  const running = useRef<AbortController>();

  useEffect(() => {
    setMore({ type: 'idle' });
    return () => running.current?.abort();
  }, [load]);

  const page = state.type === 'ready' ? state.value : undefined;
  useEffect(() => {
    if (page) {
      setHeld(before => ({
        load,
        loaded: withFirstPage(
          before?.load === load ? before.loaded : undefined,
          page,
        ),
      }));
    }
  }, [page, load]);

  const loaded =
    (held?.load === load ? held.loaded : undefined) ??
    (page ? withFirstPage(undefined, page) : { items: [] });

  const loadMore = () => {
    const current = new AbortController();
    running.current?.abort();
    running.current = current;
    setMore({ type: 'loading' });
    api
      .getDeliveries(
        entityRef,
        { environment, outcome, all, cursor: loaded.nextCursor },
        { signal: current.signal },
      )
      .then(
        next => {
          if (!current.signal.aborted) {
            setHeld(before => ({
              load,
              loaded: withNextPage(
                before?.load === load ? before.loaded : loaded,
                next,
              ),
            }));
            setMore({ type: 'idle' });
          }
        },
        error => {
          if (!current.signal.aborted) {
            setMore({ type: 'error', error });
          }
        },
      );
  };

  return { state, loaded, more, loadMore, refresh };
}
