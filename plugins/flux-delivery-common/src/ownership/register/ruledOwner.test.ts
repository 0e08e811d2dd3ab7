import { aKustomization, aRef } from '../../testUtils/builders';
import { ruledOwner, tenantOf } from './ruledOwner';

const NETWORK = 'group:default/network';

it.each<[string, object, object, boolean]>([
  ['its namespace', { namespace: 'flux-*' }, {}, true],
  ['another namespace', { namespace: 'shop' }, {}, false],
  ['the segment of its kind', { segment: 'reconcile' }, {}, true],
  ['another segment', { segment: 'traffic' }, {}, false],
  [
    'the segment of a route',
    { segment: 'traffic' },
    { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
    true,
  ],
  ['its path', { path: 'apps/*' }, {}, true],
])('goes by %s', (_what, match, ref, holds) => {
  const object = aKustomization('flux-system', 'payments-api', {
    spec: { path: './apps/payments' },
  });
  const owner = ruledOwner(aRef(ref), object, {
    rules: [{ match: [match], owner: NETWORK }],
  });
  expect(owner?.owner).toBe(holds ? NETWORK : undefined);
});

it('says whose a namespace is, and nothing of what is in none', () => {
  const tenants = [
    { owner: 'group:default/a', match: [{ cluster: 'prod-*' }] },
    {
      owner: 'group:default/b',
      match: [{ cluster: '*', namespace: 'flux-system' }],
    },
  ];
  expect(tenantOf(aRef(), { tenants })).toEqual({
    owner: 'group:default/b',
    because:
      'fluxDelivery.tenants[1] gives the namespace flux-system to that owner',
  });
  expect(tenantOf(aRef({ namespace: '' }), { tenants })).toBeUndefined();
});
