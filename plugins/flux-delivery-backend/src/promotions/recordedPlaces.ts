import type {
  EntityFacts,
  ResolvedTarget,
} from 'backstage-plugin-flux-delivery-common';
import type { PathMay, TargetPlace } from '../access/PathAccess';
import { placeOf, placeOfRow } from '../access/places';
import type { RecordedTarget } from '../history/DeliveryLedger';

/** What the ledger has of an entity; with a `failure`, what is gone is missing in it. */
export interface Recorded {
  rows: readonly RecordedTarget[];
  failure?: Error;
}

/** By id of the target: where it is, or, where it is gone, where rows say that it was. */
export function placesOf(
  targets: readonly ResolvedTarget[],
  rows: readonly RecordedTarget[],
): Map<string, TargetPlace[]> {
  const places = new Map<string, TargetPlace[]>();
  for (const row of rows) {
    places.set(row.targetId, [
      ...(places.get(row.targetId) ?? []),
      placeOfRow(row),
    ]);
  }
  targets.forEach(target => places.set(target.id, [placeOf(target)]));
  return places;
}

/** Whether there may be something to tell, be it of now or of what is gone. */
export function mayTellSome(
  may: PathMay,
  entity: EntityFacts,
  {
    targets,
    rows,
  }: { targets: readonly ResolvedTarget[]; rows: readonly RecordedTarget[] },
): boolean {
  const places = [
    ...placesOf(targets, []).values(),
    ...placesOf([], rows).values(),
  ];
  return (
    may.seeEntity(entity, []) ||
    places.some(found => found.every(place => may.seeTarget(entity, place)))
  );
}
