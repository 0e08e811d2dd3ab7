import { useApi } from '@backstage/core-plugin-api';
import type { DeliveriesDto } from 'backstage-plugin-flux-delivery-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DeliveriesQuery } from '../api/DeliveryHistoryApi';
import { fluxDeliveryApiRef } from '../api/FluxDeliveryApi';
import { readDeliveries, withNextPage } from '../model/deliveryPages';
import type { LoadedDeliveries } from '../model/deliveryPages';
import type { Refreshed } from './Refresher';
import { useRefreshed } from './useRefreshed';

const NOTHING: LoadedDeliveries = { items: [] };

/** The deliveries of an entity: read on when asked for, and all that is shown kept fresh. Nothing is there once it is refused. */
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
  /** How many rows are shown. */
  const shown = useRef(0);
  const load = useCallback(
    (signal: AbortSignal) =>
      readDeliveries(
        page =>
          api.getDeliveries(
            entityRef,
            { environment, outcome, all, ...page },
            { signal },
          ),
        () => shown.current,
      ),
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

  const isRefused = state.type === 'notFound' || state.type === 'forbidden';
  useEffect(() => {
    setMore({ type: 'idle' });
    return () => {
      running.current?.abort();
      shown.current = 0;
    };
  }, [load, isRefused]);

  const page = state.type === 'ready' ? state.value : undefined;
  useEffect(() => {
    setHeld(page && { load, loaded: page });
  }, [page, load]);

  const loaded: LoadedDeliveries =
    (page && held?.load === load ? held.loaded : page) ?? NOTHING;

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
            shown.current = loaded.items.length + next.items.length;
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
