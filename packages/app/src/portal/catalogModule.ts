import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { CatalogPage } from './CatalogPage';
import { LifecycleFilter } from './LifecycleFilter';

/** What the portal has otherwise than the stock catalog. */
export const catalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [CatalogPage, LifecycleFilter],
});
