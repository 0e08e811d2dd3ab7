import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type Entity,
  RELATION_HAS_PART,
  RELATION_MEMBER_OF,
  RELATION_PARENT_OF,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EntityStanding, Standing } from './EntityStanding';

/** Nobody owns by more groups, and no domain has more systems, that one answer could show. */
const MOST = 1_000;

/** {@link EntityStanding} over the relations that the catalog shows to the caller. */
export class CatalogStanding implements EntityStanding {
  constructor(
    private readonly deps: { catalog: Pick<CatalogService, 'getEntityByRef'> },
  ) {}

  async of(
    entityRef: string,
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<Standing | undefined> {
    const entity = await this.deps.catalog.getEntityByRef(entityRef, {
      credentials,
    });
    return entity && standingOf(entityRef.toLowerCase(), entity);
  }
}

function standingOf(own: string, entity: Entity): Standing | undefined {
  switch (entity.kind.toLowerCase()) {
    case 'group':
      return {
        owners: [own, ...related(entity, RELATION_PARENT_OF)],
        systems: [],
      };
    case 'user':
      return {
        owners: [own, ...related(entity, RELATION_MEMBER_OF)],
        systems: [],
      };
    case 'system':
      return { owners: [], systems: [own] };
    case 'domain':
      return {
        owners: [],
        systems: related(entity, RELATION_HAS_PART).filter(ref =>
          ref.startsWith('system:'),
        ),
      };
    default:
      return undefined;
  }
}

function related({ relations = [] }: Entity, type: string): string[] {
  return relations
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef.toLowerCase())
    .slice(0, MOST);
}
