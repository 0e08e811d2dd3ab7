import type { KubeObject } from '../../kube/KubeObject';
import type { Pod, ReplicaSet } from '../../kube/workloads';
import { anEndpointSlice, anObject, aService } from '../../testUtils/builders';
import { CLUSTER } from '../../testUtils/fixtureTargets';
import { pod, trafficOf } from '../../testUtils/trafficOf';

const [OLD, NEW] = ['6b8f9c7d5', '7d9f8c6b4'];
const KEY = `${CLUSTER}|argoproj.io|Rollout|payments|api`;

/** A Rollout on 1.8.3, as Argo writes it, while its stable version is the one of this hash. */
function aRollout(strategy: object, stableRS: string, status: object = {}) {
  const labels = { app: 'api' };
  return anObject('argoproj.io/v1alpha1', 'Rollout', 'payments', 'api', {
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      strategy,
      template: {
        metadata: { labels },
        spec: {
          containers: [
            { name: 'app', image: 'registry.example.com/api:1.8.3' },
          ],
        },
      },
    },
    status: {
      observedGeneration: '1',
      replicas: stableRS === NEW ? 1 : 2,
      updatedReplicas: 1,
      readyReplicas: 1,
      availableReplicas: 1,
      currentPodHash: NEW,
      stableRS,
      phase: stableRS === NEW ? 'Healthy' : 'Paused',
      ...(stableRS !== NEW && {
        controllerPause: true,
        pauseConditions: [
          { reason: 'BlueGreenPause', startTime: '2026-11-21T05:55:00Z' },
        ],
      }),
      ...status,
    },
  });
}

/** One Service as Argo steers it: by the hash of the version that it selects, with the pod of that version ready or not. */
const steered = (name: string, hash: string, ready = true) => [
  aService('payments', name, {
    metadata: {
      annotations: { 'argo-rollouts.argoproj.io/managed-by-rollouts': 'api' },
    },
    spec: { selector: { app: 'api', 'rollouts-pod-template-hash': hash } },
  }),
  anEndpointSlice('payments', name, ready ? [{ name: `api-${hash}-x` }] : []),
];

const podOf = (hash: string, version: string) => {
  const made = pod(`api-${hash}-x`, 'api', version, 'api', {
    app: 'api',
    'rollouts-pod-template-hash': hash,
  });
  made.metadata.ownerReferences = [
    {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      name: `api-${hash}`,
      uid: hash,
    },
  ];
  return made as Pod;
};

const setOf = (hash: string, revision: string) =>
  anObject<ReplicaSet>('apps/v1', 'ReplicaSet', 'payments', `api-${hash}`, {
    metadata: {
      uid: hash,
      annotations: { 'rollout.argoproj.io/revision': revision },
    },
  });

function toldOf(rollout: KubeObject, ...services: KubeObject[][]) {
  return trafficOf(services.flat(), {
    workload: rollout,
    pods: [],
    samples: {
      [KEY]: {
        observedAt: '2026-11-21T06:00:00Z',
        pods: [podOf(OLD, '1.8.2'), podOf(NEW, '1.8.3')],
        replicaSets: [setOf(OLD, '1'), setOf(NEW, '2')],
        truncated: false,
      },
    },
  });
}

const BLUE_GREEN = {
  blueGreen: { activeService: 'api', previewService: 'api-preview' },
};
const CANARY = {
  canary: { stableService: 'api', canaryService: 'api-canary' },
};

describe('the Services of a Rollout', () => {
  it.each<[string, KubeObject, KubeObject[][], string]>([
    [
      'blue/green, promoted',
      aRollout(BLUE_GREEN, NEW),
      [steered('api', NEW), steered('api-preview', NEW)],
      'ok | 100 % on 1.8.3',
    ],
    [
      'blue/green, waiting for somebody',
      aRollout(BLUE_GREEN, OLD),
      [steered('api', OLD), steered('api-preview', NEW)],
      'suspended | 100 % still on 1.8.2',
    ],
    [
      'canary, waiting for somebody',
      aRollout(CANARY, OLD),
      [steered('api', OLD), steered('api-canary', NEW)],
      'suspended | 100 % still on 1.8.2',
    ],
    [
      'blue/green, aborted',
      aRollout(BLUE_GREEN, OLD, { phase: 'Degraded', abort: true }),
      [steered('api', OLD), steered('api-preview', NEW)],
      'diverged | 100 % still on 1.8.2 | old-version-serving',
    ],
    [
      'with no pod of the active version',
      aRollout(BLUE_GREEN, NEW),
      [steered('api', NEW, false), steered('api-preview', NEW)],
      'diverged | no ready endpoint | no-ready-endpoints',
    ],
  ])('%s', (_, rollout, services, expected) => {
    expect(toldOf(rollout, ...services).words).toBe(expected);
  });

  it('are no fault where the preview has no pods', () => {
    expect(
      toldOf(
        aRollout(BLUE_GREEN, NEW),
        steered('api', NEW),
        steered('api-preview', NEW, false),
      ).words,
    ).toBe('ok | 100 % on 1.8.3');
  });

  it.each([
    [0, /^ok/],
    [20, /^diverged \| no ready endpoint/],
  ])(
    'are a fault where the canary is to get %s %% and has no pods',
    (weight, expected) => {
      const weights = {
        canary: { weight, serviceName: 'api-canary' },
        stable: { weight: 100 - weight, serviceName: 'api' },
      };

      expect(
        toldOf(
          aRollout(CANARY, NEW, { canary: { weights } }),
          steered('api', NEW),
          steered('api-canary', NEW, false),
        ).words,
      ).toMatch(expected);
    },
  );
});
