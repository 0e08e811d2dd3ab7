import type { KubeObject } from '../kube/KubeObject';
import { aDeployment, aKustomization, anObject } from '../testUtils/builders';
import { CLAIM, pathOf } from '../testUtils/pathOf';

const owner = (kind: string, name: string, apiVersion: string) => ({
  ownerReferences: [{ apiVersion, kind, name, uid: '1' }],
});
const cronJob = anObject('batch/v1', 'CronJob', 'a', 'nightly', {
  metadata: CLAIM,
  spec: { schedule: '0 0 * * *' },
});
const job = (name: string, creationTimestamp: string) =>
  anObject('batch/v1', 'Job', 'a', name, {
    metadata: {
      ...owner('CronJob', 'nightly', 'batch/v1'),
      ...CLAIM,
      creationTimestamp,
    },
  });
const canary = anObject('flagger.app/v1beta1', 'Canary', 'a', 'api', {
  spec: {
    targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
  },
});
const primary = aDeployment('a', 'api-primary', {
  metadata: owner('Canary', 'api', 'flagger.app/v1beta1'),
});

function workloadsOf(objects: KubeObject[], annotations = {}) {
  return pathOf({ annotations, objects: { staging: objects } }).targets.flatMap(
    ({ workloads }) =>
      workloads.map(({ ref, related }) => [
        `${ref.kind}/${ref.name}`,
        ...related.map(other => `${other.ref.kind}/${other.ref.name}`),
      ]),
  );
}

describe('workloads of a target', () => {
  it('are of every kind', () => {
    const owned = [
      'apps_Deployment',
      'apps_StatefulSet',
      'apps_DaemonSet',
      'batch_CronJob',
      'batch_Job',
      'flagger.app_Canary',
      'argoproj.io_Rollout',
      'serving.knative.dev_Service',
      '_Service',
      'apps_ReplicaSet',
      '_Pod',
      '_ReplicationController',
      '_ConfigMap',
    ];
    const applier = aKustomization('a', 'all', {
      metadata: CLAIM,
      owned: owned.map(kind => `a_x_${kind}`),
    });
    expect(workloadsOf([applier]).map(([name]) => name)).toEqual([
      'DaemonSet/x',
      'Deployment/x',
      'ReplicaSet/x',
      'StatefulSet/x',
      'Rollout/x',
      'CronJob/x',
      'Job/x',
      'Canary/x',
      'Service/x',
      'Pod/x',
      'ReplicationController/x',
    ]);
  });

  it('do not stand for their parts', () => {
    const jobs = [
      job('nightly-1', '2026-11-20T00:00:00Z'),
      job('nightly-2', '2026-11-21T00:00:00Z'),
    ];
    expect(workloadsOf([cronJob, ...jobs])).toEqual([
      ['CronJob/nightly', 'Job/nightly-2', 'Job/nightly-1'],
    ]);
    expect(
      workloadsOf([
        { ...cronJob, metadata: { ...cronJob.metadata, annotations: {} } },
        ...jobs,
      ]),
    ).toEqual([['CronJob/nightly', 'Job/nightly-2', 'Job/nightly-1']]);
  });

  it('show at most ten Jobs of a CronJob, the newest', () => {
    const jobs = Array.from({ length: 15 }, (_, day) =>
      job(`n-${day}`, `2026-11-${String(day + 1).padStart(2, '0')}T00:00:00Z`),
    );
    const [[, newest, ...rest]] = workloadsOf([cronJob, ...jobs]);
    expect(newest).toBe('Job/n-14');
    expect(rest).toHaveLength(9);
  });

  it('know the Canary that drives them and its primary, from either side', () => {
    const applier = aKustomization('a', 'k', {
      metadata: CLAIM,
      owned: ['a_api_apps_Deployment', 'a_api_flagger.app_Canary'],
    });
    expect(
      workloadsOf([applier, aDeployment('a', 'api'), canary, primary]),
    ).toEqual([
      ['Deployment/api', 'Canary/api', 'Deployment/api-primary'],
      ['Canary/api', 'Deployment/api', 'Deployment/api-primary'],
    ]);
  });

  it('are the Canary where its primary bears the label', () => {
    const labelled = {
      ...primary,
      metadata: {
        ...primary.metadata,
        labels: { 'backstage.io/kubernetes-id': 'api' },
      },
    };
    expect(
      workloadsOf([canary, labelled, aDeployment('a', 'api')], {
        'backstage.io/kubernetes-id': 'api',
      }),
    ).toEqual([['Canary/api', 'Deployment/api', 'Deployment/api-primary']]);
  });

  it('know the Rollout that refers to them', () => {
    const rollout = anObject('argoproj.io/v1alpha1', 'Rollout', 'a', 'r', {
      spec: {
        workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
      },
    });
    expect(
      workloadsOf([aDeployment('a', 'api', { metadata: CLAIM }), rollout]),
    ).toEqual([['Deployment/api', 'Rollout/r']]);
  });

  it('are named where the inventory lists them and they are gone', () => {
    const applier = aKustomization('a', 'k', {
      metadata: CLAIM,
      owned: ['a_api_apps_Deployment'],
    });
    const [target] = pathOf({ objects: { staging: [applier] } }).targets;
    expect(target.workloads).toEqual([
      {
        ref: expect.objectContaining({ name: 'api' }),
        workload: undefined,
        because: 'inventory of Kustomization a/k lists it',
        pods: undefined,
        related: [],
      },
    ]);
  });

  it('are known by their sample where they are not watched', () => {
    const applier = aKustomization('a', 'k', {
      metadata: CLAIM,
      owned: ['a_debug__Pod'],
    });
    const pod = anObject('v1', 'Pod', 'a', 'debug', {
      spec: { containers: [{ name: 'app', image: 'debug:1' }] },
    });
    const [{ workloads }] = pathOf({
      objects: { staging: [applier, pod] },
    }).targets;
    expect(workloads).toMatchObject([
      {
        ref: { kind: 'Pod', name: 'debug' },
        workload: { object: { metadata: { name: 'debug' } } },
        pods: { pods: [{ metadata: { name: 'debug' } }] },
      },
    ]);
  });

  it('survive owners that own each other', () => {
    const objects = [
      aDeployment('a', 'x', {
        metadata: { ...CLAIM, ...owner('Deployment', 'y', 'apps/v1') },
      }),
      aDeployment('a', 'y', {
        metadata: { ...owner('Deployment', 'x', 'apps/v1') },
      }),
    ];
    expect(workloadsOf(objects)).toEqual([['Deployment/x']]);
  });
});
