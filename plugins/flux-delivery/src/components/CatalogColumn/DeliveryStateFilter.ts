import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import type { EntityFilter } from '@backstage/plugin-catalog-react';
import type { FleetState } from 'backstage-plugin-flux-delivery-common';

/** More names than these make an address that servers refuse. */
const MOST_NAMES = 100;

/**
 * Entities of the catalog by the state of their delivery. The catalog does not know states, so that it is asked by name for those whose
 * services are in them; where there are too many, only what it sends is filtered, page by page.
 *
 * @public
 */
export class DeliveryStateFilter implements EntityFilter {
  private readonly refs: ReadonlySet<string>;

  constructor(
    readonly states: readonly FleetState[],
    /** Full refs of the services that are in these states. */
    entityRefs: Iterable<string>,
  ) {
    this.refs = new Set(entityRefs);
  }

  /** False where only what the catalog sends is filtered. */
  get isWhole(): boolean {
    return this.refs.size <= MOST_NAMES;
  }

  getCatalogFilters(): Record<string, string[]> {
    if (!this.isWhole) {
      return {};
    }
    const names = [...this.refs].map(ref => parseEntityRef(ref).name);
    // Where no service is in these states nothing is to be found, and a filter without values would find all.
    return {
      'metadata.name': names.length > 0 ? [...new Set(names)] : ['-'],
    };
  }

  filterEntity(entity: Entity): boolean {
    return this.refs.has(stringifyEntityRef(entity).toLocaleLowerCase('en-US'));
  }

  toQueryValue(): string[] {
    return [...this.states];
  }
}
