import { useMemo } from 'react';
import type { FleetFilter } from 'backstage-plugin-flux-delivery-common';
import type { SuspensionFilter } from '../api/FleetApi';

/** What of a filter of services there is to ask beyond services: the same object as long as the filter is. */
export function useNarrowedFilter(
  filter: FleetFilter | undefined,
): SuspensionFilter | undefined {
  return useMemo(() => {
    if (!filter) {
      return undefined;
    }
    const { owners, systems, environments, clusters, text } = filter;
    return { owners, systems, environments, clusters, text };
  }, [filter]);
}
