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
  fluxDeliveryHistoryReadPermission,
  fluxDeliveryOwnershipReadPermission,
  fluxDeliveryPathPermissions,
  fluxDeliveryPathReadPermission,
} from 'backstage-plugin-flux-delivery-common';
import {
  createFluxDeliveryPathConditionalDecision,
  fluxDeliveryPathConditions as path,
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

type PathPermission = (typeof fluxDeliveryPathPermissions)[number];

/**
 * A policy to copy: who may see which delivery path, by the role of the person. Everything outside of delivery paths is allowed as in a
 * portal without a policy, but for auditors, who change nothing.
 *
 * - platform and on call: everything;
 * - auditors: read everything;
 * - leads: everything of what their teams own, and how everything else stands in staging;
 * - developers: everything of what their team owns, but only read in prod; and how everything else stands in staging.
 */
export class PersonaPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const claims = user?.info.ownershipEntityRefs ?? [];
    const isIn = (group: string) => claims.includes(group);
    if (!user) {
      return DENY;
    }
    if (user.info.userEntityRef === GUEST || isIn(PLATFORM)) {
      return ALLOW;
    }
    if (isIn(AUDITORS)) {
      return isReadPermission(permission) ? ALLOW : DENY;
    }
    if (!isPathPermission(permission) || isIn(ON_CALL)) {
      return ALLOW;
    }
    return createFluxDeliveryPathConditionalDecision(
      permission,
      isIn(LEADS)
        ? forLead(permission, claims)
        : forDeveloper(permission, claims),
    );
  }
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
  if (isPermission(permission, fluxDeliveryDivergenceRecordPermission)) {
    return {
      allOf: [own, { not: path.inEnvironment({ environments: ['prod'] }) }],
    };
  }
  return isPermission(permission, fluxDeliveryHistoryReadPermission)
    ? own
    : forLead(permission, claims);
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
