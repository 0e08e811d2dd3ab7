import { mockCredentials } from '@backstage/backend-test-utils';
import type { Segment } from 'backstage-plugin-flux-delivery-common';
import type { Standing } from '../ownership/EntityStanding';
import { ownedService, OwnedServices } from './OwnedServices';

const CALL = { credentials: mockCredentials.user() };
const FACTS: Record<string, { owner?: string; system?: string }> = {
  'component:default/orders': {
    owner: 'group:default/shop',
    system: 'system:default/trade',
  },
  'component:default/limits': {
    owner: 'group:default/risk',
    system: 'system:default/trade',
  },
  'component:default/checkout': { owner: 'group:default/checkout' },
  'component:default/orphan': {},
  'system:default/trade': { owner: 'group:default/shop' },
};

function named(q: string, standing: Standing | Error | undefined) {
  return new OwnedServices({
    directory: {
      entityRefs: () => new Map(Object.entries(FACTS)).keys(),
      factsOf: entityRef =>
        FACTS[entityRef] && { entityRef, annotations: {}, ...FACTS[entityRef] },
    },
    standing: {
      of: async () => {
        if (standing instanceof Error) {
          throw standing;
        }
        return standing;
      },
    },
  }).named([{ by: 'entity', entityRef: q }], CALL);
}

it.each<[string, Standing | Error | undefined, string[], boolean]>([
  ['component:default/any', undefined, ['any'], true],
  ['system:default/trade', undefined, ['limits', 'orders'], true],
  ['group:default/shop', undefined, ['orders'], true],
  [
    'group:default/shop',
    {
      owners: ['group:default/shop', 'group:default/checkout'],
      systems: [],
    },
    ['checkout', 'orders'],
    true,
  ],
  [
    'user:default/ann',
    { owners: ['user:default/ann', 'group:default/risk'], systems: [] },
    ['limits'],
    true,
  ],
  [
    'domain:default/commerce',
    { owners: [], systems: ['system:default/trade'] },
    ['limits', 'orders'],
    true,
  ],
  ['domain:default/hidden', undefined, [], true],
  ['group:default/shop', new Error('down'), ['orders'], false],
])('%s stands for services', async (q, standing, names, complete) => {
  expect(await named(q, standing)).toEqual({
    entityRefs: names.map(name => `component:default/${name}`),
    complete,
  });
});

describe('what a service has', () => {
  const ref = (kind: string, namespace: string, name = 'orders') => ({
    cluster: 'prod-eu',
    group: '',
    kind,
    namespace,
    name,
  });
  const target = {
    cluster: 'prod-eu',
    environment: 'prod',
    applierRef: ref('Kustomization', 'flux-system'),
    sources: [{ ref: ref('GitRepository', 'flux-system') }],
    workloads: [
      { ref: ref('Deployment', 'shop') },
      { ref: ref('CronJob', 'shop') },
    ],
  };
  const facts = { entityRef: 'component:default/orders', annotations: {} };
  const told = (...segments: Segment[]) =>
    ownedService(facts, [target, target], (_target, segment) =>
      segments.includes(segment),
    );

  it('is told once, from all targets', () => {
    expect(told('source', 'reconcile', 'rollout')).toEqual({
      entityRef: 'component:default/orders',
      environments: ['prod'],
      appliers: [target.applierRef],
      sources: [target.sources[0].ref],
      namespaces: [
        { cluster: 'prod-eu', namespace: 'flux-system' },
        { cluster: 'prod-eu', namespace: 'shop' },
      ],
    });
  });

  it('is told by segments', () => {
    expect(told('rollout')).toMatchObject({
      appliers: [],
      sources: [],
      namespaces: [{ namespace: 'shop' }],
    });
    expect(told()).toMatchObject({ appliers: [], namespaces: [] });
  });

  it('says where there is more than is told', () => {
    const many = Array.from({ length: 60 }, (_, at) => ({
      ...target,
      applierRef: ref('Kustomization', 'flux-system', `orders-${at}`),
    }));
    const all = ownedService(facts, many, () => true);
    expect([all.appliers.length, all.more]).toEqual([50, true]);
  });
});
