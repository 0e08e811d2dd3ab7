import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import {
  fluxDeliveryDivergenceRecordPermission,
  fluxDeliveryHistoryReadPermission,
  fluxDeliveryPathReadPermission,
  fluxDeliveryPromotionRecordPermission,
} from 'backstage-plugin-flux-delivery-common';
import { PersonaPolicy } from './permissionPolicy';

const policy = new PersonaPolicy();

function decide(permission: any, name?: string, ...groups: string[]) {
  const userEntityRef = `user:${name}`;
  const user = name && {
    credentials: mockCredentials.user(userEntityRef),
    info: {
      userEntityRef,
      ownershipEntityRefs: [
        userEntityRef,
        ...groups.map(group => `group:default/${group}`),
      ],
    },
  };
  return policy.handle({ permission }, user as any);
}

const deleteEntity = createPermission({
  name: 'catalog.entity.delete',
  attributes: { action: 'delete' },
  resourceType: 'catalog-entity',
});

describe('the policy of the demo', () => {
  it.each([
    ['default/petra.novak', ['platform'], [true, true, true, true]],
    ['default/o.brandt', ['on-call'], [true, true, true, true]],
    ['default/s.weber', ['auditors'], [true, true, false, false]],
    ['development/guest', [], [true, true, true, true]],
    [undefined, [], [false, false, false, false]],
  ] as const)(
    'gives %s of %j a plain answer',
    async (name, groups, allowed) => {
      const answers = await Promise.all(
        [
          fluxDeliveryPathReadPermission,
          fluxDeliveryHistoryReadPermission,
          fluxDeliveryDivergenceRecordPermission,
          deleteEntity,
        ].map(permission => decide(permission, name, ...groups)),
      );
      expect(answers.map(({ result }) => result)).toEqual(
        allowed.map(each =>
          each ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        ),
      );
    },
  );

  const own = (...groups: string[]) => ({
    rule: 'IS_ENTITY_OWNER',
    resourceType: 'flux-delivery-path',
    params: {
      claims: [
        'user:default/x',
        ...groups.map(group => `group:default/${group}`),
      ],
    },
  });
  const inEnvironment = (name: string) => ({
    rule: 'IN_ENVIRONMENT',
    resourceType: 'flux-delivery-path',
    params: { environments: [name] },
  });

  it('gives developers what their team owns, and how the rest stands in staging', async () => {
    const of = (permission: any) => decide(permission, 'default/x', 'payments');
    expect(await of(fluxDeliveryPathReadPermission)).toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'flux-delivery',
      resourceType: 'flux-delivery-path',
      conditions: { anyOf: [own('payments'), inEnvironment('staging')] },
    });
    expect(await of(fluxDeliveryHistoryReadPermission)).toMatchObject({
      conditions: own('payments'),
    });
    expect(await of(fluxDeliveryDivergenceRecordPermission)).toMatchObject({
      conditions: { allOf: [own('payments'), { not: inEnvironment('prod') }] },
    });
    expect(await of(fluxDeliveryPromotionRecordPermission)).toEqual({
      result: AuthorizeResult.ALLOW,
    });
  });

  it('lets a lead say where prod diverged, too', async () => {
    expect(
      await decide(
        fluxDeliveryDivergenceRecordPermission,
        'default/x',
        'payments',
        'leads',
      ),
    ).toMatchObject({ conditions: own('payments', 'leads') });
  });
});
