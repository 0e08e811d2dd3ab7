import { useApi } from '@backstage/core-plugin-api';
import type { FleetState } from 'backstage-plugin-flux-delivery-common';
import { useCallback } from 'react';
import { fluxDeliveryApiRef } from '../api/FluxDeliveryApi';
import type { Refreshed } from './Refresher';
import { useRefreshed } from './useRefreshed';

const AT_ONCE = 500;
/** So that a list that moves while it is read ends. */
const MOST_PAGES = 40;
/** No entity: only changes that do not say whom they concern. */
const NOBODY = '';

/** The full refs of all services that are in one of these states, kept fresh; of none where none is named. */
export function useRefsInStates(states: string): Refreshed<string[]> {
  const api = useApi(fluxDeliveryApiRef);
  const load = useCallback(
    async (signal: AbortSignal) => {
      const refs: string[] = [];
      let cursor: string | undefined;
      for (let page = 0; states && page < MOST_PAGES; page++) {
        const answer = await api.getFleet(
          { states: states.split(',') as FleetState[] },
          { limit: AT_ONCE, cursor },
          { signal },
        );
        const value = answer.modified ? answer.value : undefined;
        refs.push(...(value?.items ?? []).map(({ entityRef }) => entityRef));
        cursor = value?.nextCursor ?? undefined;
        if (!cursor) {
          break;
        }
      }
      return refs;
    },
    [api, states],
  );
  return useRefreshed(NOBODY, load).state;
}
