import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
  isReadPermission,
  type Permission,
  type PermissionCondition,
  type PermissionCriteria,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  fluxDeliveryDivergenceRecordPermission,
  fluxDeliveryOwnershipReadPermission,
  fluxDeliveryPathPermissions,
  fluxDeliveryPathReadPermission,
} from 'backstage-plugin-flux-delivery-common';
import {
  createFluxDeliveryPathConditionalDecision,
  fluxDeliveryPathConditions as path,
  fluxDeliveryPathDecisionWithinCatalog,
} from 'backstage-plugin-flux-delivery-node';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/** Groups whose members are more than developers of their team. */
const PLATFORM = 'group:default/platform';
const ON_CALL = 'group:default/on-call';
const LEADS = 'group:default/leads';
const AUDITORS = 'group:default/auditors';
/** Whoever looks at the demo without a name. A portal of your own has no such user. */
const GUEST = 'user:development/guest';

const CATALOG_READ = 'catalog.entity.read';

type PathPermission = (typeof fluxDeliveryPathPermissions)[number];

/**
 * A policy to copy: who may see which delivery path, by the role of the person. Everything outside of delivery paths is allowed as in a
 * portal without a policy, but for auditors, who change nothing.
 *
 * - platform and on call: everything;
 * - auditors: read everything;
 * - leads: everything of what their teams own, and how everything else stands in staging, where what they release next meets it;
 * - developers: what their team owns, and nothing of others; in prod they only read.
 */
export class PersonaPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) {
      return DENY;
    }
    if (permission.name === CATALOG_READ) {
      return this.ofCatalog(user);
    }
    return isPathPermission(permission)
      ? fluxDeliveryPathDecisionWithinCatalog(
          this.ofPaths(permission, user),
          this.ofCatalog(user),
        )
      : ofAnything(permission, user);
  }

  /** To hide entities in the catalog, say so here: paths follow, and what search finds of them. */
  protected ofCatalog(_user: PolicyQueryUser): PolicyDecision {
    return ALLOW;
  }

  private ofPaths(
    permission: PathPermission,
    user: PolicyQueryUser,
  ): PolicyDecision {
    const { ownershipEntityRefs: claims } = user.info;
    switch (roleOf(user.info)) {
      case 'lead':
        return createFluxDeliveryPathConditionalDecision(
          permission,
          forLead(permission, claims),
        );
      case 'developer':
        return createFluxDeliveryPathConditionalDecision(
          permission,
          forDeveloper(permission, claims),
        );
      default:
        return ofAnything(permission, user);
    }
  }
}

type Role = 'platform' | 'auditor' | 'onCall' | 'lead' | 'developer';

/** The first that fits. */
function roleOf({
  userEntityRef,
  ownershipEntityRefs,
}: PolicyQueryUser['info']): Role {
  const isIn = (group: string) => ownershipEntityRefs.includes(group);
  if (userEntityRef === GUEST || isIn(PLATFORM)) {
    return 'platform';
  }
  if (isIn(AUDITORS)) {
    return 'auditor';
  }
  if (isIn(ON_CALL)) {
    return 'onCall';
  }
  return isIn(LEADS) ? 'lead' : 'developer';
}

function ofAnything(
  permission: Permission,
  { info }: PolicyQueryUser,
): PolicyDecision {
  return roleOf(info) === 'auditor' && !isReadPermission(permission)
    ? DENY
    : ALLOW;
}

type Conditions = PermissionCriteria<PermissionCondition<'flux-delivery-path'>>;

function forLead(permission: PathPermission, claims: string[]): Conditions {
  const own = path.isEntityOwner({ claims });
  return isPermission(permission, fluxDeliveryPathReadPermission) ||
    isPermission(permission, fluxDeliveryOwnershipReadPermission)
    ? { anyOf: [own, path.inEnvironment({ environments: ['staging'] })] }
    : own;
}

function forDeveloper(
  permission: PathPermission,
  claims: string[],
): Conditions {
  const own = path.isEntityOwner({ claims });
  return isPermission(permission, fluxDeliveryDivergenceRecordPermission)
    ? { allOf: [own, { not: path.inEnvironment({ environments: ['prod'] }) }] }
    : own;
}

function isPathPermission(
  permission: Permission,
): permission is PathPermission {
  return fluxDeliveryPathPermissions.some(each =>
    isPermission(permission, each),
  );
}

/** The policy as a module of the permission backend. */
export default createBackendModule({
  pluginId: 'permission',
  moduleId: 'persona-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new PersonaPolicy());
      },
    });
  },
});
