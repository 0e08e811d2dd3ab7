import type { Segment } from '../divergence/SegmentVerdict';
import { keyOf } from '../kube/ObjectRef';
import {
  FLEET_STATES,
  type FleetCause,
  type FleetPath,
  type FleetState,
} from './FleetPath';
import { isAskedFor, type FleetFilter } from './FleetFilter';

/** What is to be mended, once, with all services that hang on it. @public */
export interface FleetRootCause {
  /** Absent where the evidence names no object: then it is of one target of one service. */
  object?: FleetCause;
  class?: string;
  /** Where the first of the services left intent. */
  segment: Segment;
  /** `suspended` where a person stopped it. */
  state: Extract<FleetState, 'diverged' | 'suspended'>;
  headline: string;
  cluster: string;
  environments: string[];
  /** RFC 3339: the first. */
  since?: string;
  /** Whose move it is, where all services agree. */
  firstResponder?: string;
  responderClaimed?: true;
  unowned?: true;
  /** Sorted. */
  entityRefs: string[];
  owners: number;
}

/** Those with the most services first, then the oldest. @public */
export function fleetRootCauses(
  paths: readonly FleetPath[],
  filter: FleetFilter = {},
): FleetRootCause[] {
  const found = new Map<string, Gathered>();
  for (const path of paths) {
    for (const target of path.targets) {
      const { divergence } = target;
      if (!divergence || !isAskedFor(target, filter)) {
        continue;
      }
      const key = divergence.cause
        ? `${keyOf(divergence.cause)} ${
            divergence.cause.class ?? divergence.class
          }`
        : `${path.entityRef} ${target.id}`;
      gather(found, key, path, target);
    }
  }
  return [...found.values()].map(toldOf).sort(byWeight);
}

interface Gathered {
  cause: Omit<FleetRootCause, 'entityRefs' | 'owners' | 'environments'>;
  entityRefs: Set<string>;
  owners: Set<string>;
  environments: Set<string>;
}

function gather(
  found: Map<string, Gathered>,
  key: string,
  path: FleetPath,
  target: FleetPath['targets'][number],
): void {
  const divergence = target.divergence!;
  const held = found.get(key);
  const gathered = held ?? {
    cause: {
      ...(divergence.cause && { object: divergence.cause }),
      class: divergence.cause?.class ?? divergence.class,
      segment: divergence.segment,
      state:
        target.state === 'suspended'
          ? ('suspended' as const)
          : ('diverged' as const),
      headline: divergence.headline,
      cluster: divergence.cause?.cluster ?? target.cluster,
      ...responderOf(divergence),
    },
    entityRefs: new Set<string>(),
    owners: new Set<string>(),
    environments: new Set<string>(),
  };
  found.set(key, gathered);
  const { cause } = gathered;
  if (held && cause.firstResponder !== divergence.firstResponder) {
    delete cause.firstResponder;
    delete cause.responderClaimed;
  }
  if (divergence.since && (!cause.since || divergence.since < cause.since)) {
    cause.since = divergence.since;
  }
  gathered.entityRefs.add(path.entityRef);
  gathered.environments.add(target.environment);
  if (path.owner) {
    gathered.owners.add(path.owner);
  }
}

function responderOf({
  firstResponder,
  responderClaimed,
  unowned,
}: NonNullable<FleetPath['targets'][number]['divergence']>) {
  return {
    ...(firstResponder !== undefined && { firstResponder }),
    ...(responderClaimed && { responderClaimed }),
    ...(unowned && { unowned }),
  };
}

function toldOf({
  cause,
  entityRefs,
  owners,
  environments,
}: Gathered): FleetRootCause {
  return {
    ...cause,
    environments: [...environments].sort(),
    entityRefs: [...entityRefs].sort(),
    owners: owners.size,
  };
}

function byWeight(a: FleetRootCause, b: FleetRootCause): number {
  return (
    FLEET_STATES.indexOf(a.state) - FLEET_STATES.indexOf(b.state) ||
    b.entityRefs.length - a.entityRefs.length ||
    compareTexts(a.since ?? '9', b.since ?? '9') ||
    compareTexts(nameOf(a), nameOf(b))
  );
}

function nameOf({ object, entityRefs }: FleetRootCause): string {
  return object ? keyOf(object) : entityRefs[0];
}

function compareTexts(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
