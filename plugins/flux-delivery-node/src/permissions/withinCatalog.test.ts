import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { fluxDeliveryPathConditions as path } from './conditions';
import { fluxDeliveryPathDecisionWithinCatalog as within } from './withinCatalog';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

const conditional = (
  pluginId: string,
  resourceType: string,
  conditions: any,
): PolicyDecision => ({
  result: AuthorizeResult.CONDITIONAL,
  pluginId,
  resourceType,
  conditions,
});
const ofPath = (conditions: any) =>
  conditional('flux-delivery', 'flux-delivery-path', conditions);
const ofCatalog = (conditions: any) =>
  conditional('catalog', 'catalog-entity', conditions);
const rule = (name: string, params: object) => ({
  rule: name,
  resourceType: 'catalog-entity',
  params,
});

const STAGING = path.inEnvironment({ environments: ['staging'] });
const CLAIMS = { claims: ['group:default/shop'] };
const OWNED = rule('IS_ENTITY_OWNER', CLAIMS);

describe('what is decided of a path, within what the catalog shows', () => {
  it.each([
    ['denied', DENY, ofCatalog(OWNED), DENY],
    ['hidden', ALLOW, DENY, DENY],
    ['hidden under conditions', ofPath(STAGING), DENY, DENY],
    ['shown', ofPath(STAGING), ALLOW, ofPath(STAGING)],
    ['everything', ALLOW, ALLOW, ALLOW],
    [
      'shown under conditions',
      ALLOW,
      ofCatalog(OWNED),
      ofPath(path.isEntityOwner(CLAIMS)),
    ],
    [
      'both under conditions',
      ofPath(STAGING),
      ofCatalog(OWNED),
      ofPath({ allOf: [path.isEntityOwner(CLAIMS), STAGING] }),
    ],
  ])('%s', (_, decided, shown, expected) => {
    expect(within(decided, shown)).toEqual(expected);
  });

  it('takes over every rule that paths have, however they are combined', () => {
    const secret = { label: 'visibility', value: 'secret' };
    const decision = within(
      ALLOW,
      ofCatalog({
        anyOf: [
          { allOf: [OWNED, rule('HAS_ANNOTATION', { annotation: 'a' })] },
          {
            allOf: [
              rule('IS_ENTITY_KIND', { kinds: ['component'] }),
              { not: rule('HAS_LABEL', secret) },
            ],
          },
        ],
      }),
    );
    expect(decision).toEqual(
      ofPath({
        anyOf: [
          {
            allOf: [
              path.isEntityOwner(CLAIMS),
              path.hasAnnotation({ annotation: 'a' }),
            ],
          },
          {
            allOf: [
              path.isEntityKind({ kinds: ['component'] }),
              { not: path.hasLabel(secret) },
            ],
          },
        ],
      }),
    );
  });

  it.each([
    ['HAS_SPEC', rule('HAS_SPEC', { key: 'type' })],
    ['OF_AN_ADOPTER', { not: rule('OF_AN_ADOPTER', {}) }],
    ['IS_ENTITY_OWNER', { ...OWNED, resourceType: 'something-else' }],
  ])(
    'lets nobody in by a rule that paths do not have: %s',
    (name, criteria) => {
      expect(() => within(ALLOW, ofCatalog(criteria))).toThrow(name);
    },
  );
});
