import {
  FLEET_DIMENSIONS,
  FLEET_PARAMETERS,
  FLEET_STATES,
  fleetSearch,
  SEGMENTS,
} from 'backstage-plugin-flux-delivery-common';
import type {
  FleetFilter,
  FleetState,
} from 'backstage-plugin-flux-delivery-common';

/** In place of an owner: whoever looks, and their groups. So a link to "my services" shows everybody their own. */
export const MINE = 'mine';

export const FLEET_SECTIONS = ['services', 'suspensions', 'questions'] as const;

export type FleetSection = (typeof FLEET_SECTIONS)[number];

/** What the page shows, all of it in the address. */
export interface FleetView {
  section: FleetSection;
  filter: FleetFilter;
}

/** The API takes no more of one parameter. */
const MOST_VALUES = 50;
const LONGEST_TEXT = 200;

/** What an address asks for; what it cannot ask for is left out. */
export function readFleetView(params: URLSearchParams): FleetView {
  const filter: FleetFilter = {};
  for (const dimension of FLEET_DIMENSIONS) {
    const values = [...new Set(params.getAll(FLEET_PARAMETERS[dimension]))]
      .filter(value => value !== '' && isKnown(dimension, value))
      .slice(0, MOST_VALUES);
    if (values.length > 0) {
      Object.assign(filter, { [dimension]: values });
    }
  }
  const text = params.get('q')?.slice(0, LONGEST_TEXT);
  if (text) {
    filter.text = text;
  }
  return {
    section:
      FLEET_SECTIONS.find(section => section === params.get('view')) ??
      'services',
    filter,
  };
}

/** The parameters of a view, in an order that does not depend on how it came about; with those of others that `beside` holds. */
export function writeFleetView(
  { section, filter }: FleetView,
  beside = new URLSearchParams(),
): URLSearchParams {
  const params = new URLSearchParams(beside);
  [...Object.values(FLEET_PARAMETERS), 'q', 'view'].forEach(name =>
    params.delete(name),
  );
  if (section !== 'services') {
    params.set('view', section);
  }
  fleetSearch(filter).forEach(([name, value]) => params.append(name, value));
  return params;
}

/** True where nothing is left out. */
export function isUnfiltered(filter: FleetFilter): boolean {
  return !filter.text && FLEET_DIMENSIONS.every(each => !filter[each]?.length);
}

/** A filter with other values in one dimension; without values the dimension does not matter any more. */
export function withValues(
  filter: FleetFilter,
  dimension: (typeof FLEET_DIMENSIONS)[number],
  values: readonly string[],
): FleetFilter {
  const { [dimension]: _, ...others } = filter;
  return values.length > 0 ? { ...others, [dimension]: [...values] } : others;
}

function isKnown(dimension: string, value: string): boolean {
  if (dimension === 'states') {
    return FLEET_STATES.includes(value as FleetState);
  }
  return (
    dimension !== 'segments' || (SEGMENTS as readonly string[]).includes(value)
  );
}
