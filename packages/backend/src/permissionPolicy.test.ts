import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import {
  fluxDeliveryDivergenceRecordPermission,
  fluxDeliveryHistoryReadPermission,
  fluxDeliveryOwnershipReadPermission,
  fluxDeliveryPathReadPermission,
  fluxDeliveryPromotionRecordPermission,
} from 'backstage-plugin-flux-delivery-common';
import { PersonaPolicy } from './permissionPolicy';

const policy = new PersonaPolicy();

function userIn(name: string, ...groups: string[]): any {
  const userEntityRef = `user:${name}`;
  return {
    credentials: mockCredentials.user(userEntityRef),
    info: {
      userEntityRef,
      ownershipEntityRefs: [
        userEntityRef,
        ...groups.map(group => `group:default/${group}`),
      ],
    },
  };
}

function decide(permission: any, name?: string, ...groups: string[]) {
  return policy.handle({ permission }, name && userIn(name, ...groups));
}

const deleteEntity = createPermission({
  name: 'catalog.entity.delete',
  attributes: { action: 'delete' },
  resourceType: 'catalog-entity',
});

const readEntity = createPermission({
  name: 'catalog.entity.read',
  attributes: { action: 'read' },
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

  it('gives developers what their team owns, and nothing of others', async () => {
    const of = (permission: any) => decide(permission, 'default/x', 'payments');
    for (const permission of [
      fluxDeliveryPathReadPermission,
      fluxDeliveryHistoryReadPermission,
      fluxDeliveryOwnershipReadPermission,
    ]) {
      expect(await of(permission)).toEqual({
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'flux-delivery',
        resourceType: 'flux-delivery-path',
        conditions: own('payments'),
      });
    }
    expect(await of(fluxDeliveryDivergenceRecordPermission)).toMatchObject({
      conditions: { allOf: [own('payments'), { not: inEnvironment('prod') }] },
    });
    for (const permission of [
      fluxDeliveryPromotionRecordPermission,
      readEntity,
    ]) {
      expect(await of(permission)).toEqual({ result: AuthorizeResult.ALLOW });
    }
  });

  it('gives leads how the rest stands in staging as well, and not its history', async () => {
    const of = (permission: any) => decide(permission, 'default/x', 'leads');
    for (const permission of [
      fluxDeliveryPathReadPermission,
      fluxDeliveryOwnershipReadPermission,
    ]) {
      expect(await of(permission)).toMatchObject({
        conditions: { anyOf: [own('leads'), inEnvironment('staging')] },
      });
    }
    expect(await of(fluxDeliveryHistoryReadPermission)).toMatchObject({
      conditions: own('leads'),
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

  describe('where entities are hidden in the catalog', () => {
    const shown = {
      rule: 'HAS_LABEL',
      resourceType: 'catalog-entity',
      params: { label: 'open' },
    };
    /** Hides from everybody what is not labelled, and from who is in no team everything. */
    class HidingPolicy extends PersonaPolicy {
      protected override ofCatalog({ info }: any): any {
        return info.ownershipEntityRefs.length === 1
          ? { result: AuthorizeResult.DENY }
          : {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'catalog',
              resourceType: 'catalog-entity',
              conditions: shown,
            };
      }
    }
    const open = { ...shown, resourceType: 'flux-delivery-path' };

    it.each([
      ['platform', open],
      ['on-call', open],
      ['auditors', open],
      ['payments', { allOf: [open, own('payments')] }],
    ])('hides their paths from %s too', async (group, conditions) => {
      const hiding = new HidingPolicy();
      expect(
        await hiding.handle(
          { permission: readEntity },
          userIn('default/x', group),
        ),
      ).toMatchObject({ pluginId: 'catalog', conditions: shown });
      for (const permission of [
        fluxDeliveryPathReadPermission,
        fluxDeliveryHistoryReadPermission,
        fluxDeliveryOwnershipReadPermission,
      ]) {
        expect(
          await hiding.handle({ permission }, userIn('default/x', group)),
        ).toEqual({
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'flux-delivery',
          resourceType: 'flux-delivery-path',
          conditions,
        });
        expect(
          await hiding.handle({ permission }, userIn('default/x')),
        ).toEqual({ result: AuthorizeResult.DENY });
      }
    });
  });
});
