import type { Identifier } from 'backstage-plugin-flux-delivery-common';
import type {
  Bearer,
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
    { kinds, value, prefix }: IdentifierQuery,
    { limit }: { limit: number },
  ): Promise<FoundIdentifier[]> {
    return [...this.rows.values()]
      .filter(
        row =>
          kinds.includes(row.kind) &&
          (prefix ? row.value.startsWith(value) : row.value === value),
      )
      .reverse()
      .slice(0, limit);
  }

  async of(
    type: Bearer['type'],
    ids: readonly string[],
  ): Promise<FoundIdentifier[]> {
    return [...this.rows.values()].filter(
      row => row.type === type && ids.includes(row.id),
    );
  }
}
