import { EntityLifecyclePicker } from '@backstage/plugin-catalog-react';
import { CatalogFilterBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { z } from 'zod/v4';

/** The catalog's own filter, with what it begins with told by the configuration: the demo keeps its situations out of the first view. */
export const LifecycleFilter = CatalogFilterBlueprint.makeWithOverrides({
  name: 'lifecycle',
  configSchema: { initialFilter: z.array(z.string()).optional() },
  factory: (originalFactory, { config: { initialFilter } }) =>
    originalFactory({
      loader: async () => (
        <EntityLifecyclePicker initialFilter={initialFilter} />
      ),
    }),
});
