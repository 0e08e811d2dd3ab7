import type {
  AuthService,
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { fluxDeliveryPathResourceRef } from 'backstage-plugin-flux-delivery-node';
import type { CatalogVisibility } from './CatalogVisibility';
import { compileDecision } from './compileDecision';
import { DecidedMay } from './DecidedMay';
import type { PathAccess, PathMay, PathPermission } from './PathAccess';

const ALLOW = { result: AuthorizeResult.ALLOW } as const;

/** {@link PathAccess} by the permission policy of the portal and by what its catalog shows. */
export class DefaultPathAccess implements PathAccess {
  constructor(
    private readonly deps: {
      auth: Pick<AuthService, 'isPrincipal'>;
      permissions: PermissionsService;
      permissionsRegistry: Pick<
        PermissionsRegistryService,
        'getPermissionRuleset'
      >;
      catalog: Pick<CatalogVisibility, 'among'>;
    },
  ) {}

  async of(credentials: BackstageCredentials, permission: PathPermission) {
    const [may] = await this.ofEach(credentials, [permission]);
    return may;
  }

  async ofEach(
    credentials: BackstageCredentials,
    permissions: readonly PathPermission[],
  ): Promise<PathMay[]> {
    const { catalog, decisions } = await this.decide(credentials, permissions);
    const ruleset = this.deps.permissionsRegistry.getPermissionRuleset(
      fluxDeliveryPathResourceRef,
    );
    const visibleAmong = async (entityRefs: readonly string[]) => {
      switch (catalog.result) {
        case AuthorizeResult.ALLOW:
          return new Set(entityRefs);
        case AuthorizeResult.DENY:
          return new Set<string>();
        default:
          return this.deps.catalog.among(entityRefs, credentials);
      }
    };
    return decisions.map(
      decision =>
        new DecidedMay(compileDecision(decision, ruleset), visibleAmong),
    );
  }

  /**
   * Services may see what the catalog has: the catalog trusts them, and an external token whose access is restricted to permissions
   * of this plugin cannot have the catalog's.
   */
  private async decide(
    credentials: BackstageCredentials,
    permissions: readonly PathPermission[],
  ): Promise<{ catalog: PolicyDecision; decisions: PolicyDecision[] }> {
    const isService = this.deps.auth.isPrincipal(credentials, 'service');
    const queries = permissions.map(permission => ({ permission }));
    const decisions = await this.deps.permissions.authorizeConditional(
      isService
        ? queries
        : [...queries, { permission: catalogEntityReadPermission }],
      { credentials },
    );
    return {
      decisions: decisions.slice(0, permissions.length),
      catalog: isService ? ALLOW : decisions[permissions.length],
    };
  }
}
