import { CatalogVisibility } from '../access/CatalogVisibility';
import { DefaultPathAccess } from '../access/DefaultPathAccess';
import type { PathAccess } from '../access/PathAccess';
import type { PluginDeps } from './PluginDeps';

/** permission policy and catalog → what callers may see. */
export function controlAccess({
  auth,
  catalog,
  permissions,
  permissionsRegistry,
}: Pick<
  PluginDeps,
  'auth' | 'catalog' | 'permissions' | 'permissionsRegistry'
>): PathAccess {
  return new DefaultPathAccess({
    auth,
    permissions,
    permissionsRegistry,
    catalog: new CatalogVisibility({ auth, catalog, now: () => Date.now() }),
  });
}
