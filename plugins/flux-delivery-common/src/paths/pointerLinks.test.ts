import { aDeployment, aKustomization } from '../testUtils/builders';
import { CLAIM, outline, pathOf, type PathCase } from '../testUtils/pathOf';

const POINTER = {
  'flux-delivery/kustomization': 'staging:secret-ns/payments-api',
};
const TENANTS = [
  {
    owner: 'group:default/payments',
    match: [{ cluster: 'stag*', namespace: 'secret-*' }],
  },
];
const OWNED = ['secret-ns_payments-api_apps_Deployment'];

const estate = (applier: object = {}, workload: object = {}) => ({
  staging: [
    aKustomization('secret-ns', 'payments-api', {
      owned: OWNED,
      metadata: applier,
    }),
    aDeployment('secret-ns', 'payments-api', {
      metadata: { labels: { app: 'payments-api' }, ...workload },
    }),
  ],
});

const outlines = (pathCase: PathCase) => pathOf(pathCase).targets.map(outline);
const bound = (binding: string) => [
  `staging kustomization/secret-ns/payments-api ${binding}: Deployment/secret-ns/payments-api`,
];

describe('a cluster out of reach', () => {
  const unreachable = {
    clusters: [
      {
        name: 'staging',
        state: 'unreachable' as const,
        since: '2026-11-21T05:00:00Z',
        lastError: 'connect ECONNREFUSED',
      },
    ],
  };

  it('leaves a pointer unverified, without data, also where the object was seen without a claim', () => {
    const empty = pathOf({ annotations: POINTER, objects: {}, ...unreachable });
    const seen = pathOf({
      annotations: POINTER,
      objects: estate(),
      ...unreachable,
    });
    expect(empty.targets.map(outline)).toEqual([
      'staging kustomization/secret-ns/payments-api notVerified',
    ]);
    expect(empty.targets[0].because[0]).toContain(
      'is unreachable since 2026-11-21T05:00:00Z',
    );
    expect(seen.targets).toEqual(empty.targets);
  });

  it('shows what was last known where the claim was seen', () => {
    expect(
      outlines({
        annotations: POINTER,
        objects: estate(CLAIM),
        ...unreachable,
      }),
    ).toEqual(bound('claimed'));
  });

  it('shows a row of unknowns where a tenant rule covers it', () => {
    const { targets } = pathOf({
      annotations: POINTER,
      objects: {},
      ...unreachable,
      options: { tenants: TENANTS },
    });
    expect(targets.map(outline)).toEqual([
      'staging kustomization/secret-ns/payments-api tenantRule',
    ]);
    expect(targets[0].applier).toBeUndefined();
  });

  it('makes no row of a pointer for every cluster in a cluster that is never watched', () => {
    const clusters = [
      { name: 'laptop', state: 'needsUserSession' as const },
      { name: 'prod', state: 'notSynced' as const },
    ];
    const annotations = {
      'flux-delivery/kustomization': 'secret-ns/payments-api',
    };
    expect(outlines({ annotations, objects: estate(CLAIM), clusters })).toEqual(
      [
        'prod kustomization/secret-ns/payments-api notVerified',
        ...bound('claimed'),
      ],
    );
    expect(
      outlines({
        annotations: {
          'flux-delivery/kustomization': 'laptop:secret-ns/payments-api',
        },
        objects: {},
        clusters,
      }),
    ).toEqual(['laptop kustomization/secret-ns/payments-api notVerified']);
  });
});

describe('annotations that lead nowhere', () => {
  it('names clusters that do not exist', () => {
    const { annotationErrors } = pathOf({
      annotations: {
        'flux-delivery/kustomization': 'nowhere:a/b',
        'backstage.io/kubernetes-cluster': 'gone',
      },
      objects: estate(),
    });
    expect(annotationErrors).toEqual([
      {
        annotation: 'backstage.io/kubernetes-cluster',
        value: 'gone',
        expected: expect.stringContaining('staging'),
      },
      {
        annotation: 'flux-delivery/kustomization',
        value: 'nowhere:a/b',
        expected: expect.stringContaining(
          'there is no cluster nowhere, but staging',
        ),
      },
    ]);
  });

  it('tells that an object is missing only where the owner may look', () => {
    const pathCase = {
      annotations: { 'flux-delivery/kustomization': 'secret-ns/typo' },
      objects: estate(),
    };
    expect(pathOf(pathCase).annotationErrors).toEqual([]);
    expect(
      pathOf({ ...pathCase, options: { tenants: TENANTS } }).annotationErrors,
    ).toEqual([
      {
        annotation: 'flux-delivery/kustomization',
        value: 'secret-ns/typo',
        expected: expect.stringContaining(
          'there is no Kustomization secret-ns/typo',
        ),
      },
    ]);
  });
});
