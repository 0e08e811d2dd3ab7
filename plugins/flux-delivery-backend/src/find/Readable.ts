import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  type EntityFacts,
  fluxDeliveryHistoryReadPermission,
} from 'backstage-plugin-flux-delivery-common';
import type { PathAccess, PathMay } from '../access/PathAccess';
import type { DeliveryPathService } from '../paths/DeliveryPathService';
import type { SeenHistories, SeenPart } from '../promotions/SeenHistories';

/** What may be read of the history of an entity; everything where nothing is said. */
export type ReadablePart = Pick<SeenPart, 'told' | 'seesEnvironment'> &
  Partial<Pick<SeenPart, 'subject'>>;

/** Of which of the entities something may be read, and what. */
export type ReadsEntities = (
  entityRefs: readonly string[],
) => Promise<ReadonlyMap<string, ReadablePart>>;

const EVERYTHING: ReadablePart = {
  told: rows => [...rows],
  seesEnvironment: () => true,
};

/** Which entities a caller sees in the catalog and may read the history of, and how much of it. */
export class Readable {
  constructor(
    private readonly deps: {
      access: PathAccess;
      /** What decides about entities, as of now; of those that the caller is shown. */
      factsOf: (
        entityRefs: readonly string[],
        credentials: BackstageCredentials,
      ) => Promise<ReadonlyMap<string, EntityFacts>>;
      paths: Pick<DeliveryPathService, 'resolvePath'>;
      seen: Pick<SeenHistories, 'partOf'>;
    },
  ) {}

  /** The permission system is asked once, however often and about however many entities the answer is. */
  for(credentials: BackstageCredentials): ReadsEntities {
    let asked: Promise<PathMay> | undefined;
    return async entityRefs => {
      asked ??= this.deps.access.of(
        credentials,
        fluxDeliveryHistoryReadPermission,
      );
      const may = await asked;
      if (may.nothing || entityRefs.length === 0) {
        return new Map();
      }
      const visible = await may.visibleAmong(entityRefs);
      const refs = entityRefs.filter(ref => visible.has(ref));
      return may.byTarget
        ? this.byTarget(refs, may, credentials)
        : this.byEntity(refs, may, credentials);
    };
  }

  private async byEntity(
    refs: readonly string[],
    may: PathMay,
    credentials: BackstageCredentials,
  ) {
    const facts = may.all
      ? undefined
      : await this.deps.factsOf(refs, credentials);
    const isSeen = (ref: string) => {
      const known = facts?.get(ref);
      return may.all || (known !== undefined && may.seeEntity(known, []));
    };
    return new Map(refs.filter(isSeen).map(ref => [ref, EVERYTHING] as const));
  }

  private async byTarget(
    refs: readonly string[],
    may: PathMay,
    credentials: BackstageCredentials,
  ) {
    const parts = new Map<string, ReadablePart>();
    for (const ref of refs) {
      const part = await this.deps.paths
        .resolvePath(ref, { credentials })
        .then(entity => this.deps.seen.partOf(entity, may), undefinedIfMissing);
      if (part) {
        parts.set(ref, part);
      }
    }
    return parts;
  }
}

function undefinedIfMissing(error: Error): undefined {
  if (error.name !== 'NotFoundError') {
    throw error;
  }
}

/** `payments-api` of `component:default/payments-api`, with what is unusual about it. */
export function shortRef(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  if (kind !== 'component') {
    return stringifyEntityRef({ kind, namespace, name });
  }
  return namespace === 'default' ? name : `${namespace}/${name}`;
}
