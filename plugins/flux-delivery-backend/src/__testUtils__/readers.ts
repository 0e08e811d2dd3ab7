import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createFluxDeliveryPathConditionalDecision,
  fluxDeliveryPathConditions as path,
} from 'backstage-plugin-flux-delivery-node';
import { policyThat } from './policyThat';

const DENY: PolicyDecision = { result: AuthorizeResult.DENY };
const PATHS = ['path.read', 'history.read', 'ownership.read'].map(
  name => `flux-delivery.${name}`,
);
const conditional = (conditions: any) =>
  createFluxDeliveryPathConditionalDecision(
    undefined as never,
    conditions,
  ) as PolicyDecision;

export type Readers = Record<string, PolicyDecision>;

/** By name of the user, what they get for the permissions that read paths. Whoever is not named may do everything. */
export const readers = (): Readers => ({
  denied: DENY,
  owner: conditional(path.isEntityOwner({ claims: ['group:default/shop'] })),
  stranger: conditional(
    path.isEntityOwner({ claims: ['group:default/others'] }),
  ),
  staging: conditional(path.inCluster({ clusters: ['staging'] })),
  prod: conditional(path.inCluster({ clusters: ['prod-*'] })),
  elsewhere: conditional(path.inCluster({ clusters: ['nowhere'] })),
  runtime: conditional(path.ofSegment({ segments: ['rollout', 'traffic'] })),
});

const nameOf = (ref: string) => ref.slice(ref.lastIndexOf('/') + 1);

/** Whoever may do everything but what this permission is for. */
export const without = (permission: string) =>
  `without-${permission.replace('flux-delivery.', '').replace('.', '-')}`;

/**
 * The real permission backend, by which each of the readers gets what they get; `denied` may do nothing of this plugin, and those
 * named by {@link without} lack one permission.
 */
export function policyFor(decisions: Readers) {
  return policyThat((user, permission) => {
    if (nameOf(user) === without(permission)) {
      return DENY;
    }
    if (PATHS.includes(permission)) {
      return decisions[nameOf(user)];
    }
    return permission.startsWith('flux-delivery.') && nameOf(user) === 'denied'
      ? DENY
      : undefined;
  });
}

/** Of one of the readers. */
export const headerOf = (reader: string) =>
  mockCredentials.user.header(`user:default/${reader}`);

/** What no route answers. */
export const NOBODY: [string, string][] = [
  ['no token', mockCredentials.none.header()],
  ['an invalid token', mockCredentials.user.invalidHeader()],
  ['an invalid token of a service', mockCredentials.service.invalidHeader()],
];
