import type { TenantRule } from '../../paths/binding';
import { refTo } from '../../testUtils/judgedPath';
import type { OwnershipOptions } from '../OwnershipRule';
import { trustOf } from './sourceTrust';

const SHOP = 'group:default/shop';
const RISK = 'group:default/risk';
const tenants: TenantRule[] = [
  { owner: SHOP, match: [{ namespace: 'shop*' }] },
  { owner: RISK, match: [{ namespace: 'risk' }] },
];

function trust(
  [reader, source]: [string, string],
  {
    rules = tenants,
    readers = [],
    owner = SHOP,
  }: { rules?: TenantRule[]; readers?: string[]; owner?: string | null } = {},
) {
  const options: OwnershipOptions = {
    rules: [],
    ...(owner && { entityOwner: owner }),
    platformGroup: 'group:default/platform',
    readersOfSource: () => readers,
  };
  return trustOf(
    refTo('GitRepository', source, 'apps'),
    { applierRef: refTo('Kustomization', reader, 'api') },
    { options, tenants: rules, ownersOfApplier: () => [] },
  );
}

it.each<[string, Parameters<typeof trust>, string, string]>([
  [
    'one tenant has both places',
    [['shop', 'shop-sources']],
    'within',
    'both stand in namespaces of group:default/shop',
  ],
  [
    'it is of another tenant',
    [['shop', 'risk']],
    'tenant',
    'what reads it is of group:default/shop, and its namespace belongs to group:default/risk',
  ],
  [
    'it is of no tenant',
    [['shop', 'flux-system']],
    'platform',
    'what reads it is of group:default/shop, and its namespace no tenant has: it is of the platform',
  ],
  [
    'no border is drawn and several read it',
    [['shop', 'shop'], { rules: [], readers: [RISK] }],
    'shared',
    'appliers of 2 owners read it, and no tenant rule draws a border',
  ],
  [
    'no border is drawn and one reads it',
    [['shop', 'flux-system'], { rules: [], readers: [SHOP] }],
    'own',
    'appliers of one owner alone read it, as far as entities have them',
  ],
  [
    'nobody is known to read it',
    [['shop', 'shop'], { rules: [], owner: null }],
    'unknown',
    'nobody is known to own what reads it, and no tenant rule draws a border',
  ],
])('where %s', (_why, args, crossing, because) => {
  expect(trust(...args)).toEqual({ crossing, because });
});
