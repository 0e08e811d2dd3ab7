import type {
  Delivery,
  IdentifierReading,
  Promotion,
} from 'backstage-plugin-flux-delivery-common';
import type { FoundIdentifier } from '../identifiers/IdentifierIndex';
import type { CurrentRows } from './currentRows';

type Matches = Map<string, FoundIdentifier[]>;

/** A pod is of what its workload runs now; a namespace that was pasted is that of the applier or of what it delivers to. */
export function isMeant(
  row: Delivery,
  matched: readonly FoundIdentifier[],
  {
    readings,
    current,
  }: { readings: readonly IdentifierReading[]; current: CurrentRows },
): boolean {
  return matched.some(({ kind, value }) => {
    const reading = readings.find(
      each => each.kind === kind && value.startsWith(each.value),
    );
    const { namespace } = reading ?? {};
    return (
      (!reading?.now || current.has(row.id)) &&
      (kind !== 'helmRevision' ||
        !namespace ||
        row.applier?.namespace === namespace)
    );
  });
}

/** A pod is of what its workload runs now; the many rows of before would take the place of others. */
export function isOfThePast(
  { type, id, kind, value }: FoundIdentifier,
  {
    readings,
    current,
  }: { readings: readonly IdentifierReading[]; current: CurrentRows },
): boolean {
  return (
    type === 'delivery' &&
    !current.has(id) &&
    readings.some(
      each => each.now && each.kind === kind && each.value === value,
    )
  );
}

export function byBearer(found: readonly FoundIdentifier[]): Matches {
  const matches: Matches = new Map();
  for (const each of found) {
    const key = `${each.type} ${each.id}`;
    matches.set(key, [...(matches.get(key) ?? []), each]);
  }
  return matches;
}

export function isOf(
  { type, id }: FoundIdentifier,
  record: Promotion,
): boolean {
  return type === 'promotion' && id === record.id;
}

/** Each entity's first before anybody's second, so that one with many leaves place for others. */
export function idsOf(
  found: readonly FoundIdentifier[],
  type: FoundIdentifier['type'],
  most: number,
): string[] {
  const ofEntity = new Map<string, Set<string>>();
  for (const { id, entityRef = '' } of found.filter(
    each => each.type === type,
  )) {
    ofEntity.set(entityRef, (ofEntity.get(entityRef) ?? new Set()).add(id));
  }
  const placed = [...ofEntity.values()].flatMap(ids =>
    [...ids].map((id, place) => ({ id, place })),
  );
  placed.sort((a, b) => a.place - b.place);
  return [...new Set(placed.map(({ id }) => id))].slice(0, most);
}

export function entitiesIn(found: readonly FoundIdentifier[]): string[] {
  return [...new Set(found.flatMap(({ entityRef }) => entityRef ?? []))];
}
