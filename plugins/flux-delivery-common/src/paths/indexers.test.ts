import fc from 'fast-check';
import { refOf, type KubeObject } from '../kube/KubeObject';
import type { IndexName } from '../paths/InventoryView';
import {
  aDeployment,
  aHelmRelease,
  aKustomization,
  anEndpointSlice,
  anObject,
  aService,
} from '../testUtils/builders';
import { fixtureNames, loadFixture } from '../testUtils/loadFixture';
import { indexers, namespaceIndexValue } from './indexers';
import { WATCHED_KINDS } from '../flux/kinds';

const SERVICE = 'c||Service|apps';
const template = (image: string) => ({
  spec: { containers: [{ name: 'a', image }] },
});
const values = (index: IndexName, object: KubeObject) =>
  indexers[index](refOf('c', object), object);

describe('indexers', () => {
  it.each<[string, IndexName, KubeObject, string[]]>([
    [
      'the entity that it claims',
      'byClaim',
      aKustomization('apps', 'x', {
        metadata: {
          annotations: { 'flux-delivery/entity': 'Component:default/API' },
        },
      }),
      ['component:default/api'],
    ],
    [
      'its kubernetes-id',
      'byKubernetesId',
      aDeployment('apps', 'x', {
        metadata: { labels: { 'backstage.io/kubernetes-id': 'api' } },
      }),
      ['api'],
    ],
    [
      'each entry of its inventory, without itself',
      'byInventoryEntry',
      aKustomization('flux-system', 'root', {
        owned: [
          'apps_x_apps_Deployment',
          'flux-system_root_kustomize.toolkit.fluxcd.io_Kustomization',
        ],
      }),
      ['c|apps|Deployment|apps|x'],
    ],
    [
      'nothing of this cluster, where it delivers to another',
      'byInventoryEntry',
      aKustomization('flux-system', 'remote', {
        owned: ['apps_x_apps_Deployment'],
        spec: { kubeConfig: { secretRef: { name: 'k' } } },
      }),
      [],
    ],
    [
      'the applier that its labels name',
      'byOwnerLabel',
      aService('apps', 'x', {
        metadata: {
          labels: {
            'helm.toolkit.fluxcd.io/name': 'x',
            'helm.toolkit.fluxcd.io/namespace': 'apps',
          },
        },
      }),
      ['c|helm.toolkit.fluxcd.io|HelmRelease|apps|x'],
    ],
    [
      'what it reads from',
      'bySource',
      aHelmRelease('apps', 'x'),
      ['c|source.toolkit.fluxcd.io|HelmChart|apps|apps-x'],
    ],
    [
      'namespace and kind',
      'byNamespace',
      aDeployment('apps', 'x'),
      ['c|apps|apps/Deployment'],
    ],
    [
      'an empty group',
      'byNamespace',
      aService('apps', 'x'),
      ['c|apps|/Service'],
    ],
    [
      'image repositories, each once',
      'byImage',
      aDeployment('apps', 'x', {
        spec: {
          template: {
            spec: {
              initContainers: [{ name: 'i', image: 'r.example.com/x:2' }],
              containers: [
                { name: 'a', image: 'r.example.com/x:1' },
                { name: 'b', image: 'nginx' },
                { name: 'c', image: '${IMAGE}' },
              ],
            },
          },
        },
      }),
      ['r.example.com/x', 'docker.io/library/nginx'],
    ],
    [
      'image repositories of a CronJob',
      'byImage',
      anObject('batch/v1', 'CronJob', 'apps', 'x', {
        spec: {
          jobTemplate: { spec: { template: template('r.example.com/job:1') } },
        },
      }),
      ['r.example.com/job'],
    ],
    [
      'image repositories of a Knative Service',
      'byImage',
      anObject('serving.knative.dev/v1', 'Service', 'apps', 'x', {
        spec: { template: template('r.example.com/fn') },
      }),
      ['r.example.com/fn'],
    ],
    [
      'no image of what is no workload',
      'byImage',
      anObject('example.com/v1', 'Thing', 'apps', 'x', {
        spec: { template: template('nginx') },
      }),
      [],
    ],
    [
      'each owner',
      'byOwner',
      anObject('batch/v1', 'Job', 'apps', 'x-1', {
        metadata: {
          ownerReferences: [
            { apiVersion: 'batch/v1', kind: 'CronJob', name: 'x', uid: 'u' },
          ],
        },
      }),
      ['c|batch|CronJob|apps|x'],
    ],
    [
      'a cluster-scoped owner',
      'byOwner',
      anObject('apps/v1', 'Deployment', 'apps', 'x', {
        metadata: {
          ownerReferences: [
            { apiVersion: 'v1', kind: 'Namespace', name: 'apps', uid: 'u' },
          ],
        },
      }),
      ['c||Namespace||apps'],
    ],
    [
      'the Service of a slice',
      'byService',
      anEndpointSlice('apps', 'x', []),
      [`${SERVICE}|x`],
    ],
    [
      'the backends of an Ingress, each once',
      'byService',
      anObject('networking.k8s.io/v1', 'Ingress', 'apps', 'i', {
        spec: {
          defaultBackend: { service: { name: 'fallback' } },
          rules: [
            {
              http: {
                paths: [
                  { backend: { service: { name: 'x' } } },
                  { backend: { resource: { kind: 'Bucket' } } },
                ],
              },
            },
            {
              host: 'b',
              http: { paths: [{ backend: { service: { name: 'x' } } }] },
            },
            { host: 'no-http' },
          ],
        },
      }),
      [`${SERVICE}|fallback`, `${SERVICE}|x`],
    ],
    [
      'the backends of an old Ingress',
      'byService',
      anObject('networking.k8s.io/v1beta1', 'Ingress', 'apps', 'i', {
        spec: {
          rules: [
            {
              http: {
                paths: [{ backend: { serviceName: 'x', servicePort: 80 } }],
              },
            },
          ],
        },
      }),
      [`${SERVICE}|x`],
    ],
    ...['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map(
      kind =>
        [
          `the backends of a ${kind}`,
          'byService',
          anObject('gateway.networking.k8s.io/v1', kind, 'apps', 'r', {
            spec: {
              rules: [
                {
                  backendRefs: [
                    { name: 'x', weight: 9 },
                    {
                      name: 'y',
                      kind: 'Service',
                      group: '',
                      namespace: 'other',
                    },
                  ],
                },
                {
                  backendRefs: [
                    {
                      name: 'z',
                      kind: 'ServiceImport',
                      group: 'multicluster.x-k8s.io',
                    },
                  ],
                },
                {},
              ],
            },
          }),
          [`${SERVICE}|x`, 'c||Service|other|y'],
        ] as [string, IndexName, KubeObject, string[]],
    ),
    [
      'what a Canary drives',
      'byTarget',
      anObject('flagger.app/v1beta1', 'Canary', 'apps', 'x', {
        spec: { targetRef: { kind: 'Deployment', name: 'x' } },
      }),
      ['c|apps|Deployment|apps|x'],
    ],
    [
      'what a Rollout drives',
      'byTarget',
      anObject('argoproj.io/v1alpha1', 'Rollout', 'apps', 'x', {
        spec: {
          workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' },
        },
      }),
      ['c|apps|Deployment|apps|x'],
    ],
    [
      'nothing for a Rollout with a template',
      'byTarget',
      anObject('argoproj.io/v1alpha1', 'Rollout', 'apps', 'x'),
      [],
    ],
    [
      'what it waits for',
      'byDependency',
      aKustomization('apps', 'x', {
        spec: { dependsOn: [{ name: 'infra' }, { name: 'infra' }] },
      }),
      ['c|kustomize.toolkit.fluxcd.io|Kustomization|apps|infra'],
    ],
  ])('file an object under %s', (_, index, object, expected) => {
    expect(values(index, object)).toEqual(expected);
  });

  it('do not take the labels that an EndpointSlice copies from its Service for its own', () => {
    const slice = loadFixture('healthy-git-kustomization').find(
      ({ kind }) => kind === 'EndpointSlice',
    )!;
    expect(slice.metadata.labels).toMatchObject({
      'backstage.io/kubernetes-id': 'catalog',
      'kustomize.toolkit.fluxcd.io/name': 'catalog',
    });
    expect(values('byKubernetesId', slice)).toEqual([]);
    expect(values('byOwnerLabel', slice)).toEqual([]);
    expect(values('byService', slice)).toEqual(['c||Service|shop|catalog']);
  });

  it('agree on the value of byNamespace with the one who asks', () => {
    expect(values('byNamespace', aDeployment('apps', 'x'))).toEqual([
      namespaceIndexValue('c', 'apps', 'apps', 'Deployment'),
    ]);
  });

  it('are total over captured objects, and give each value once', () => {
    for (const object of fixtureNames().flatMap(loadFixture)) {
      for (const name of Object.keys(indexers) as IndexName[]) {
        const found = values(name, object);
        expect(new Set(found).size).toBe(found.length);
      }
    }
  });

  it('are total over anything that has a name', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...WATCHED_KINDS),
        fc.jsonValue(),
        fc.jsonValue(),
        (kind, spec, status) => {
          const object = anObject(`${kind.group}/v1`, kind.kind, 'a', 'b', {
            spec,
            status,
          });
          for (const name of Object.keys(indexers) as IndexName[]) {
            expect(
              Array.isArray(indexers[name](refOf('c', object), object)),
            ).toBe(true);
          }
        },
      ),
    );
  });
});
