import { useApi } from '@backstage/core-plugin-api';
import type { DeliveryPathDto } from 'backstage-plugin-flux-delivery-common';
import { useCallback, useMemo } from 'react';
import { fluxDeliveryApiRef } from '../api/FluxDeliveryApi';
import type { Polled } from './Poller';
import { useLiveChanges } from './useLiveChanges';
import { usePolled } from './usePolled';

/** Everything that the page of a path can be in. */
export type DeliveryPathState =
  | Exclude<Polled<DeliveryPathDto>, { type: 'ready' }>
  | {
      type: 'ready';
      path: DeliveryPathDto;
      /** True while changes are announced, not searched for. */
      live: boolean;
      stale?: { since: number; error: Error };
    };

/** The delivery path of an entity, kept fresh while the page is visible. */
export function useDeliveryPath(entityRef: string): {
  state: DeliveryPathState;
  refresh: () => void;
} {
  const api = useApi(fluxDeliveryApiRef);
  const load = useCallback(
    async (options: { etag?: string; signal: AbortSignal }) => {
      const answer = await api.getPath(entityRef, options);
      return answer.modified
        ? { modified: true as const, etag: answer.etag, value: answer.path }
        : answer;
    },
    [api, entityRef],
  );
  const { state, refresh, announce } = usePolled(load);
  useLiveChanges(entityRef, announce);
  return { state: useMemo(() => asPathState(state), [state]), refresh };
}

function asPathState(state: Polled<DeliveryPathDto>): DeliveryPathState {
  if (state.type !== 'ready') {
    return state;
  }
  const { value: path, ...rest } = state;
  return { ...rest, path };
}
