import type { KubeObject } from '../kube/KubeObject';
import {
  aDeployment,
  aHelmRelease,
  aKustomization,
  anObject,
} from '../testUtils/builders';
import { CLAIM, outline, pathOf, type PathCase } from '../testUtils/pathOf';

const outlines = (pathCase: PathCase) => pathOf(pathCase).targets.map(outline);
const ks = (namespace: string, name: string) =>
  `${namespace}_${name}_kustomize.toolkit.fluxcd.io_Kustomization`;
const hr = (namespace: string, name: string) =>
  `${namespace}_${name}_helm.toolkit.fluxcd.io_HelmRelease`;
const deployment = (namespace: string, name: string) =>
  `${namespace}_${name}_apps_Deployment`;
const claimOf = (entity: string) => ({
  annotations: { 'flux-delivery/entity': entity },
});

describe('from a bound applier down', () => {
  const root = (owned: string[], metadata = {}) =>
    aKustomization('flux-system', 'root', { owned, metadata });

  it('leads through appliers that only apply appliers', () => {
    const objects: KubeObject[] = [
      root([ks('apps', 'middle'), ks('flux-system', 'root')], CLAIM),
      aKustomization('apps', 'middle', { owned: [hr('apps', 'api')] }),
      aHelmRelease('apps', 'api', { owned: [deployment('apps', 'api')] }),
      aDeployment('apps', 'api'),
    ];
    const { targets } = pathOf({ objects: { staging: objects } });
    expect(targets.map(outline)).toEqual([
      'staging helmrelease/apps/api claimed: Deployment/apps/api',
    ]);
    expect(targets[0].because).toEqual([
      'annotation flux-delivery/entity on Kustomization flux-system/root, which applies Kustomization apps/middle, which applies HelmRelease apps/api',
    ]);
    expect(targets[0].parents.map(({ ref }) => ref.name)).toEqual([
      'middle',
      'root',
    ]);
    expect(targets[0].parentCycle).toBeUndefined();
  });

  it('gives an applier with own workloads and its children', () => {
    const objects = [
      root([deployment('apps', 'a'), ks('apps', 'b')], CLAIM),
      aDeployment('apps', 'a'),
      aKustomization('apps', 'b', { owned: [deployment('apps', 'b')] }),
      aDeployment('apps', 'b'),
    ];
    expect(outlines({ objects: { staging: objects } })).toEqual([
      'staging kustomization/apps/b claimed: Deployment/apps/b',
      'staging kustomization/flux-system/root claimed: Deployment/apps/a',
    ]);
  });

  it('gives itself where it has neither, or a child that is not there', () => {
    expect(outlines({ objects: { staging: [root([], CLAIM)] } })).toEqual([
      'staging kustomization/flux-system/root claimed',
    ]);
    expect(
      outlines({ objects: { staging: [root([ks('apps', 'gone')], CLAIM)] } }),
    ).toEqual(['staging kustomization/apps/gone claimed']);
  });

  it('leaves children of other entities to them', () => {
    const objects = [
      root(
        [
          ks('apps', 'ours'),
          ks('apps', 'claimed'),
          ks('apps', 'labelled'),
          ks('apps', 'within'),
          ks('apps', 'beside'),
        ],
        CLAIM,
      ),
      aKustomization('apps', 'ours', { owned: [deployment('apps', 'ours')] }),
      aKustomization('apps', 'claimed', {
        metadata: claimOf('component:default/other'),
      }),
      aKustomization('apps', 'labelled', {
        metadata: { labels: { 'backstage.io/kubernetes-id': 'other' } },
      }),
      aKustomization('apps', 'within', {
        owned: [deployment('apps', 'theirs')],
      }),
      aKustomization('apps', 'beside', {
        owned: [deployment('apps', 'named')],
      }),
      aDeployment('apps', 'named', {
        metadata: { labels: { 'backstage.io/kubernetes-id': 'other' } },
      }),
      aDeployment('apps', 'ours'),
      aDeployment('apps', 'theirs', {
        metadata: claimOf('component:default/other'),
      }),
    ];
    expect(outlines({ objects: { staging: objects } })).toEqual([
      'staging kustomization/apps/ours claimed: Deployment/apps/ours',
    ]);
  });

  it('ends where appliers apply each other, and names the circle', () => {
    const objects = [
      aKustomization('apps', 'a', {
        owned: [ks('apps', 'b')],
        metadata: CLAIM,
      }),
      aKustomization('apps', 'b', {
        owned: [ks('apps', 'a'), deployment('apps', 'x')],
      }),
      aDeployment('apps', 'x'),
    ];
    const { targets } = pathOf({ objects: { staging: objects } });
    expect(targets.map(outline)).toEqual([
      'staging kustomization/apps/b claimed: Deployment/apps/x',
    ]);
    expect(targets[0].parentCycle).toEqual([
      'Kustomization/apps/b',
      'Kustomization/apps/a',
      'Kustomization/apps/b',
    ]);
  });

  it('does not look for what is delivered to another cluster', () => {
    const remote = aKustomization('apps', 'remote', {
      owned: [deployment('apps', 'x')],
      metadata: CLAIM,
      spec: { kubeConfig: { secretRef: { name: 'other' } } },
    });
    const { targets } = pathOf({
      objects: { staging: [remote, aDeployment('apps', 'x')] },
    });
    expect(targets.map(outline)).toEqual([
      'staging kustomization/apps/remote claimed',
    ]);
    expect(targets[0].because[1]).toContain('delivers to another cluster');
  });
});

describe('from a workload up', () => {
  it.each<[string, KubeObject[], string]>([
    [
      'inventory',
      [aKustomization('a', 'k', { owned: [deployment('apps', 'x')] })],
      'kustomization/a/k',
    ],
    [
      'inventory before labels',
      [
        aKustomization('a', 'k', { owned: [deployment('apps', 'x')] }),
        aKustomization('a', 'old'),
      ],
      'kustomization/a/k',
    ],
    [
      'labels where no inventory lists it',
      [aKustomization('a', 'old')],
      'kustomization/a/old',
    ],
    ['labels where the applier is gone', [], 'kustomization/a/old'],
  ])('finds the applier by %s', (_, appliers, expected) => {
    const workload = aDeployment('apps', 'x', {
      metadata: {
        ...CLAIM,
        labels: {
          'kustomize.toolkit.fluxcd.io/name': 'old',
          'kustomize.toolkit.fluxcd.io/namespace': 'a',
        },
      },
    });
    expect(outlines({ objects: { staging: [workload, ...appliers] } })).toEqual(
      [`staging ${expected} claimed: Deployment/apps/x`],
    );
  });

  it('finds the applier of what an operator made of a custom resource', () => {
    const objects = [
      aKustomization('a', 'k', {
        owned: ['apps_db_postgres.example.com_Cluster'],
      }),
      anObject('apps/v1', 'StatefulSet', 'apps', 'db', {
        metadata: {
          ...CLAIM,
          ownerReferences: [
            {
              apiVersion: 'postgres.example.com/v1',
              kind: 'Cluster',
              name: 'db',
              uid: '1',
            },
          ],
        },
      }),
    ];
    expect(outlines({ objects: { staging: objects } })).toEqual([
      'staging kustomization/a/k claimed: StatefulSet/apps/db',
    ]);
    const claimedAbove = [
      aKustomization('a', 'k', {
        owned: ['apps_db_postgres.example.com_Cluster'],
        metadata: CLAIM,
      }),
      { ...objects[1], metadata: { ...objects[1].metadata, annotations: {} } },
    ];
    expect(outlines({ objects: { staging: claimedAbove } })).toEqual([
      'staging kustomization/a/k claimed: StatefulSet/apps/db',
    ]);
  });

  it('groups what Flux does not deliver by namespace', () => {
    const objects = [
      aDeployment('a', 'x', { metadata: CLAIM }),
      aDeployment('a', 'y', { metadata: CLAIM }),
      aDeployment('b', 'z', {
        metadata: {
          annotations: {
            ...CLAIM.annotations,
            'flux-delivery/environment': 'dev',
          },
        },
      }),
    ];
    const { targets } = pathOf({ objects: { staging: objects } });
    expect(targets.map(outline)).toEqual([
      'staging no applier claimed: Deployment/b/z',
      'staging no applier claimed: Deployment/a/x Deployment/a/y',
    ]);
    expect(targets.map(({ id, environment }) => [id, environment])).toEqual([
      ['staging~unmanaged~b~workloads', 'dev'],
      ['staging~unmanaged~a~workloads', 'unassigned'],
    ]);
    expect(targets[0].workloads[0].because).toContain('not delivered by Flux');
  });
});
