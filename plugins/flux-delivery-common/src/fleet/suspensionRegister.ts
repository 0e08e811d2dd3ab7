import { toMillis } from '../kube/time';
import { keyOf } from '../kube/ObjectRef';
import type { FleetPath, FleetSuspension } from './FleetPath';
import { namedServices } from './namedServices';

const DAY_MS = 24 * 60 * 60_000;

/** A suspended object, once, with the services that it stops. @public */
export interface RegisteredSuspension extends FleetSuspension {
  environments: string[];
  /** Sorted, the first fifty; empty where it is on the way of no service that the reader may see. */
  entityRefs: string[];
  /** How many services there are in all. */
  services: number;
  /** True where it has been so for longer than anybody means it to be. */
  forgotten: boolean;
}

type Gathered = Omit<
  RegisteredSuspension,
  'environments' | 'entityRefs' | 'services'
> & {
  environments: Set<string>;
  entityRefs: Set<string>;
};

/** All suspended objects, the oldest first; those of which nobody knows since when come first of all. @public */
export function suspensionRegister(
  paths: readonly FleetPath[],
  others: readonly FleetSuspension[],
  { now, forgottenAfterDays }: { now: string; forgottenAfterDays: number },
): RegisteredSuspension[] {
  const found = new Map<string, Gathered>();
  const isForgotten = ({ since }: FleetSuspension) => {
    const from = toMillis(since);
    return (
      from !== undefined &&
      (toMillis(now) ?? 0) - from >= forgottenAfterDays * DAY_MS
    );
  };
  const register = (suspension: FleetSuspension) => {
    const key = keyOf(suspension.object);
    // What one service may tell of it, another may not.
    const entry: Gathered = {
      ...suspension,
      ...(found.get(key) ?? {
        environments: new Set<string>(),
        entityRefs: new Set<string>(),
        forgotten: isForgotten(suspension),
      }),
    };
    found.set(key, entry);
    return entry;
  };
  for (const { entityRef, targets } of paths) {
    for (const { environment, suspensions } of targets) {
      for (const suspension of suspensions) {
        const entry = register(suspension);
        entry.entityRefs.add(entityRef);
        entry.environments.add(environment);
      }
    }
  }
  others.forEach(register);
  return [...found.values()]
    .map(({ withholds, ...entry }) => ({
      ...entry,
      environments: [...entry.environments].sort(),
      ...namedServices(entry.entityRefs),
      ...(withholds !== undefined && { withholds }),
    }))
    .sort(
      (a, b) =>
        compare(a.since ?? '', b.since ?? '') ||
        compare(keyOf(a.object), keyOf(b.object)),
    );
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
