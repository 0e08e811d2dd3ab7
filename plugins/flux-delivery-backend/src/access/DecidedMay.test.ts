import { SEGMENTS } from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryPathConditions as conditions } from 'backstage-plugin-flux-delivery-node';
import { ALLOW, DENY, ruleset, when } from './__testUtils__/accessThat';
import { compileDecision } from './compileDecision';
import { DecidedMay } from './DecidedMay';
import { placeOfRow } from './places';

const payments = {
  entityRef: 'component:default/payments-api',
  owner: 'group:default/payments',
  annotations: { tier: '1' },
  labels: { pci: 'true' },
};
const staging = {
  cluster: 'staging',
  environment: 'staging',
  namespaces: ['payments'],
};
const prod = { ...staging, cluster: 'prod-eu', environment: 'prod' };

const may = (decision: Parameters<typeof compileDecision>[0]) =>
  new DecidedMay(
    compileDecision(decision, ruleset),
    async refs => new Set(refs),
  );

describe('what a decision lets a caller see', () => {
  it('is everything or nothing without conditions', () => {
    expect(may(ALLOW)).toMatchObject({ all: true, nothing: false });
    expect(may(DENY)).toMatchObject({ all: false, nothing: true });
    expect(may(DENY).seeEntity(payments, [prod])).toBe(false);
    expect(may(ALLOW).seePlace(prod)).toBe(true);
  });

  it.each([
    [
      'owner',
      conditions.isEntityOwner({ claims: ['Group:default/Payments'] }),
      true,
    ],
    [
      'other owner',
      conditions.isEntityOwner({ claims: ['group:default/risk'] }),
      false,
    ],
    ['annotation', conditions.hasAnnotation({ annotation: 'tier' }), true],
    [
      'its value',
      conditions.hasAnnotation({ annotation: 'tier', value: '2' }),
      false,
    ],
    [
      'inherited name',
      conditions.hasAnnotation({ annotation: 'constructor' }),
      false,
    ],
    [
      'annotation in any case, as in the catalog',
      conditions.hasAnnotation({ annotation: 'Tier', value: '1' }),
      true,
    ],
    ['label', conditions.hasLabel({ label: 'pci', value: 'true' }), true],
    [
      'label in any case, as in the catalog',
      conditions.hasLabel({ label: 'pci', value: 'TRUE' }),
      true,
    ],
    ['kind', conditions.isEntityKind({ kinds: ['API', 'Component'] }), true],
    ['other kind', conditions.isEntityKind({ kinds: ['Comp'] }), false],
  ])('goes by the entity: %s', (_, condition, expected) => {
    const seen = may(when(condition));
    expect(seen.seeEntity(payments, [])).toBe(expected);
    expect(seen.seeEntity(payments, [prod])).toBe(expected);
    expect(seen.seeTarget(payments, prod)).toBe(expected);
    expect(seen.bySegment).toBe(false);
  });

  it.each([
    ['clusters', conditions.inCluster({ clusters: ['prod-*'] })],
    ['environments', conditions.inEnvironment({ environments: ['prod'] })],
    [
      'not these clusters',
      { not: conditions.inCluster({ clusters: ['staging'] }) },
    ],
  ])('goes by the targets: %s', (_, condition) => {
    const seen = may(when(condition));
    expect(seen.seeTarget(payments, prod)).toBe(true);
    expect(seen.seeTarget(payments, staging)).toBe(false);
    expect(seen.seeEntity(payments, [staging, prod])).toBe(true);
    expect(seen.seeEntity(payments, [staging])).toBe(false);
  });

  it('wants one target that fulfils all of it, not one for each part', () => {
    const seen = may(
      when({
        allOf: [
          conditions.inCluster({ clusters: ['prod-*'] }),
          conditions.inNamespace({ namespaces: ['risk'] }),
        ],
      }),
    );
    const risk = { ...staging, namespaces: ['risk'] };
    expect(seen.seeEntity(payments, [prod, risk])).toBe(false);
    expect(seen.seeEntity(payments, [{ ...prod, namespaces: ['risk'] }])).toBe(
      true,
    );
  });

  it('goes by the segment, and shows a target of which one is seen', () => {
    const seen = may(
      when(conditions.ofSegment({ segments: ['rollout', 'traffic'] })),
    );
    expect(seen.bySegment).toBe(true);
    expect(
      SEGMENTS.filter(each => seen.seeSegment(payments, prod, each)),
    ).toEqual(['rollout', 'traffic']);
    expect(seen.seeTarget(payments, prod)).toBe(true);
    expect(seen.seePlace(prod)).toBe(false);
  });

  it('goes by the kind of an entity alone: nothing of its targets makes a difference', () => {
    const seen = may(when(conditions.isEntityKind({ kinds: ['component'] })));
    expect(seen).toMatchObject({ byTarget: false, bySegment: false });
  });

  it('sees an entity without targets by what it is, and not by where it is not', () => {
    expect(
      may(when(conditions.inCluster({ clusters: ['*'] }))).seeEntity(
        payments,
        [],
      ),
    ).toBe(false);
  });

  it('sees a place by rules on places, whoever owns what is there', () => {
    const byPlace = may(
      when({
        anyOf: [
          conditions.isEntityOwner({ claims: ['group:default/payments'] }),
          conditions.inNamespace({ namespaces: ['flux-*'] }),
        ],
      }),
    );
    const place = { cluster: 'prod-eu', namespaces: ['flux-system'] };
    expect(byPlace.seePlace(place)).toBe(true);
    expect(byPlace.seePlace({ ...place, namespaces: ['risk'] })).toBe(false);
    expect(
      may(
        when({ not: conditions.inEnvironment({ environments: ['prod'] }) }),
      ).seePlace(place),
    ).toBe(false);
  });

  describe('of a target that is gone', () => {
    const row = placeOfRow({
      cluster: 'prod-eu',
      environment: 'prod',
      targetId: 'prod-eu~kustomization~flux-system~payments',
      applier: {
        group: 'kustomize.toolkit.fluxcd.io',
        kind: 'Kustomization',
        namespace: 'flux-system',
        name: 'payments',
      },
    });

    it.each([
      [
        'where its workloads ran is not known',
        conditions.inNamespace({ namespaces: ['payments'] }),
        false,
      ],
      [
        'nor that they did not run there',
        { not: conditions.inNamespace({ namespaces: ['payments'] }) },
        false,
      ],
      [
        'its applier is known',
        conditions.inNamespace({ namespaces: ['flux-*'] }),
        true,
      ],
      [
        'its cluster is',
        { not: conditions.inCluster({ clusters: ['staging'] }) },
        true,
      ],
      [
        'another reason is enough',
        {
          anyOf: [
            conditions.inNamespace({ namespaces: ['payments'] }),
            conditions.inEnvironment({ environments: ['prod'] }),
          ],
        },
        true,
      ],
    ] as const)('%s', (_, condition, expected) => {
      expect(may(when(condition as any)).seeTarget(payments, row)).toBe(
        expected,
      );
    });

    it('is not seen by a rule of others, which may go by what is not known', () => {
      const condition = {
        rule: 'OUTSIDE_OF',
        resourceType: 'flux-delivery-path',
        params: { namespace: 'payments' },
      };
      const byRule = new DecidedMay(
        compileDecision(when(condition), {
          getRuleByName: () => ({
            name: 'OUTSIDE_OF',
            apply: ({ targets }: any, { namespace }: any) =>
              !targets.some((each: any) => each.namespaces.includes(namespace)),
          }),
        } as any),
        async refs => new Set(refs),
      );
      expect(byRule.seeTarget(payments, row)).toBe(false);
      expect(byRule.seeTarget(payments, { ...row, unknown: undefined })).toBe(
        true,
      );
    });

    it('knows the namespace of a workload that no applier delivered', () => {
      expect(
        placeOfRow({
          cluster: 'c',
          environment: 'e',
          targetId: 'c~deployment~shop~api',
          applier: null,
        }),
      ).toEqual({ cluster: 'c', environment: 'e', namespaces: ['shop'] });
    });
  });

  describe('whether facts of the entity make a difference to what is seen', () => {
    const owner = conditions.isEntityOwner({
      claims: ['group:default/payments'],
    });
    const inProd = conditions.inCluster({ clusters: ['prod-*'] });
    const rollout = conditions.ofSegment({ segments: ['rollout'] });

    it.each([
      ['seen by its owner', owner, [prod], true],
      ['seen by its owner, without targets', owner, [], true],
      ['not seen', conditions.hasLabel({ label: 'none' }), [prod], false],
      ['seen by the place alone', inProd, [prod], false],
      ['seen by either', { anyOf: [owner, inProd] }, [prod], false],
      ['one by each', { anyOf: [owner, inProd] }, [prod, staging], true],
      ['seen by both', { allOf: [owner, inProd] }, [prod], true],
      [
        'seen because another owns it',
        {
          not: conditions.isEntityOwner({ claims: ['group:default/risk'] }),
        },
        [prod],
        true,
      ],
      ['a segment by its owner', { allOf: [owner, rollout] }, [prod], true],
      ['a segment by itself', rollout, [prod], false],
    ] as const)('%s', (_, condition, targets, expected) => {
      expect(may(when(condition as any)).restsOnFacts(payments, targets)).toBe(
        expected,
      );
    });

    it('they do not for whoever may see everything, or nothing', () => {
      expect(may(ALLOW).restsOnFacts(payments, [prod])).toBe(false);
      expect(may(DENY).restsOnFacts(payments, [prod])).toBe(false);
    });

    it('they may to a rule of others', () => {
      const byRule = new DecidedMay(
        compileDecision(
          when({ rule: 'ANY', resourceType: 'flux-delivery-path' }),
          { getRuleByName: () => ({ name: 'ANY', apply: () => true }) } as any,
        ),
        async refs => new Set(refs),
      );
      expect(byRule.restsOnFacts(payments, [prod])).toBe(true);
    });
  });

  it.each([
    [
      'no glob',
      conditions.inCluster({ clusters: ['prod-(eu|us)'] }),
      /no glob/,
    ],
    [
      'no segment',
      conditions.ofSegment({ segments: ['everything' as any] }),
      /OF_SEGMENT/,
    ],
    [
      'no rule',
      { rule: 'IS_NICE', resourceType: 'flux-delivery-path' },
      /IS_NICE/,
    ],
  ])('refuses a policy with %s', (_, condition, message) => {
    expect(() => may(when(condition as any))).toThrow(message);
  });
});
