import type { FleetFilter } from 'backstage-plugin-flux-delivery-common';
import type { FleetPage } from './FleetApi';

/** What the parameters of `GET /fleet` are called; the address of the page calls them the same. */
export const FLEET_PARAMETERS = {
  owners: 'owner',
  systems: 'system',
  environments: 'environment',
  clusters: 'cluster',
  segments: 'segment',
  classes: 'class',
  states: 'state',
} as const;

/** A dimension of a filter that takes several values. */
export type FleetDimension = keyof typeof FLEET_PARAMETERS;

export const FLEET_DIMENSIONS = Object.keys(
  FLEET_PARAMETERS,
) as FleetDimension[];

/** A filter and a page as the parameters of a query, each value by itself. */
export function fleetSearch(
  filter: FleetFilter,
  { limit, cursor }: FleetPage = {},
): string[][] {
  const { text } = filter;
  return [
    ...FLEET_DIMENSIONS.flatMap(dimension =>
      (filter[dimension] ?? []).map(value => [
        FLEET_PARAMETERS[dimension],
        value,
      ]),
    ),
    ...(text ? [['q', text]] : []),
    ...(limit ? [['limit', String(limit)]] : []),
    ...(cursor ? [['cursor', cursor]] : []),
  ];
}
