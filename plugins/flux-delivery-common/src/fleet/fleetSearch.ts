import type { FleetFilter } from './FleetFilter';

/** What the parameters of `GET /fleet` are called. @public */
export const FLEET_PARAMETERS = {
  owners: 'owner',
  systems: 'system',
  environments: 'environment',
  clusters: 'cluster',
  segments: 'segment',
  classes: 'class',
  states: 'state',
} as const;

/** A dimension of a filter that takes several values. @public */
export type FleetDimension = keyof typeof FLEET_PARAMETERS;

/** @public */
export const FLEET_DIMENSIONS = Object.keys(
  FLEET_PARAMETERS,
) as FleetDimension[];

/** A filter and a page as the parameters of a query, each value by itself. @public */
export function fleetSearch(
  filter: FleetFilter,
  { limit, cursor }: { limit?: number; cursor?: string } = {},
): [string, string][] {
  const { text } = filter;
  return [
    ...FLEET_DIMENSIONS.flatMap(dimension =>
      (filter[dimension] ?? []).map((value): [string, string] => [
        FLEET_PARAMETERS[dimension],
        value,
      ]),
    ),
    ...(text ? [['q', text] as [string, string]] : []),
    ...(limit ? [['limit', String(limit)] as [string, string]] : []),
    ...(cursor ? [['cursor', cursor] as [string, string]] : []),
  ];
}
