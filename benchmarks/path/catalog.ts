import {
  type Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { FleetService } from '../fleet/planFleet';

export const entityRefOf = ({ name }: FleetService) =>
  `component:default/${name}`;

/**
 * A catalog in memory that answers by name and by `backstage.io/kubernetes-id` without a scan, so that no more than the plugins
 * is measured. A real one adds its own time to every page view of every plugin.
 */
export function catalogOf(services: readonly FleetService[]) {
  const entities = services.map(entityOf);
  const byRef = new Map(
    entities.map(entity => [stringifyEntityRef(entity), entity]),
  );
  const catalog = catalogServiceMock({ entities: [] });
  catalog.getEntityByRef = async ref =>
    byRef.get(stringifyEntityRef(parseEntityRef(ref)));
  catalog.queryEntities = async request => {
    const filter = request && 'filter' in request ? request.filter : undefined;
    if (!filter) {
      return pageOf(entities, request as PageRequest);
    }
    const [id] = Object.values(filter as Record<string, string>);
    const entity = byRef.get(`component:default/${id}`);
    return {
      items: entity ? [entity] : [],
      totalItems: entity ? 1 : 0,
      pageInfo: {},
    };
  };
  return catalog;
}

interface PageRequest {
  cursor?: string;
  limit?: number;
}

function pageOf(
  entities: Entity[],
  { cursor = '0', limit = 500 }: PageRequest = {},
) {
  const end = Number(cursor) + limit;
  return {
    items: entities.slice(Number(cursor), end),
    totalItems: entities.length,
    pageInfo: end < entities.length ? { nextCursor: String(end) } : {},
  };
}

function entityOf(service: FleetService): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      namespace: 'default',
      name: service.name,
      annotations: { 'backstage.io/kubernetes-id': service.name },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: `group:default/${service.team}`,
    },
  };
}
