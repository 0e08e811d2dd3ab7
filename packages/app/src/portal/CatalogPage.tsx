import { Header, Container } from '@backstage/ui';
import {
  PageBlueprint,
  coreExtensionData,
  createExtensionInput,
} from '@backstage/frontend-plugin-api';
import { CatalogTable } from '@backstage/plugin-catalog';
import type { CatalogTableColumnsFunc } from '@backstage/plugin-catalog';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import {
  CatalogFilterLayout,
  EntityListProvider,
} from '@backstage/plugin-catalog-react';
import CategoryIcon from '@material-ui/icons/Category';
import { createFluxDeliveryColumn } from 'backstage-plugin-flux-delivery';
import type { ReactNode } from 'react';

/** What there are filters for, and tags, which nothing here has: the names need their room. */
const LEFT_OUT = [
  'entity.metadata.tags',
  'entity.spec.type',
  'entity.spec.lifecycle',
];
/** Names break anywhere, and would do so letter by letter. */
const ROOM = { minWidth: 130 };

/** The catalog's own columns, and for components how their delivery is, right after the name. */
const withDelivery: CatalogTableColumnsFunc = context => {
  const columns = CatalogTable.defaultColumnsFunc(context)
    .filter(({ field }) => !LEFT_OUT.includes(String(field)))
    // One of its own for each: the table writes into it.
    .map(column => ({ ...column, cellStyle: { ...ROOM } }));
  const name = columns.findIndex(({ field }) => field === 'resolved.entityRef');
  return context.filters.kind?.value === 'component'
    ? [
        ...columns.slice(0, name + 1),
        createFluxDeliveryColumn(),
        ...columns.slice(name + 1),
      ]
    : columns;
};

function CatalogContent({ filters }: { filters: ReactNode }) {
  return (
    <EntityListProvider pagination>
      <Header title="flux-delivery Catalog" />
      <Container>
        <CatalogFilterLayout>
          <CatalogFilterLayout.Filters>{filters}</CatalogFilterLayout.Filters>
          <CatalogFilterLayout.Content>
            <CatalogTable columns={withDelivery} />
          </CatalogFilterLayout.Content>
        </CatalogFilterLayout>
      </Container>
    </EntityListProvider>
  );
}

/** The stock page of the catalog with one column more: the catalog has no extension point for columns. */
export const CatalogPage = PageBlueprint.makeWithOverrides({
  inputs: {
    filters: createExtensionInput([coreExtensionData.reactElement]),
  },
  factory: (originalFactory, { inputs }) =>
    originalFactory({
      path: '/catalog',
      routeRef: catalogPlugin.routes.catalogIndex,
      title: 'Catalog',
      icon: <CategoryIcon fontSize="inherit" />,
      loader: async () => (
        <CatalogContent
          filters={inputs.filters.map(filter =>
            filter.get(coreExtensionData.reactElement),
          )}
        />
      ),
    }),
});
