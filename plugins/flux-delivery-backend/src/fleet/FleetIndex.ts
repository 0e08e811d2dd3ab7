import { ServiceUnavailableError } from '@backstage/errors';
import type {
  FleetPath,
  IndexedTargetsDto,
} from 'backstage-plugin-flux-delivery-common';
import type { FleetBook } from './FleetBook';
import type { FleetCall } from './FleetService';
import { withoutForeign } from './foreignParts';
import { indexedTargetsOf } from './indexedTargetsOf';
import type { VisibleFleet } from './VisibleFleet';

/** `GET /fleet/targets`: every target, for a search index. */
export class FleetIndex {
  constructor(
    private readonly deps: { book: FleetBook; visible: VisibleFleet },
  ) {}

  async page(
    { services, after = '' }: { services: number; after?: string },
    call: FleetCall,
  ): Promise<IndexedTargetsDto> {
    const { book, visible: seen } = this.deps;
    if (!book.isIndexable) {
      throw new ServiceUnavailableError('Not every service was judged yet');
    }
    // A cursor names a service: only one that the caller may see.
    const visible = await seen.paths(book.all(), await seen.may(call));
    const rest = visible
      .filter(({ entityRef }) => entityRef > after)
      .sort((a, b) => (a.entityRef < b.entityRef ? -1 : 1));
    const page = rest.slice(0, services);
    return {
      items: page.map(path => this.ofNobody(path)).flatMap(indexedTargetsOf),
      ...(rest.length > page.length && { nextCursor: page.at(-1)!.entityRef }),
    };
  }

  /** As it is told to whoever may see none of the objects of others: who reads an index is not known yet. */
  private ofNobody(path: FleetPath): FleetPath {
    const foreign = this.deps.book.get(path.entityRef)?.foreign;
    return foreign ? withoutForeign(path, foreign, () => false) : path;
  }
}
