import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EntityFacts } from 'backstage-plugin-flux-delivery-common';
import { DECIDING_MS } from '../access/decidingAge';
import type { EntityLookup, EntityOwner, HowOld } from './EntityLookup';
import { RememberedAnswers } from './RememberedAnswers';

const KUBERNETES_ID = 'backstage.io/kubernetes-id';
const TTL_MS = 60_000;
const FACTS_TTL_MS = 10_000;
const KEPT = 5_000;
/** What {@link entityFacts} reads of an entity. */
export const FACT_FIELDS = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'metadata.title',
  'metadata.annotations',
  'metadata.labels',
  'spec.owner',
  'relations',
];

/** {@link EntityLookup} over the catalog service. */
export class CatalogEntityLookup implements EntityLookup {
  private readonly rivals: RememberedAnswers<EntityOwner[]>;
  private readonly facts: RememberedAnswers<EntityFacts | undefined>;

  constructor(
    private readonly options: {
      catalog: CatalogService;
      auth: AuthService;
      now: () => number;
    },
  ) {
    const limits = { ttlMs: TTL_MS, kept: KEPT, now: options.now };
    this.rivals = new RememberedAnswers(limits);
    this.facts = new RememberedAnswers({ ...limits, ttlMs: FACTS_TTL_MS });
  }

  async find(
    entityRef: string,
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<EntityFacts | undefined> {
    const entity = await this.options.catalog.getEntityByRef(entityRef, {
      credentials,
    });
    return entity && entityFacts(entity);
  }

  withKubernetesId(id: string, { decides }: HowOld = {}) {
    return this.rivals.get(
      id,
      () => this.queryKubernetesId(id),
      decides ? DECIDING_MS : TTL_MS,
    );
  }

  async ownersOf(
    entityRefs: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const facts = await this.factsOf(entityRefs);
    return new Map(
      [...facts].flatMap(([ref, { owner }]): [string, string][] =>
        owner ? [[ref, owner]] : [],
      ),
    );
  }

  async factsOf(
    entityRefs: readonly string[],
    { decides }: HowOld = {},
  ): Promise<ReadonlyMap<string, EntityFacts>> {
    const ttlMs = decides ? DECIDING_MS : FACTS_TTL_MS;
    const missing = entityRefs.filter(ref => !this.facts.has(ref, ttlMs));
    if (missing.length > 0) {
      const asked = this.readFacts(missing);
      missing.forEach(ref =>
        this.facts.get(ref, () => asked.then(found => found.get(ref)), ttlMs),
      );
    }
    // All of them now: what is young enough now need not be so once the others are there.
    const found = await Promise.all(
      entityRefs.map(ref =>
        this.facts.get(
          ref,
          async () => (await this.readFacts([ref])).get(ref),
          ttlMs,
        ),
      ),
    );
    return new Map(
      entityRefs.flatMap((ref, at): [string, EntityFacts][] => {
        const facts = found[at];
        return facts ? [[ref, facts]] : [];
      }),
    );
  }

  private async queryKubernetesId(id: string): Promise<EntityOwner[]> {
    const credentials = await this.options.auth.getOwnServiceCredentials();
    const { items } = await this.options.catalog.queryEntities(
      {
        filter: { [`metadata.annotations.${KUBERNETES_ID}`]: id },
        fields: FACT_FIELDS,
        limit: 100,
      },
      { credentials },
    );
    return items
      .filter(({ metadata }) => metadata.annotations?.[KUBERNETES_ID] === id)
      .map(entityFacts)
      .map(({ entityRef, owner }) => ({ entityRef, owner }));
  }

  /** As {@link factsOf}, and read now, with one call. */
  async readFacts(
    entityRefs: readonly string[],
  ): Promise<ReadonlyMap<string, EntityFacts>> {
    const { auth, catalog } = this.options;
    return factsShownTo(await auth.getOwnServiceCredentials(), {
      catalog,
      entityRefs,
    });
  }
}

/** By ref, what is known of the entities that the catalog shows to the caller. */
export async function factsShownTo(
  credentials: BackstageCredentials,
  {
    catalog,
    entityRefs,
  }: {
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
    entityRefs: readonly string[];
  },
): Promise<ReadonlyMap<string, EntityFacts>> {
  const { items } = await catalog.getEntitiesByRefs(
    { entityRefs: [...entityRefs], fields: FACT_FIELDS },
    { credentials },
  );
  return new Map(
    items.flatMap((entity, at): [string, EntityFacts][] =>
      entity ? [[entityRefs[at], entityFacts(entity)]] : [],
    ),
  );
}

/** What the domain may know of an entity of the catalog. */
export function entityFacts(entity: Entity): EntityFacts {
  return {
    entityRef: stringifyEntityRef(entity),
    owner: ownerOf(entity),
    annotations: entity.metadata.annotations ?? {},
    labels: entity.metadata.labels ?? {},
    ...titleAndSystem(entity),
  };
}

function titleAndSystem(entity: Entity) {
  const { title } = entity.metadata;
  const system = entity.relations?.find(
    ({ type, targetRef }) =>
      type === RELATION_PART_OF && targetRef.startsWith('system:'),
  )?.targetRef;
  return { ...(title && { title }), ...(system && { system }) };
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
