import { keyOf } from '../kube/ObjectRef';
import type { KubeObject } from '../kube/KubeObject';
import {
  aDeployment,
  aHelmRelease,
  aKustomization,
  anEndpointSlice,
  anObject,
  aService,
} from '../testUtils/builders';
import { CLAIM, pathOf } from '../testUtils/pathOf';

const ids = (...objects: KubeObject[]) =>
  objects.map(({ kind, apiVersion, metadata }) => {
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    return `${metadata.namespace}_${metadata.name}_${group}_${kind}`;
  });

/** The services of the one target that a claimed Kustomization over `owned` makes. */
function servicesOf(
  owned: KubeObject[],
  others: KubeObject[] = [],
  annotations = {},
) {
  const applier = aKustomization('a', 'api', {
    metadata: CLAIM,
    owned: ids(...owned),
  });
  const { targets } = pathOf({
    annotations,
    objects: { staging: [applier, ...owned, ...others] },
  });
  expect(targets).toHaveLength(1);
  return targets[0].services;
}

const named = (services: ReturnType<typeof servicesOf>) =>
  services.map(({ ref, because }) => `${ref.name}: ${because}`);

describe('services of a target', () => {
  it('select its pods, with their slices and routes', () => {
    const ingress = anObject('networking.k8s.io/v1', 'Ingress', 'a', 'web', {
      spec: {
        rules: [
          { http: { paths: [{ backend: { service: { name: 'api' } } }] } },
        ],
      },
    });
    const route = anObject(
      'gateway.networking.k8s.io/v1',
      'HTTPRoute',
      'edge',
      'web',
      {
        spec: { rules: [{ backendRefs: [{ name: 'api', namespace: 'a' }] }] },
      },
    );
    const [service, ...more] = servicesOf(
      [aDeployment('a', 'api')],
      [
        aService('a', 'api'),
        aService('b', 'api'),
        aService('a', 'other'),
        aService('a', 'none', { spec: { selector: {} } }),
        anEndpointSlice('a', 'api', [{ name: 'api-1' }]),
        ingress,
        route,
      ],
    );
    expect(more).toEqual([]);
    expect(service.because).toBe(
      'its selector matches the pods of Deployment a/api',
    );
    expect(service.selects).toEqual(['staging|apps|Deployment|a|api']);
    expect(service.slices.map(({ ref }) => ref.name)).toEqual(['api-x7k2p']);
    expect(service.routes.map(({ ref }) => ref.kind).sort()).toEqual([
      'HTTPRoute',
      'Ingress',
    ]);
  });

  it('belong to the applier also where they select nothing', () => {
    const services = servicesOf([
      aDeployment('a', 'api'),
      aService('a', 'api', { spec: { selector: { app: 'typo' } } }),
    ]);
    expect(named(services)).toEqual(['api: Kustomization a/api delivers it']);
    expect(services[0].selects).toEqual([]);
  });

  it('name the entity also where they select nothing', () => {
    const labels = { 'backstage.io/kubernetes-id': 'pay' };
    const services = servicesOf(
      [aDeployment('a', 'api')],
      [
        aService('a', 'labelled', { metadata: { labels } }),
        aService('a', 'claimed', { metadata: CLAIM }),
        aService('elsewhere', 'far', { metadata: { labels } }),
      ],
      { 'backstage.io/kubernetes-id': 'pay' },
    );
    expect(named(services)).toEqual([
      'claimed: annotation flux-delivery/entity on it',
      'labelled: label backstage.io/kubernetes-id on it',
    ]);
  });

  it('are not those of other entities in the same applier', () => {
    const other = {
      annotations: { 'flux-delivery/entity': 'component:default/other' },
    };
    const services = servicesOf([
      aDeployment('a', 'api'),
      aDeployment('a', 'theirs', { metadata: other }),
      aService('a', 'theirs'),
      aService('a', 'claimed', {
        metadata: other,
        spec: { selector: { app: 'nothing' } },
      }),
    ]);
    expect(services).toEqual([]);
  });

  it('stand with the target that delivers them, where the entity has two in a namespace', () => {
    const service = aService('a', 'api', {
      metadata: CLAIM,
      spec: { selector: { app: 'typo' } },
    });
    const objects = [
      aKustomization('a', 'one', {
        metadata: CLAIM,
        owned: ids(aDeployment('a', 'x'), service),
      }),
      aKustomization('a', 'two', {
        metadata: CLAIM,
        owned: ids(aDeployment('a', 'y')),
      }),
      aDeployment('a', 'x'),
      aDeployment('a', 'y'),
      service,
    ];
    const { targets } = pathOf({ objects: { staging: objects } });
    expect(targets.map(({ services }) => services.length)).toEqual([1, 0]);
  });

  it('are found by owner labels for a HelmRelease without inventory', () => {
    const labels = {
      'helm.toolkit.fluxcd.io/name': 'api',
      'helm.toolkit.fluxcd.io/namespace': 'a',
    };
    const objects = [
      aHelmRelease('a', 'api', {
        metadata: CLAIM,
        status: { inventory: undefined },
      }),
      aDeployment('a', 'api', { metadata: { labels } }),
      aService('a', 'api', {
        metadata: { labels },
        spec: { selector: { app: 'typo' } },
      }),
    ];
    const [target] = pathOf({ objects: { staging: objects } }).targets;
    expect(target.workloads.map(({ ref }) => ref.name)).toEqual(['api']);
    expect(target.workloads[0].because).toBe(
      'its owner labels name HelmRelease a/api',
    );
    expect(named(target.services)).toEqual([
      'api: HelmRelease a/api delivers it',
    ]);
  });

  it('are generated by a Canary, whose primary they select', () => {
    const canary = anObject('flagger.app/v1beta1', 'Canary', 'a', 'api', {
      spec: {
        targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
        service: { port: 80 },
      },
    });
    const primaryLabels = { app: 'api-primary' };
    const primary = aDeployment('a', 'api-primary', {
      metadata: {
        ownerReferences: [
          {
            apiVersion: 'flagger.app/v1beta1',
            kind: 'Canary',
            name: 'api',
            uid: '1',
          },
        ],
      },
      spec: {
        selector: { matchLabels: primaryLabels },
        template: {
          metadata: { labels: primaryLabels },
          spec: { containers: [] },
        },
      },
    });
    const services = servicesOf(
      [aDeployment('a', 'api'), canary],
      [
        primary,
        aService('a', 'api', { spec: { selector: primaryLabels } }),
        aService('a', 'api-canary', { spec: { selector: { app: 'api' } } }),
        aService('a', 'api-primary', { spec: { selector: primaryLabels } }),
      ],
    );
    expect(services.map(({ ref, selects }) => [ref.name, selects])).toEqual([
      ['api', ['staging|apps|Deployment|a|api-primary']],
      ['api-canary', ['staging|apps|Deployment|a|api']],
      ['api-primary', ['staging|apps|Deployment|a|api-primary']],
    ]);
  });

  it('are named by Rollouts and StatefulSets', () => {
    const rollout = anObject('argoproj.io/v1alpha1', 'Rollout', 'a', 'api', {
      spec: {
        strategy: {
          canary: { stableService: 'stable', canaryService: 'missing' },
        },
      },
    });
    const set = anObject('apps/v1', 'StatefulSet', 'a', 'db', {
      spec: { serviceName: 'headless' },
    });
    const services = servicesOf(
      [rollout, set],
      [aService('a', 'stable'), aService('a', 'headless')],
    );
    expect(named(services)).toEqual([
      'headless: StatefulSet a/db routes through it',
      'stable: Rollout a/api routes through it',
    ]);
    expect(services.map(({ service }) => keyOf(service.ref))).toEqual([
      'staging||Service|a|headless',
      'staging||Service|a|stable',
    ]);
  });
});
