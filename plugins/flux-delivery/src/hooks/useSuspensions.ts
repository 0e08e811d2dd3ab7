import { useApi } from '@backstage/core-plugin-api';
import type { SuspensionsDto } from 'backstage-plugin-flux-delivery-common';
import { useCallback } from 'react';
import type { SuspensionFilter } from '../api/FleetApi';
import { fluxDeliveryApiRef } from '../api/FluxDeliveryApi';
import { AT_MOST_EVERY, OF_A_LIST } from './useFleet';
import type { Polled } from './Poller';
import { useLiveChanges } from './useLiveChanges';
import { usePolled } from './usePolled';
import { useThrottled } from './useThrottled';

/** Everything that somebody stopped, kept fresh. The filter must be stable; without one nothing is asked. */
export function useSuspensions(filter: SuspensionFilter | undefined): {
  state: Polled<SuspensionsDto>;
  refresh: () => void;
} {
  const api = useApi(fluxDeliveryApiRef);
  const load = useCallback(
    (options: { etag?: string; signal: AbortSignal }) =>
      api.getSuspensions(filter, options),
    [api, filter],
  );
  const { state, refresh, announce } = usePolled(
    filter ? load : undefined,
    OF_A_LIST,
  );
  useLiveChanges(undefined, useThrottled(announce, AT_MOST_EVERY));
  return { state, refresh };
}
