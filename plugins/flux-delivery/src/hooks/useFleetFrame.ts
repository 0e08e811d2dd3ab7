import { useApi } from '@backstage/core-plugin-api';
import type {
  FleetDto,
  FleetFilter,
} from 'backstage-plugin-flux-delivery-common';
import { useCallback } from 'react';
import { fluxDeliveryApiRef } from '../api/FluxDeliveryApi';
import type { Polled } from './Poller';
import { OF_A_LIST } from './useFleet';
import { usePolled } from './usePolled';

/**
 * What is around a list that is filtered: how many services there are without the filter, and what one may filter by. Nothing is asked
 * where the list itself tells it (`frame` is undefined): then it loads for ever. The filter must be stable.
 */
export function useFleetFrame(
  frame: FleetFilter | undefined,
): Polled<FleetDto> {
  const api = useApi(fluxDeliveryApiRef);
  const load = useCallback(
    (options: { etag?: string; signal: AbortSignal }) =>
      api.getFleet(frame, { limit: 1 }, options),
    [api, frame],
  );
  return usePolled(frame ? load : undefined, OF_A_LIST).state;
}
