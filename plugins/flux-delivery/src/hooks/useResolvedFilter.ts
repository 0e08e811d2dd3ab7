import type { FleetFilter } from 'backstage-plugin-flux-delivery-common';
import { useMemo } from 'react';
import { MINE } from '../model/fleetUrl';

/** The API takes no more of one parameter. */
const MOST_OWNERS = 50;

/**
 * What to ask for: the filter of the address with the names of whoever looks, within what the page is about. The same object as long as
 * it means the same. `loading` until it is known who looks; `nobody` where it asks for the services of somebody who owns by no name.
 */
export function useResolvedFilter(
  filter: FleetFilter,
  mine: readonly string[] | undefined,
  base: FleetFilter | undefined,
): FleetFilter | 'loading' | 'nobody' {
  const asked = JSON.stringify(resolve(filter, mine, base));
  return useMemo(() => JSON.parse(asked), [asked]);
}

function resolve(
  filter: FleetFilter,
  mine: readonly string[] | undefined,
  base: FleetFilter = {},
): FleetFilter | 'loading' | 'nobody' {
  const within = { ...filter, ...base };
  const { owners } = within;
  if (!owners?.includes(MINE)) {
    return within;
  }
  if (!mine) {
    return 'loading';
  }
  const known = [
    ...new Set([...owners.filter(each => each !== MINE), ...mine]),
  ].slice(0, MOST_OWNERS);
  return known.length > 0 ? { ...within, owners: known } : 'nobody';
}
