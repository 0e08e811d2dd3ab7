import type { AuthService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EntityFacts } from 'backstage-plugin-flux-delivery-common';
import { entityFacts, FACT_FIELDS } from '../../paths/CatalogEntityLookup';

/** All entities that may have deliveries. */
export interface EntityCatalog {
  /** Rejects where the catalog does not answer: part of it is not all of it. */
  all(): Promise<EntityFacts[]>;
}

const PAGE = 500;
/** More than any catalog that a replica could follow. */
const MOST = 100_000;
/** What is never delivered. */
const OTHER_KINDS = new Set([
  'group',
  'user',
  'location',
  'template',
  'domain',
  'api',
]);

/** Reads the catalog page by page, as the plugin itself. */
export class PagedEntityCatalog implements EntityCatalog {
  constructor(
    private readonly deps: { catalog: CatalogService; auth: AuthService },
  ) {}

  async all(): Promise<EntityFacts[]> {
    const { catalog, auth } = this.deps;
    const found: EntityFacts[] = [];
    let cursor: string | undefined;
    do {
      const credentials = await auth.getOwnServiceCredentials();
      const page = await catalog.queryEntities(
        cursor
          ? { cursor, fields: FACT_FIELDS, limit: PAGE }
          : { fields: FACT_FIELDS, limit: PAGE },
        { credentials },
      );
      found.push(
        ...page.items
          .filter(({ kind }) => !OTHER_KINDS.has(kind.toLocaleLowerCase('en')))
          .map(entityFacts),
      );
      cursor = page.pageInfo.nextCursor;
    } while (cursor && found.length < MOST);
    return found;
  }
}
