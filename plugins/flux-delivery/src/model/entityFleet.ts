import {
  RELATION_HAS_PART,
  RELATION_MEMBER_OF,
  RELATION_PARENT_OF,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import type { FleetFilter } from 'backstage-plugin-flux-delivery-common';

/** The API takes no more of one parameter. */
const MOST = 50;

/**
 * Which services an entity stands for: those that a Group owns by itself or by a group below it, those of a User and of the groups
 * that they are in, those of a System, those of the systems of a Domain. Undefined for other kinds, and for a Domain without a system.
 */
export function fleetOf(entity: Entity): FleetFilter | undefined {
  const own = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  switch (entity.kind.toLocaleLowerCase('en-US')) {
    case 'group':
      return { owners: [own, ...related(entity, RELATION_PARENT_OF)] };
    case 'user':
      return { owners: [own, ...related(entity, RELATION_MEMBER_OF)] };
    case 'system':
      return { systems: [own] };
    case 'domain': {
      const systems = related(entity, RELATION_HAS_PART).filter(
        ref => parseEntityRef(ref).kind === 'system',
      );
      return systems.length > 0 ? { systems } : undefined;
    }
    default:
      return undefined;
  }
}

function related({ relations = [] }: Entity, type: string): string[] {
  return relations
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef.toLocaleLowerCase('en-US'))
    .slice(0, MOST - 1);
}
