import { refOf } from '../kube/KubeObject';
import {
  aDeployment,
  aGitRepository,
  aHelmRelease,
  aKustomization,
  anObject,
} from '../testUtils/builders';
import { fixtureNames, loadFixture } from '../testUtils/loadFixture';
import { CLAIM, outline, pathOf, type PathCase } from '../testUtils/pathOf';
import { claimedEntities } from '../flux/claims';
import { hasRole } from './kindRoles';

const outlines = (pathCase: PathCase) => pathOf(pathCase).targets.map(outline);
const ks = (namespace: string, name: string) =>
  `${namespace}_${name}_kustomize.toolkit.fluxcd.io_Kustomization`;
const hr = (namespace: string, name: string) =>
  `${namespace}_${name}_helm.toolkit.fluxcd.io_HelmRelease`;
const deployment = (namespace: string, name: string) =>
  `${namespace}_${name}_apps_Deployment`;

describe('captured objects', () => {
  it.each([
    [
      'healthy-git-kustomization',
      'catalog',
      'staging kustomization/shop/catalog claimed: Deployment/shop/catalog',
      ['GitRepository'],
      ['flux-system/shop'],
    ],
    [
      'healthy-helm-release',
      'checkout',
      'staging helmrelease/shop/checkout claimed: Deployment/shop/checkout',
      ['HelmChart', 'HelmRepository'],
      ['flux-system/shop'],
    ],
    [
      'healthy-oci-kustomization',
      'search',
      'staging kustomization/shop/search claimed: Deployment/shop/search',
      ['OCIRepository'],
      ['flux-system/shop'],
    ],
  ])('%s', (fixture, name, expected, sources, parents) => {
    const objects = loadFixture(fixture);
    const { targets, annotationErrors, doctor } = pathOf({
      entityRef: `component:default/${name}`,
      annotations: {
        'backstage.io/kubernetes-id': name,
        'backstage.io/kubernetes-namespace': 'shop',
      },
      objects: { staging: objects },
    });
    expect(targets.map(outline)).toEqual([expected]);
    const [target] = targets;
    expect(target.sources.map(({ ref }) => ref.kind)).toEqual(sources);
    expect(target.sources.every(({ source }) => source !== undefined)).toBe(
      true,
    );
    expect(
      target.parents.map(({ ref }) => `${ref.namespace}/${ref.name}`),
    ).toEqual(parents);
    expect(
      target.services.map(({ ref, slices, selects }) => [
        ref.name,
        slices.length,
        selects.length,
      ]),
    ).toEqual(
      objects.some(({ kind }) => kind === 'Service') ? [[name, 1, 1]] : [],
    );
    expect(target.because[0]).toBe(
      `annotation flux-delivery/entity on ${
        target.applierRef!.kind
      } shop/${name}`,
    );
    expect(target.because).toContain(
      `label backstage.io/kubernetes-id on Deployment shop/${name}`,
    );
    expect(annotationErrors).toEqual([]);
    expect(doctor).toBeUndefined();
  });

  it.each(fixtureNames())(
    '%s: every applier is a target of whom it claims, with all its workloads',
    fixture => {
      const objects = loadFixture(fixture);
      const appliers = objects.filter(object =>
        hasRole(refOf('staging', object), 'applier'),
      );
      const claimed = [...new Set(appliers.flatMap(claimedEntities))];
      for (const entityRef of claimed) {
        const { targets } = pathOf({
          entityRef,
          objects: { staging: objects },
        });
        const expected = appliers.filter(applier =>
          claimedEntities(applier).includes(entityRef),
        );
        expect(
          targets.map(({ applierRef }) => applierRef?.name).sort(),
        ).toEqual(
          [...new Set(expected.map(({ metadata }) => metadata.name))].sort(),
        );
        expect(targets.every(({ binding }) => binding === 'claimed')).toBe(
          true,
        );
      }
      for (const applier of appliers) {
        const { kind, metadata } = applier;
        const annotation =
          kind === 'HelmRelease'
            ? 'flux-delivery/helm-release'
            : 'flux-delivery/kustomization';
        const { targets } = pathOf({
          annotations: {
            [annotation]: `${metadata.namespace}/${metadata.name}`,
          },
          objects: { staging: objects },
          options: { requireClaim: false },
        });
        expect(targets.length).toBeGreaterThan(0);
      }
    },
  );

  it('leads from a chartRef to its OCIRepository', () => {
    const objects = loadFixture('helm-oci-chart-ref');
    const release = objects.find(({ kind }) => kind === 'HelmRelease')!;
    const [target] = pathOf({
      annotations: {
        'flux-delivery/helm-release': `${release.metadata.namespace}/${release.metadata.name}`,
      },
      objects: { staging: objects },
      options: { requireClaim: false },
    }).targets;
    expect(
      target.sources.map(({ ref, source }) => [ref.kind, source !== undefined]),
    ).toEqual([['OCIRepository', true]]);
    expect(target.workloads.length).toBeGreaterThan(0);
  });
});

describe('targets', () => {
  it('come in the order of environments, and take annotations of the applier above', () => {
    const annotated = (value: string) => ({
      annotations: { ...CLAIM.annotations, 'flux-delivery/environment': value },
    });
    const objects = {
      'prod-eu': [aKustomization('a', 'api', { metadata: CLAIM })],
      'prod-us': [aKustomization('a', 'api', { metadata: CLAIM })],
      'c-dev': [
        aKustomization('a', 'root', {
          metadata: annotated('dev'),
          owned: [ks('a', 'api')],
        }),
        aKustomization('a', 'api'),
      ],
      'a-lab': [aKustomization('a', 'api', { metadata: annotated('lab') })],
      'b-other': [
        aKustomization('a', 'api', {
          metadata: CLAIM,
          spec: { path: './clusters/other' },
        }),
      ],
    };
    const environments = [
      { name: 'dev', match: [] },
      { name: 'prod', match: [{ cluster: 'prod-*' }], pinned: true },
    ];
    const { targets } = pathOf({ objects, options: { environments } });
    expect(
      targets.map(({ environment, cluster }) => `${environment} ${cluster}`),
    ).toEqual([
      'dev c-dev',
      'prod prod-eu',
      'prod prod-us',
      'lab a-lab',
      'unassigned b-other',
    ]);
    expect(targets[0].environmentBecause).toBe(
      'annotation flux-delivery/environment on Kustomization a/root',
    );
  });

  it('of a HelmRelease stand where the Kustomization above says', () => {
    const objects = [
      aKustomization('a', 'root', {
        spec: { path: './apps/prod/eu' },
        owned: [hr('a', 'api')],
      }),
      aHelmRelease('a', 'api', { metadata: CLAIM }),
    ];
    const environments = [{ name: 'prod', match: [{ path: 'apps/prod/*' }] }];
    expect(
      pathOf({ objects: { x: objects }, options: { environments } }).targets[0]
        .environment,
    ).toBe('prod');
  });

  it('of one entity may be many, one in each of sixty clusters', () => {
    const names = Array.from(
      { length: 60 },
      (_, index) => `cluster-${String(index).padStart(2, '0')}`,
    );
    const objects = Object.fromEntries(
      names.map(name => [
        name,
        [
          aKustomization('a', 'api', {
            metadata: CLAIM,
            owned: [deployment('a', 'api')],
          }),
          aDeployment('a', 'api'),
        ],
      ]),
    );
    const { targets } = pathOf({ objects });
    expect(targets.map(({ cluster }) => cluster)).toEqual(names);
    expect(new Set(targets.map(({ id }) => id)).size).toBe(60);
  });

  it('list five hundred owned objects', () => {
    const owned = Array.from(
      { length: 500 },
      (_, index) => `a_cm-${index}__ConfigMap`,
    );
    const [target] = pathOf({
      objects: {
        staging: [aKustomization('a', 'api', { metadata: CLAIM, owned })],
      },
    }).targets;
    expect(target.owned).toHaveLength(500);
  });

  it('honour cluster and namespace of the conventions', () => {
    const labelled = (namespace: string) =>
      aDeployment(namespace, 'x', {
        metadata: { labels: { 'backstage.io/kubernetes-id': 'p' } },
      });
    const objects = {
      east: [labelled('a'), labelled('b')],
      west: [labelled('a')],
    };
    const annotations = {
      'backstage.io/kubernetes-id': 'p',
      'backstage.io/kubernetes-namespace': 'a',
      'backstage.io/kubernetes-cluster': 'east',
    };
    expect(outlines({ annotations, objects })).toEqual([
      'east no applier label: Deployment/a/x',
    ]);
  });

  it('select over all namespaces that a tenant rule opens', () => {
    const namespace = (name: string) => anObject('v1', 'Namespace', '', name);
    const labelled = (place: string) =>
      aDeployment(place, 'x', { metadata: { labels: { tier: 'api' } } });
    const objects = {
      east: [
        namespace('pay-a'),
        namespace('pay-b'),
        namespace('other'),
        labelled('pay-a'),
        labelled('pay-b'),
        labelled('other'),
      ],
    };
    const options = {
      tenants: [
        { owner: 'group:default/payments', match: [{ namespace: 'pay-*' }] },
      ],
    };
    const annotations = {
      'backstage.io/kubernetes-label-selector': 'tier in (api,web)',
    };
    expect(outlines({ annotations, objects, options })).toEqual([
      'east no applier tenantRule: Deployment/pay-a/x',
      'east no applier tenantRule: Deployment/pay-b/x',
    ]);
  });
});

it('reads cross-namespace sources, and names what is not there', () => {
  const objects = [
    aKustomization('a', 'api', {
      metadata: CLAIM,
      spec: {
        sourceRef: {
          kind: 'GitRepository',
          name: 'fleet',
          namespace: 'flux-system',
        },
      },
    }),
    aGitRepository('flux-system', 'fleet'),
    aKustomization('a', 'broken', {
      metadata: CLAIM,
      spec: { sourceRef: { kind: 'GitRepository', name: 'gone' } },
    }),
  ];
  const { targets } = pathOf({ objects: { staging: objects } });
  expect(
    targets.map(({ sources }) =>
      sources.map(({ ref, source }) => [
        ref.namespace,
        ref.name,
        source !== undefined,
      ]),
    ),
  ).toEqual([[['flux-system', 'fleet', true]], [['a', 'gone', false]]]);
});
