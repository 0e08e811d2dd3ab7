import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { fluxDeliveryHistoryReadPermission } from 'backstage-plugin-flux-delivery-common';

/** Which entities the caller sees in the catalog and may read the history of: two questions for all of them. */
export class Readable {
  constructor(
    private readonly deps: {
      catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
      permissions: PermissionsService;
    },
  ) {}

  async of(
    entityRefs: readonly string[],
    { credentials }: { credentials: BackstageCredentials },
  ): Promise<Set<string>> {
    if (entityRefs.length === 0) {
      return new Set();
    }
    const { catalog, permissions } = this.deps;
    const [{ items }, decisions] = await Promise.all([
      catalog.getEntitiesByRefs(
        {
          entityRefs: [...entityRefs],
          fields: ['kind', 'metadata.namespace', 'metadata.name'],
        },
        { credentials },
      ),
      permissions.authorize(
        entityRefs.map(resourceRef => ({
          permission: fluxDeliveryHistoryReadPermission,
          resourceRef,
        })),
        { credentials },
      ),
    ]);
    return new Set(
      entityRefs.filter(
        (_ref, at) =>
          items[at] !== undefined &&
          decisions[at].result === AuthorizeResult.ALLOW,
      ),
    );
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
