import { useApi } from '@backstage/core-plugin-api';
import type {
  FleetDto,
  FleetFilter,
} from 'backstage-plugin-flux-delivery-common';
import { useCallback } from 'react';
import { fluxDeliveryApiRef } from '../api/FluxDeliveryApi';
import { LOOK_AGAIN_EVERY } from './lookAgain';
import type { Polled } from './Poller';
import { useLiveChanges } from './useLiveChanges';
import { usePolled } from './usePolled';
import { useThrottled } from './useThrottled';

/**
 * Signals tell of services that somebody has open, not of all: they are a reason to look, and none not to. Whoever loses the right to see
 * services notices within ten seconds.
 */
export const OF_A_LIST = {
  searchEvery: LOOK_AGAIN_EVERY,
  trustsAnnouncements: false,
};
/** Whatever is released, a list is not read more often than this. */
export const AT_MOST_EVERY = 3_000;

/**
 * The beginning of a list of services, kept fresh. The filter must be stable; without one nothing is asked.
 */
export function useFleet(
  filter: FleetFilter | undefined,
  limit: number,
): { state: Polled<FleetDto>; refresh: () => void } {
  const api = useApi(fluxDeliveryApiRef);
  const load = useCallback(
    (options: { etag?: string; signal: AbortSignal }) =>
      api.getFleet(filter, { limit }, options),
    [api, filter, limit],
  );
  const { state, refresh, announce } = usePolled(
    filter ? load : undefined,
    OF_A_LIST,
  );
  useLiveChanges(undefined, useThrottled(announce, AT_MOST_EVERY));
  return { state, refresh };
}
