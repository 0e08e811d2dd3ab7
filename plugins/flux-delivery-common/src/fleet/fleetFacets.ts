import type { FleetFacet, FleetFacets } from './FleetDto';
import type { FleetPath } from './FleetPath';

const MOST_VALUES = 200;

/** What the paths may be filtered by; of each key the most frequent values, sorted by name. @public */
export function fleetFacets(paths: readonly FleetPath[]): FleetFacets {
  const of = (valuesOf: (path: FleetPath) => (string | undefined)[]) =>
    counted(paths, valuesOf);
  return {
    owners: of(({ owner }) => [owner]),
    systems: of(({ system }) => [system]),
    environments: of(({ targets }) =>
      targets.map(({ environment }) => environment),
    ),
    clusters: of(({ targets }) => targets.map(({ cluster }) => cluster)),
    segments: of(({ targets }) =>
      targets.map(({ divergence }) => divergence?.segment),
    ),
    classes: of(({ targets }) =>
      targets.map(({ divergence }) => divergence?.class),
    ),
  };
}

function counted(
  paths: readonly FleetPath[],
  valuesOf: (path: FleetPath) => (string | undefined)[],
): FleetFacet[] {
  const services = new Map<string, number>();
  for (const path of paths) {
    for (const value of new Set(valuesOf(path))) {
      if (value !== undefined) {
        services.set(value, (services.get(value) ?? 0) + 1);
      }
    }
  }
  return [...services]
    .map(([value, count]) => ({ value, services: count }))
    .sort((a, b) => b.services - a.services)
    .slice(0, MOST_VALUES)
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}
