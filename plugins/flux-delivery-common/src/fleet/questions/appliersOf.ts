import { keyOf } from '../../kube/ObjectRef';
import { FLEET_STATES, type FleetState } from '../FleetPath';
import { found, type Placed } from './answered';
import type { FleetFinding } from './FleetQuestion';

/** An applier, once, however many services it delivers. */
export interface CountedApplier {
  /** The worst of its targets. */
  target: Placed;
  state: FleetState;
  entityRefs: string[];
}

/** The appliers of targets that have one; each is as bad as the worst of its targets. */
export function appliersOf(
  targets: readonly Placed[],
  stateOf: (target: Placed) => FleetState = ({ state }) => state,
): CountedApplier[] {
  const byKey = new Map<string, CountedApplier>();
  for (const target of targets) {
    const { applier, cluster, entityRef } = target;
    if (!applier) {
      continue;
    }
    const key = keyOf({ cluster, ...applier });
    const state = stateOf(target);
    const held = byKey.get(key);
    if (!held) {
      byKey.set(key, { target, state, entityRefs: [entityRef] });
      continue;
    }
    // Targets come service by service.
    if (held.entityRefs.at(-1) !== entityRef) {
      held.entityRefs.push(entityRef);
    }
    if (FLEET_STATES.indexOf(state) < FLEET_STATES.indexOf(held.state)) {
      Object.assign(held, { target, state });
    }
  }
  return [...byKey.values()];
}

export function foundApplier({
  target,
  state,
  entityRefs,
}: CountedApplier): FleetFinding {
  return { ...found(target), state, entityRefs };
}
