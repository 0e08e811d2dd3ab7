import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EntityFacts } from 'backstage-plugin-flux-delivery-common';
import type { EntityLookup, EntityOwner } from './EntityLookup';

const KUBERNETES_ID = 'backstage.io/kubernetes-id';
const RIVALS_TTL_MS = 60_000;
const RIVALS_KEPT = 5_000;

/** {@link EntityLookup} over the catalog service. */
export class CatalogEntityLookup implements EntityLookup {
  private readonly rivals = new Map<
    string,
    { at: number; answer: Promise<EntityOwner[]> }
  >();

  constructor(
    private readonly options: {
      catalog: CatalogService;
      auth: AuthService;
      now: () => number;
    },
  ) {}

  async find(
    entityRef: string,
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<EntityFacts | undefined> {
    const entity = await this.options.catalog.getEntityByRef(entityRef, {
      credentials,
    });
    return entity && toFacts(entity);
  }

  withKubernetesId(id: string): Promise<EntityOwner[]> {
    const known = this.rivals.get(id);
    const now = this.options.now();
    if (known && now - known.at < RIVALS_TTL_MS) {
      return known.answer;
    }
    const answer = this.queryKubernetesId(id);
    this.remember(id, { at: now, answer });
    answer.catch(() => this.rivals.delete(id));
    return answer;
  }

  private remember(
    id: string,
    entry: { at: number; answer: Promise<EntityOwner[]> },
  ) {
    this.rivals.delete(id);
    this.rivals.set(id, entry);
    if (this.rivals.size > RIVALS_KEPT) {
      const [oldest] = this.rivals.keys();
      this.rivals.delete(oldest);
    }
  }

  private async queryKubernetesId(id: string): Promise<EntityOwner[]> {
    const credentials = await this.options.auth.getOwnServiceCredentials();
    const { items } = await this.options.catalog.queryEntities(
      {
        filter: { [`metadata.annotations.${KUBERNETES_ID}`]: id },
        fields: [
          'kind',
          'metadata.namespace',
          'metadata.name',
          'metadata.annotations',
          'spec.owner',
          'relations',
        ],
        limit: 100,
      },
      { credentials },
    );
    return items
      .filter(({ metadata }) => metadata.annotations?.[KUBERNETES_ID] === id)
      .map(toFacts)
      .map(({ entityRef, owner }) => ({ entityRef, owner }));
  }
}

function toFacts(entity: Entity): EntityFacts {
  return {
    entityRef: stringifyEntityRef(entity),
    owner: ownerOf(entity),
    annotations: entity.metadata.annotations ?? {},
  };
}

/** The relation is what the catalog made of the owner; `spec.owner` may be short, or not processed yet. */
function ownerOf(entity: Entity): string | undefined {
  const related = entity.relations?.find(
    ({ type }) => type === RELATION_OWNED_BY,
  )?.targetRef;
  const declared = entity.spec?.owner;
  if (related || typeof declared !== 'string' || !declared) {
    return related;
  }
  const { namespace } = getCompoundEntityRef(entity);
  try {
    return stringifyEntityRef(
      parseEntityRef(declared, {
        defaultKind: 'group',
        defaultNamespace: namespace,
      }),
    );
  } catch {
    return undefined;
  }
}
