import type { FleetRow } from 'backstage-plugin-flux-delivery-common';

/** What the backend calls the environment of targets that no rule gives one. */
const UNASSIGNED = 'unassigned';

/**
 * The environments of a list as columns, in promotion order as far as the services tell it: each service has its own in that order,
 * and those with the most of them tell the most.
 */
export function environmentColumns(
  rows: readonly Pick<FleetRow, 'environments'>[],
): string[] {
  const columns: string[] = [];
  const longestFirst = [...rows].sort(
    (a, b) => b.environments.length - a.environments.length,
  );
  for (const { environments } of longestFirst) {
    const names = environments.map(({ name }) => name);
    names.forEach((name, index) => {
      if (!columns.includes(name)) {
        columns.splice(placeOf(names, index, columns), 0, name);
      }
    });
  }
  return [
    ...columns.filter(name => name !== UNASSIGNED),
    ...columns.filter(name => name === UNASSIGNED),
  ];
}

/** Before what comes next, else after what came before. */
function placeOf(
  names: readonly string[],
  index: number,
  columns: readonly string[],
): number {
  const next = names.slice(index + 1).find(name => columns.includes(name));
  return next === undefined
    ? columns.indexOf(names[index - 1]) + 1
    : columns.indexOf(next);
}
