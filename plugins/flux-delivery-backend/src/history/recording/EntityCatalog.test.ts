import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { PagedEntityCatalog } from './EntityCatalog';

const KINDS = ['Component', 'API', 'User', 'Group'];

/** A catalog of so many entities, a quarter of them components, that notes what it is asked for. */
function catalogOf(size: number) {
  const asked: { limit?: number; fields?: string[] }[] = [];
  const catalog = catalogServiceMock({ entities: [] });
  catalog.queryEntities = async request => {
    const { cursor = '0', limit = size } = request as {
      cursor?: string;
      limit?: number;
    };
    asked.push(request as (typeof asked)[number]);
    const from = Number(cursor);
    const until = Math.min(from + limit, size);
    return {
      items: Array.from(
        { length: until - from },
        (_, at): Entity => ({
          apiVersion: 'backstage.io/v1alpha1',
          kind: KINDS[(from + at) % KINDS.length],
          metadata: { name: `entity-${from + at}`, namespace: 'default' },
        }),
      ),
      totalItems: size,
      pageInfo: until < size ? { nextCursor: String(until) } : {},
    };
  };
  return { asked, catalog };
}

it('T22: reads a catalog of 20,000 entities in pages, and of each entity no more than it needs', async () => {
  const { asked, catalog } = catalogOf(20_000);
  const entities = new PagedEntityCatalog({
    catalog,
    auth: mockServices.auth(),
  });

  const found = await entities.all();

  expect(found).toHaveLength(5_000);
  expect(asked).toHaveLength(40);
  asked.forEach(({ limit, fields }) => {
    expect(limit).toBe(500);
    expect(fields).toContain('metadata.annotations');
    expect(
      fields!.every(field =>
        /^(?:kind|metadata\.|spec\.owner|relations)/.test(field),
      ),
    ).toBe(true);
  });
});

it('rejects where a page does not come: part of the catalog is not all of it', async () => {
  const { catalog } = catalogOf(1_200);
  const { queryEntities } = catalog;
  let pages = 0;
  catalog.queryEntities = async (...call) => {
    pages += 1;
    if (pages === 2) {
      throw new Error('away');
    }
    return queryEntities(...call);
  };
  await expect(
    new PagedEntityCatalog({ catalog, auth: mockServices.auth() }).all(),
  ).rejects.toThrow('away');
});
