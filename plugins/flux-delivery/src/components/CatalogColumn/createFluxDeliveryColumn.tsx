import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import type { TableColumn } from '@backstage/core-components';
import { DeliveryStateCell } from './DeliveryStateCell';

/**
 * A column of the catalog with the delivery of each entity, for `<CatalogIndexPage columns>` and `<CatalogTable columns>`. However many
 * rows are shown, their states are asked for together, 500 at once.
 *
 * It does not sort: the catalog hands its table one page after the other, in an order of its own, and knows no states, so that the table
 * could only sort what is on the page, and the worst of all would stand on another one. The filter finds them, and the page Delivery lists
 * all services worst first.
 *
 * @public
 */
export function createFluxDeliveryColumn<
  T extends { entity: Entity },
>(options?: {
  /** The head of the column; `Delivery` unless told otherwise. */
  title?: string;
}): TableColumn<T> {
  return {
    title: options?.title ?? 'Delivery',
    field: 'entity.fluxDelivery',
    width: 'auto',
    sorting: false,
    searchable: false,
    render: ({ entity }) => (
      <DeliveryStateCell
        entityRef={stringifyEntityRef(entity).toLocaleLowerCase('en-US')}
      />
    ),
  };
}
