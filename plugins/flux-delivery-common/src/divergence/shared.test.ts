import type { KubeObject } from '../kube/KubeObject';
import {
  aCondition,
  aDeployment,
  aGitRepository,
  aHelmRelease,
  aKustomization,
} from '../testUtils/builders';
import {
  CLUSTER,
  fixtureTarget,
  fixtureView,
} from '../testUtils/fixtureTargets';
import { memoryInventory } from '../testUtils/memoryInventory';
import { firstDivergence } from './firstDivergence';
import { judgeTarget } from './judgeTarget';

const NOW = '2026-11-21T06:00:00Z';

const release = (name: string, changes: Parameters<typeof aHelmRelease>[2]) =>
  aHelmRelease('shop', name, changes);

function divergenceOf(...objects: KubeObject[]) {
  const view = fixtureView(objects, NOW, objects[0]);
  const target = judgeTarget(fixtureTarget(objects[0], view), {
    view,
    now: NOW,
    pinned: false,
  });
  return {
    divergence: firstDivergence(target.segments),
    notes: target.notes.map(note => note.class),
  };
}

describe('a Helm release of two HelmReleases', () => {
  it.each([
    ['the same name', { releaseName: 'same' }, { releaseName: 'same' }, true],
    ['other names', { releaseName: 'same' }, {}, false],
    [
      'the same name, kept elsewhere',
      { releaseName: 'same' },
      { releaseName: 'same', storageNamespace: 'other' },
      false,
    ],
  ])('%s', (_, one, other, conflicts) => {
    const { divergence } = divergenceOf(
      release('a', { spec: one }),
      release('b', { spec: other }),
    );

    expect(divergence?.class === 'apply-conflict').toBe(conflicts);
  });
});

describe('a Helm action that failed', () => {
  it('tells what it failed of', () => {
    const failed = aCondition({
      type: 'Released',
      status: 'False',
      reason: 'UpgradeFailed',
      message:
        'Helm upgrade failed for release shop/a with chart a@1.9.0: cannot patch "a" with kind Deployment: Deployment.apps "a" is invalid: spec.selector: Invalid value: {}: field is immutable',
    });
    const { divergence } = divergenceOf(
      release('a', {
        status: {
          ...aHelmRelease('shop', 'a').status,
          conditions: [{ ...failed, type: 'Ready' }, failed],
        },
      }),
    );

    expect(divergence).toMatchObject({
      segment: 'reconcile',
      class: 'helm-upgrade-failed',
      cause: { class: 'apply-immutable-field', segment: 'reconcile' },
    });
  });

  it('is not told of a test that its author ignores', () => {
    const tested = (ignoreFailures: boolean) =>
      divergenceOf(
        release('a', {
          spec: { test: { enable: true, ignoreFailures } },
          status: {
            ...aHelmRelease('shop', 'a').status,
            conditions: [
              aCondition(),
              aCondition({
                type: 'TestSuccess',
                status: 'False',
                reason: 'TestFailed',
              }),
            ],
          },
        }),
      );

    expect(tested(false).divergence?.class).toBe('helm-test-failed');
    expect(tested(true)).toMatchObject({
      divergence: null,
      notes: ['helm-test-failed'],
    });
  });
});

describe('an applier of two services', () => {
  const applierOf = (delivers: string[], failing: string[]) =>
    aKustomization('shop', 'both', {
      status: {
        ...aKustomization('shop', 'both').status,
        inventory: {
          entries: delivers.map(name => ({
            id: `shop_${name}_apps_Deployment`,
            v: 'v1',
          })),
        },
        conditions: [
          aCondition({
            status: 'False',
            reason: 'HealthCheckFailed',
            message: `health check failed after 30s: timeout waiting for: [${failing
              .map(name => `Deployment/shop/${name} status: 'InProgress'`)
              .join(', ')}]`,
          }),
        ],
      },
    });
  const halfWay = {
    status: {
      observedGeneration: 1,
      replicas: 4,
      updatedReplicas: 1,
      readyReplicas: 3,
      availableReplicas: 3,
      conditions: [
        aCondition({ type: 'Progressing', reason: 'ReplicaSetUpdated' }),
      ],
    },
  };
  const both = ['ours', 'theirs'];

  it.each<[string, string[], string[], object, string | undefined, string[]]>([
    [
      'whose workload is well',
      both,
      ['theirs'],
      {},
      undefined,
      ['neighbour-unhealthy'],
    ],
    [
      'whose workload has recovered since',
      both,
      both,
      {},
      undefined,
      ['neighbour-unhealthy'],
    ],
    [
      'whose workload has recovered since, where the other is only looked at',
      ['ours'],
      both,
      {},
      undefined,
      ['neighbour-unhealthy'],
    ],
    [
      'whose workload alone failed, and has recovered',
      both,
      ['ours'],
      {},
      undefined,
      [],
    ],
    [
      'whose workload is not well either',
      both,
      both,
      halfWay,
      'not healthy: Deployment ours',
      ['neighbour-unhealthy'],
    ],
  ])('of the one %s', (_, delivers, failing, status, headline, expected) => {
    const applier = applierOf(delivers, failing);
    const view = memoryInventory(
      [
        applier,
        aDeployment('shop', 'ours', status),
        aDeployment('shop', 'theirs', halfWay),
        aGitRepository('shop', 'apps'),
      ].map(object => ({ cluster: CLUSTER, object })),
    );
    const whole = fixtureTarget(applier, view);
    const ours = {
      ...whole,
      workloads: whole.workloads.filter(({ ref }) => ref.name === 'ours'),
    };
    const { segments, notes } = judgeTarget(ours, {
      view,
      now: NOW,
      pinned: false,
    });

    expect(segments[3].verdict === 'diverged').toBe(headline !== undefined);
    expect(segments[3].headline).toBe(headline ?? '3/3 ready');
    expect(firstDivergence(segments)?.segment).toBe(
      headline ? 'rollout' : undefined,
    );
    expect(notes.map(note => note.class)).toEqual(expected);
  });
});

describe('a workload that is not there', () => {
  it('was never made where its applier failed before', () => {
    const failing = aKustomization('shop', 'both', {
      status: {
        ...aKustomization('shop', 'both').status,
        inventory: { entries: [{ id: 'shop_ours_apps_Deployment', v: 'v1' }] },
        conditions: [
          aCondition({
            status: 'False',
            reason: 'BuildFailed',
            message: 'kustomize build failed: x',
          }),
        ],
      },
    });
    const view = memoryInventory(
      [failing, aGitRepository('shop', 'apps')].map(object => ({
        cluster: CLUSTER,
        object,
      })),
    );
    const { segments } = judgeTarget(fixtureTarget(failing, view), {
      view,
      now: NOW,
      pinned: false,
    });

    expect(segments[3].verdict).toBe('notObserved');
    expect(firstDivergence(segments)?.class).toBe('build-render');
  });
});
