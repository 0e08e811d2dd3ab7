import {
  compareEnvironments,
  environmentOf,
  type EnvironmentRule,
} from './Environment';

const RULES: EnvironmentRule[] = [
  {
    name: 'staging',
    match: [{ cluster: 'staging' }, { path: './apps/staging/*' }],
  },
  {
    name: 'prod',
    match: [{ cluster: 'prod-*', namespace: 'shop-*' }],
    pinned: true,
  },
  { name: 'rest', match: [{ cluster: 'prod-*' }] },
];

describe('environmentOf', () => {
  it.each([
    ['first alternative', { cluster: 'staging', namespaces: ['a'] }, 'staging'],
    [
      'second alternative, other spelling of the path',
      { cluster: 'x', namespaces: ['a'], path: 'apps/staging/pay/' },
      'staging',
    ],
    [
      'all keys of an alternative',
      { cluster: 'prod-eu', namespaces: ['shop-a'] },
      'prod',
    ],
    [
      'any of the namespaces',
      { cluster: 'prod-eu', namespaces: ['flux-system', 'shop-a'] },
      'prod',
    ],
    [
      'a later rule where one key fails',
      { cluster: 'prod-eu', namespaces: ['other'] },
      'rest',
    ],
    ['nothing', { cluster: 'x', namespaces: ['a'] }, 'unassigned'],
    [
      'nothing, as there is no path',
      { cluster: 'x', namespaces: [] },
      'unassigned',
    ],
  ])('takes %s', (_, place, expected) => {
    const environment = environmentOf(place, RULES);
    expect(environment.name).toBe(expected);
    expect(environment.because).toContain(
      expected === 'unassigned'
        ? 'no annotation'
        : `rule of environment ${expected}`,
    );
  });

  it('lets the annotation win', () => {
    expect(
      environmentOf({ cluster: 'staging', namespaces: [] }, RULES, {
        value: ' prod ',
        on: 'Kustomization a/b',
      }),
    ).toEqual({
      name: 'prod',
      because: 'annotation flux-delivery/environment on Kustomization a/b',
    });
  });

  it('shows an annotated environment that is not configured, and says so', () => {
    const environment = environmentOf(
      { cluster: 'staging', namespaces: [] },
      RULES,
      { value: 'canary', on: 'Kustomization a/b' },
    );
    expect(environment.name).toBe('canary');
    expect(environment.because).toContain(
      'fluxDelivery.environments has no environment of this name',
    );
  });

  it('ignores an empty annotation', () => {
    expect(
      environmentOf({ cluster: 'staging', namespaces: [] }, RULES, {
        value: ' ',
        on: 'x',
      }).name,
    ).toBe('staging');
  });
});

describe('compareEnvironments', () => {
  it('keeps the configured order, then other names, then unassigned', () => {
    const names = ['unassigned', 'zeta', 'rest', 'alpha', 'prod', 'staging'];
    expect(names.sort(compareEnvironments(RULES))).toEqual([
      'staging',
      'prod',
      'rest',
      'alpha',
      'zeta',
      'unassigned',
    ]);
  });
});
