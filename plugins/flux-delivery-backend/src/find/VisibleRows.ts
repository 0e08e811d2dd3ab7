import type {
  FoundIdentifier,
  IdentifierIndex,
  IdentifierQuery,
} from '../identifiers/IdentifierIndex';
import type { ReadableInBatches } from './ReadableInBatches';

/** One more than are ever asked about, so that it shows where there are more. */
const MOST_OWNERS = 2_001;
const MOST_ROWS = 2_000;

/** Rows of the index that the caller may read: by entity first, so that nobody's rows push out those of others. */
export class VisibleRows {
  constructor(
    private readonly deps: {
      identifiers: Pick<IdentifierIndex<any>, 'entities' | 'find'>;
    },
    private readonly readable: ReadableInBatches,
  ) {}

  async of(queries: readonly IdentifierQuery[]): Promise<FoundIdentifier[]> {
    const { identifiers } = this.deps;
    const owners = await Promise.all(
      queries.map(query => identifiers.entities(query, { limit: MOST_OWNERS })),
    );
    await this.readable.ask(owners.flat());
    const found = await Promise.all(
      queries.map((query, at) => this.among(owners[at], query)),
    );
    return found.flat();
  }

  private async among(
    owners: readonly string[],
    query: IdentifierQuery,
  ): Promise<FoundIdentifier[]> {
    const entityRefs = owners.filter(ref => this.readable.has(ref));
    return entityRefs.length === 0
      ? []
      : this.deps.identifiers.find(query, {
          limit: MOST_ROWS,
          among: {
            entityRefs,
            each: Math.floor(MOST_ROWS / entityRefs.length),
          },
        });
  }
}
