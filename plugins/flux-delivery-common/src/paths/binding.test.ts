import { aDeployment, aKustomization, anObject } from '../testUtils/builders';
import { CLAIM, outline, pathOf, type PathCase } from '../testUtils/pathOf';

const POINTER = {
  'flux-delivery/kustomization': 'staging:secret-ns/payments-api',
};
const ID = { 'backstage.io/kubernetes-id': 'payments' };
const LABEL = { labels: { 'backstage.io/kubernetes-id': 'payments' } };
const SELECTOR = {
  'backstage.io/kubernetes-label-selector': 'app=payments-api',
  'backstage.io/kubernetes-namespace': 'secret-ns',
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

describe('binding', () => {
  it.each([
    ['a claim on the applier', {}, estate(CLAIM), {}, 'claimed'],
    ['a claim on the workload', {}, estate({}, CLAIM), {}, 'claimed'],
    [
      'a short claim',
      {},
      estate({ annotations: { 'flux-delivery/entity': ' Payments-API ' } }),
      {},
      'claimed',
    ],
    ['the label on the applier', ID, estate(LABEL), {}, 'label'],
    ['the label on the workload', ID, estate({}, LABEL), {}, 'label'],
    ['a pointer, claimed', POINTER, estate(CLAIM), {}, 'claimed'],
    [
      'a pointer with a tenant rule',
      POINTER,
      estate(),
      { tenants: TENANTS },
      'tenantRule',
    ],
    [
      'a pointer of a trusting organisation',
      POINTER,
      estate(),
      { requireClaim: false },
      'trusted',
    ],
    [
      'a workload pointer with a tenant rule',
      { 'flux-delivery/workload': 'secret-ns/deployment/payments-api' },
      estate(),
      { tenants: TENANTS },
      'tenantRule',
    ],
    [
      'a selector with a tenant rule',
      SELECTOR,
      estate(),
      { tenants: TENANTS },
      'tenantRule',
    ],
    [
      'a selector of a trusting organisation',
      SELECTOR,
      estate(),
      { requireClaim: false },
      'trusted',
    ],
    [
      'an image',
      { 'flux-delivery/image': 'registry.example.com/payments-api' },
      estate(),
      {},
      'inferred',
    ],
    [
      'a label that another entity of the same owner uses',
      ID,
      estate({}, LABEL),
      {
        sameKubernetesId: [
          { entityRef: 'component:default/b', owner: 'group:default/payments' },
        ],
      },
      'label',
    ],
    [
      'a disputed label with a tenant rule',
      ID,
      estate({}, LABEL),
      {
        tenants: TENANTS,
        sameKubernetesId: [
          { entityRef: 'component:default/b', owner: 'group:default/b' },
        ],
      },
      'tenantRule',
    ],
    [
      'a disputed label of a trusting organisation',
      ID,
      estate({}, LABEL),
      {
        requireClaim: false,
        sameKubernetesId: [{ entityRef: 'component:default/b' }],
      },
      'label',
    ],
  ])('%s binds', (_, annotations, objects, options, binding) => {
    expect(outlines({ annotations, objects, options })).toEqual(bound(binding));
  });

  it.each([
    ['a pointer', POINTER, {}],
    [
      'a pointer where the rule is of another owner',
      POINTER,
      { tenants: [{ ...TENANTS[0], owner: 'group:default/risk' }] },
    ],
    [
      'a pointer where the rule is for another namespace',
      POINTER,
      {
        tenants: [{ ...TENANTS[0], match: [{ cluster: '*', namespace: 'x' }] }],
      },
    ],
    [
      'a workload pointer',
      { 'flux-delivery/workload': 'staging:secret-ns/Deployment/payments-api' },
      {},
    ],
    ['a selector', SELECTOR, {}],
    [
      'a selector for everything',
      { 'backstage.io/kubernetes-label-selector': '!nothing' },
      {},
    ],
    ['a namespace', { 'backstage.io/kubernetes-namespace': 'secret-ns' }, {}],
    [
      'a disputed label',
      ID,
      {
        sameKubernetesId: [
          { entityRef: 'component:default/b', owner: 'group:default/b' },
        ],
      },
    ],
    [
      'a label of which the other owner is not known',
      ID,
      { sameKubernetesId: [{ entityRef: 'component:default/b' }] },
    ],
  ])(
    '%s does not bind, says nothing of the cluster, and is the same whether the object exists',
    (_, annotations, options) => {
      const canaries = {
        labels: { app: 'payments-api', ...LABEL.labels, canary: 'CANARY' },
        annotations: { x: 'CANARY', 'flux-delivery/environment': 'CANARY' },
      };
      const there = pathOf({
        annotations,
        objects: estate({ annotations: canaries.annotations }, canaries),
        options,
      });
      const absent = pathOf({
        annotations,
        objects: { staging: [] },
        clusters: [{ name: 'staging' }],
        options,
      });

      expect(there.targets).toHaveLength(1);
      const [
        {
          id,
          cluster,
          environment,
          environmentBecause,
          applierRef,
          binding,
          because,
          ...data
        },
      ] = there.targets;
      expect(binding).toBe('notAuthorized');
      expect(data).toEqual({
        sources: [],
        parents: [],
        workloads: [],
        services: [],
        imageAutomation: [],
        owned: [],
      });
      expect(JSON.stringify(there.targets)).not.toContain('CANARY');
      expect(there.targets).toEqual(absent.targets);
      expect(there.annotationErrors).toEqual(absent.annotationErrors);
      expect({
        id,
        cluster,
        environment,
        environmentBecause,
        because,
        applierRef,
      }).toMatchObject({ cluster: 'staging', environment: 'unassigned' });
    },
  );

  it('says of a disputed label why it does not bind', () => {
    const [target] = pathOf({
      annotations: ID,
      objects: estate({}, LABEL),
      options: {
        sameKubernetesId: [
          { entityRef: 'component:default/hidden', owner: 'group:default/b' },
        ],
      },
    }).targets;
    expect(target.because[0]).toContain(
      'is also used by entities of other owners',
    );
    expect(target.because[0]).not.toContain('hidden');
  });

  it('lets a claim settle a dispute', () => {
    const { targets } = pathOf({
      annotations: ID,
      objects: estate({}, { ...LABEL, ...CLAIM }),
      options: {
        sameKubernetesId: [
          { entityRef: 'component:default/b', owner: 'group:default/b' },
        ],
      },
    });
    expect(targets.map(outline)).toEqual(bound('claimed'));
  });

  it('is not bound by a claim for another entity', () => {
    const other = {
      annotations: { 'flux-delivery/entity': 'component:default/other' },
    };
    expect(outlines({ objects: estate(other) })).toEqual([]);
    expect(outlines({ annotations: POINTER, objects: estate(other) })).toEqual([
      'staging kustomization/secret-ns/payments-api notAuthorized',
    ]);
    expect(
      outlines({
        annotations: {
          'flux-delivery/image': 'registry.example.com/payments-api',
        },
        objects: estate(other),
      }),
    ).toEqual([]);
    expect(
      outlines({
        annotations: SELECTOR,
        objects: estate({}, { labels: { app: 'payments-api' }, ...other }),
        options: { tenants: TENANTS },
      }),
    ).toEqual([]);
  });

  it('never shows by image what a pointer may not show', () => {
    const annotations = {
      ...POINTER,
      'flux-delivery/image': 'registry.example.com/payments-api',
    };
    expect(outlines({ annotations, objects: estate() })).toEqual([
      'staging kustomization/secret-ns/payments-api notAuthorized',
    ]);
  });

  it('guesses nothing in the place of another tenant', () => {
    const annotations = {
      'flux-delivery/image': 'registry.example.com/payments-api',
    };
    const rule = (owner: string, namespace?: string) => ({
      owner,
      match: [{ cluster: '*', ...(namespace && { namespace }) }],
    });
    const guessesWith = (...tenants: ReturnType<typeof rule>[]) =>
      outlines({ annotations, objects: estate(), options: { tenants } });
    expect(guessesWith(rule('group:default/risk', 'secret-*'))).toEqual([]);
    expect(
      guessesWith(
        rule('group:default/risk', 'secret-*'),
        rule('group:default/payments', 'secret-ns'),
      ),
    ).toEqual(bound('inferred'));
    expect(
      guessesWith(
        rule('group:default/platform', '*'),
        rule('group:default/platform'),
      ),
    ).toEqual(bound('inferred'));
    const namespace = anObject('v1', 'Namespace', '', 'secret-ns');
    const doctorWith = (...tenants: ReturnType<typeof rule>[]) =>
      JSON.stringify(
        pathOf({
          objects: { staging: [namespace, ...estate().staging] },
          options: { tenants },
        }).doctor,
      );
    expect(doctorWith()).toContain('secret-ns');
    expect(doctorWith(rule('group:default/risk', 'secret-*'))).not.toContain(
      'secret-ns',
    );
  });

  it('adds a pointer to the target that another way has bound', () => {
    const { targets } = pathOf({
      annotations: { ...POINTER, ...SELECTOR, ...ID },
      objects: estate({}, { labels: { app: 'payments-api', ...LABEL.labels } }),
    });
    expect(targets.map(outline)).toEqual(bound('label'));
  });

  it('takes what a bound applier delivers for what the entity points at', () => {
    const annotations = {
      ...SELECTOR,
      'flux-delivery/workload': 'secret-ns/Deployment/payments-api',
    };
    expect(outlines({ annotations, objects: estate(CLAIM) })).toEqual(
      bound('claimed'),
    );
    expect(
      outlines({
        annotations: { 'backstage.io/kubernetes-namespace': 'secret-ns' },
        objects: estate(CLAIM),
      }),
    ).toEqual(bound('claimed'));
  });

  it('makes one row of a pointer for every cluster, none where one cluster binds it', () => {
    const annotations = {
      'flux-delivery/kustomization': 'secret-ns/payments-api',
    };
    const others = { 'prod-eu': estate().staging, 'prod-us': [] };
    const clusters = [{ name: 'prod-us' }];
    expect(
      outlines({ annotations, objects: { ...estate(), ...others }, clusters }),
    ).toEqual(['* kustomization/secret-ns/payments-api notAuthorized']);
    expect(
      outlines({
        annotations,
        objects: { ...estate(CLAIM), ...others },
        clusters,
      }),
    ).toEqual(bound('claimed'));
  });

  it('keeps a child that a tenant rule does not cover out', () => {
    const objects = {
      staging: [
        aKustomization('secret-ns', 'payments-api', {
          owned: ['elsewhere_api_kustomize.toolkit.fluxcd.io_Kustomization'],
        }),
        aKustomization('elsewhere', 'api', {
          owned: ['elsewhere_api_apps_Deployment'],
        }),
        aDeployment('elsewhere', 'api'),
      ],
    };
    expect(
      outlines({
        annotations: POINTER,
        objects,
        options: { tenants: TENANTS },
      }),
    ).toEqual(['staging kustomization/secret-ns/payments-api tenantRule']);
    expect(
      outlines({
        annotations: POINTER,
        objects,
        options: { requireClaim: false },
      }),
    ).toEqual([
      'staging kustomization/elsewhere/api trusted: Deployment/elsewhere/api',
    ]);
  });
});
