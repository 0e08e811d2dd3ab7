import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PermissionCondition,
  type PermissionCriteria,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { fluxDeliveryPathRules } from 'backstage-plugin-flux-delivery-node';
import { DefaultPathAccess } from '../DefaultPathAccess';

/** All rules of the plugin, as the registry would hand them out. */
export const ruleset = {
  getRuleByName(name: string): any {
    const rule = Object.values(fluxDeliveryPathRules).find(
      each => each.name === name,
    );
    if (!rule) {
      throw new Error(`No rule ${name}`);
    }
    return rule;
  },
};

export const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
export const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

export function when(
  conditions: PermissionCriteria<PermissionCondition>,
): PolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'flux-delivery',
    resourceType: 'flux-delivery-path',
    conditions,
  };
}

/**
 * What callers may see by a policy that gives these decisions, by name of the permission; of what it does not name, everything. The
 * catalog shows `visible`, or everything.
 */
export function accessThat(
  decisions: Readonly<Record<string, PolicyDecision>> = {},
  visible?: readonly string[],
) {
  const among = jest.fn(
    async (entityRefs: readonly string[]) =>
      new Set(entityRefs.filter(ref => !visible || visible.includes(ref))),
  );
  const authorizeConditional = jest.fn(
    async (queries: { permission: { name: string } }[]) =>
      queries.map(({ permission: { name } }) =>
        name === 'catalog.entity.read' && visible
          ? (when({ rule: 'X', resourceType: 'catalog-entity' }) as any)
          : decisions[name] ?? ALLOW,
      ),
  );
  const access = new DefaultPathAccess({
    auth: mockServices.auth(),
    permissions: {
      authorizeConditional,
      authorize: async () => {
        throw new Error('Nothing is asked about one path');
      },
    } as any,
    permissionsRegistry: { getPermissionRuleset: () => ruleset } as any,
    catalog: { among },
  });
  return Object.assign(access, { authorizeConditional, among });
}

export const credentials = mockCredentials.user();
