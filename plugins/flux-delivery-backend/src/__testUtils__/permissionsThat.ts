import type { BackendFeature } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';

type Definitive = AuthorizeResult.ALLOW | AuthorizeResult.DENY;

/** A permission system that gives these decisions to everybody, by name of the permission, and allows what it does not name. */
export function permissionsThat(
  decisions: Readonly<Record<string, PolicyDecision>>,
): BackendFeature {
  return mockServices.permissions.mock({
    authorize: async requests =>
      requests.map(({ permission }) => ({
        result: (decisions[permission.name]?.result ??
          AuthorizeResult.ALLOW) as Definitive,
      })),
    authorizeConditional: async queries =>
      queries.map(
        ({ permission }) =>
          decisions[permission.name] ?? { result: AuthorizeResult.ALLOW },
      ),
  }).factory;
}

/** Denies these, and allows everything else. */
export function permissionsWithout(...names: string[]): BackendFeature {
  return permissionsThat(
    Object.fromEntries(
      names.map(name => [name, { result: AuthorizeResult.DENY }]),
    ),
  );
}
