import {
  type FleetSuspension,
  keyOf,
  type Observed,
  type Segment,
  suspensionIn,
  WATCHED_KINDS,
} from 'backstage-plugin-flux-delivery-common';
import type { PathMay } from '../access/PathAccess';
import type { InventoryStore } from '../inventory/InventoryStore';
import type { FleetBook } from './FleetBook';

const SEGMENT_OF_ROLE: Partial<Record<string, Segment>> = {
  source: 'source',
  applier: 'reconcile',
};
const KINDS = WATCHED_KINDS.flatMap(({ role, group, kind }) => {
  const segment = SEGMENT_OF_ROLE[role];
  return segment ? [{ segment, group, kind }] : [];
});
/** All sources and appliers are looked through, which is not for each request. */
const REMEMBERED_MS = 10_000;

/** Suspended sources and appliers of all clusters, also those that are on the way of no service. */
export class StoppedObjects {
  private found: FleetSuspension[] = [];
  private foundAt = -Infinity;

  constructor(
    private readonly deps: {
      inventory: Pick<InventoryStore, 'clusters' | 'objectsOf'>;
      book: Pick<FleetBook, 'all'>;
      /** Milliseconds. */
      now: () => number;
    },
  ) {}

  /** Those on the way of no service at all, where the caller may see the place. */
  beside(may: Pick<PathMay, 'seePlace'>): FleetSuspension[] {
    const onPaths = new Set<string>();
    for (const { path } of this.deps.book.all()) {
      for (const { suspensions } of path.targets) {
        suspensions.forEach(({ object }) => onPaths.add(keyOf(object)));
      }
    }
    return this.all().filter(
      ({ object }) =>
        !onPaths.has(keyOf(object)) &&
        may.seePlace({
          cluster: object.cluster,
          namespaces: [object.namespace],
        }),
    );
  }

  private all(): FleetSuspension[] {
    const { inventory, now } = this.deps;
    if (now() - this.foundAt >= REMEMBERED_MS) {
      this.found = inventory
        .clusters()
        .flatMap(({ name: cluster }) =>
          KINDS.flatMap(kind =>
            stoppedAmong(
              kind.segment,
              inventory.objectsOf({ cluster, ...kind }),
            ),
          ),
        );
      this.foundAt = now();
    }
    return this.found;
  }
}

function stoppedAmong(
  segment: Segment,
  objects: Iterable<Observed>,
): FleetSuspension[] {
  const stopped: FleetSuspension[] = [];
  for (const observed of objects) {
    const suspension = suspensionIn(segment, observed);
    if (suspension) {
      stopped.push(suspension);
    }
  }
  return stopped;
}
