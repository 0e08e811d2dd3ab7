import { environmentRank } from './fleetRowOf';
import { FLEET_STATES, type FleetPath } from './FleetPath';
import { stateOfPath } from './FleetFilter';

/** The place of a path in lists: worst first, then what is bad in a later environment, then by name. @public */
export type FleetPosition = readonly [
  state: number,
  environment: number,
  entityRef: string,
];

/** @public */
export function positionOf(
  path: FleetPath,
  order: readonly string[],
): FleetPosition {
  const state = stateOfPath(path);
  const ranks = path.targets
    .filter(target => target.state === state)
    .map(({ environment }) => environmentRank(environment, order))
    // What no rule gives an environment is not known to be the most important one.
    .map(rank => (rank >= order.length ? -1 : rank));
  return [FLEET_STATES.indexOf(state), -Math.max(-1, ...ranks), path.entityRef];
}

/** Below 0 where `a` comes first. @public */
export function comparePositions(a: FleetPosition, b: FleetPosition): number {
  if (a[0] !== b[0] || a[1] !== b[1]) {
    return a[0] - b[0] || a[1] - b[1];
  }
  if (a[2] === b[2]) {
    return 0;
  }
  return a[2] < b[2] ? -1 : 1;
}
