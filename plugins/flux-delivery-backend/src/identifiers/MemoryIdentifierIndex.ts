import type { Identifier } from 'backstage-plugin-flux-delivery-common';
import type {
  Bearer,
  DeliveredFrom,
  FindOptions,
  FoundIdentifier,
  IdentifierIndex,
  IdentifierQuery,
} from './IdentifierIndex';

/** Keeps identifiers as long as the process lives: for tests. */
export class MemoryIdentifierIndex implements IdentifierIndex<unknown> {
  private readonly rows = new Map<string, FoundIdentifier>();

  async add(bearer: Bearer, identifiers: readonly Identifier[]): Promise<void> {
    for (const { kind, value, how } of identifiers) {
      const key = [bearer.type, bearer.id, kind, value].join('\n');
      if (!this.rows.has(key)) {
        this.rows.set(key, { ...bearer, kind, value, how });
      }
    }
  }

  async remove(type: Bearer['type'], ids: readonly string[]): Promise<void> {
    for (const [key, row] of this.rows) {
      if (row.type === type && ids.includes(row.id)) {
        this.rows.delete(key);
      }
    }
  }

  async find(
    query: IdentifierQuery,
    { limit, among, ownerless }: FindOptions,
  ): Promise<FoundIdentifier[]> {
    const places = new Map<string, number>();
    const isAmong = ({ entityRef = '' }: FoundIdentifier) => {
      const place = (places.get(entityRef) ?? 0) + 1;
      places.set(entityRef, place);
      return among?.entityRefs.includes(entityRef) && place <= among.each;
    };
    return this.bearing(query)
      .filter(row => !among || isAmong(row))
      .filter(row => !ownerless || (row.type === ownerless && !row.entityRef))
      .slice(0, limit);
  }

  async entities(
    query: IdentifierQuery,
    { limit }: { limit: number },
  ): Promise<string[]> {
    const refs = this.bearing(query).flatMap(
      ({ entityRef }) => entityRef ?? [],
    );
    return [...new Set(refs)].slice(0, limit);
  }

  async deliveredFrom(
    places: readonly Pick<DeliveredFrom, 'kind' | 'value'>[],
    { limit }: { limit: number },
  ): Promise<DeliveredFrom[]> {
    const found = new Map<string, DeliveredFrom>();
    for (const { type, kind, value, entityRef } of this.rows.values()) {
      const isAsked = places.some(
        place => place.kind === kind && place.value === value,
      );
      if (type === 'delivery' && entityRef && isAsked) {
        found.set([kind, value, entityRef].join('\n'), {
          kind,
          value,
          entityRef,
        });
      }
    }
    return [...found.values()].slice(0, limit);
  }

  async of(
    type: Bearer['type'],
    ids: readonly string[],
  ): Promise<FoundIdentifier[]> {
    return [...this.rows.values()].filter(
      row => row.type === type && ids.includes(row.id),
    );
  }

  /** The newest first. */
  private bearing({
    kinds,
    value,
    prefix,
  }: IdentifierQuery): FoundIdentifier[] {
    return [...this.rows.values()]
      .filter(
        row =>
          kinds.includes(row.kind) &&
          (prefix ? row.value.startsWith(value) : row.value === value),
      )
      .reverse();
  }
}
