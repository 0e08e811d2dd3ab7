import type { KubeObject } from '../../kube/KubeObject';
import {
  aCondition,
  aDeployment,
  aHelmRelease,
  aKustomization,
  aService,
} from '../../testUtils/builders';
import { pod, slice, trafficOf } from '../../testUtils/trafficOf';

const SERVICE = aService('payments', 'api', {
  spec: { selector: { app: 'api' }, ports: [{ port: 80 }] },
});
const BOTH = slice({ name: 'api-1-x' }, { name: 'canary-1-x' });
const ENTRY = 'payments_api-canary_apps_Deployment';
const OWNED = {
  'helm.toolkit.fluxcd.io/name': 'api-canary',
  'helm.toolkit.fluxcd.io/namespace': 'payments',
};

/** A second Deployment whose pods the Service selects as well. */
function neighbour({
  version = '1.9.0',
  labels = {},
  status = {},
}: {
  version?: string;
  labels?: Record<string, string>;
  status?: object;
} = {}) {
  const pods = { app: 'api', track: 'canary' };
  return [
    aDeployment('payments', 'api-canary', {
      metadata: { labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: pods },
        template: {
          metadata: { labels: pods },
          spec: {
            containers: [
              { name: 'app', image: `registry.example.com/api:${version}` },
            ],
          },
        },
      },
      status: {
        replicas: 1,
        updatedReplicas: 1,
        readyReplicas: 1,
        availableReplicas: 1,
        ...status,
      },
    }),
    pod('canary-1-x', 'api', version, 'api-canary', pods),
  ];
}

const release = (owned: string[]) =>
  aHelmRelease('payments', 'api-canary', { owned });
const OLD = 'diverged | 50 % on 1.8.3, rest on 1.9.0 | old-version-serving';
const BESIDE = 'ok | 50 % on 1.8.3, rest on 1.9.0';

describe('pods of another workload behind the same Service', () => {
  it.each<[string, KubeObject[], string]>([
    [
      'of another release that lists it are as they are meant to be',
      [...neighbour({ labels: OWNED }), release([ENTRY])],
      BESIDE,
    ],
    [
      'of a release of before inventories, too',
      [...neighbour({ labels: OWNED }), release([])],
      BESIDE,
    ],
    [
      'that its own release does not list any more are left over',
      [
        ...neighbour({ labels: OWNED }),
        release(['payments_x_apps_Deployment']),
      ],
      OLD,
    ],
    ['whose release is gone are left over', neighbour({ labels: OWNED }), OLD],
    ['that nobody delivers are left over', neighbour(), OLD],
    [
      'on the same version are as good as our own',
      neighbour({ version: '1.8.3' }),
      'ok | 100 % on 1.8.3',
    ],
  ])('%s', (_, objects, expected) => {
    expect(trafficOf([SERVICE, BOTH, ...objects]).words).toBe(expected);
  });

  it('are told beside what the target serves, and as a note', () => {
    const { traffic, notes } = trafficOf([
      SERVICE,
      BOTH,
      ...neighbour({ labels: OWNED }),
      release([ENTRY]),
    ]);

    expect(traffic.summary).toBe(
      'Service/payments/api: its ready endpoint runs 1.8.3, by digest. Also 1 of 2 ready endpoints is a pod of Deployment/payments/api-canary on 1.9.0, which HelmRelease/payments/api-canary delivers.',
    );
    expect(notes).toContainEqual({
      class: 'also-serves',
      summary:
        'Service/payments/api: also 1 of 2 ready endpoints is a pod of Deployment/payments/api-canary on 1.9.0, which HelmRelease/payments/api-canary delivers.',
    });
  });

  it('are on their way while their own rollout is', () => {
    const rolling = neighbour({
      labels: OWNED,
      status: {
        updatedReplicas: 0,
        conditions: [
          aCondition({
            type: 'Progressing',
            reason: 'ReplicaSetUpdated',
            lastTransitionTime: '2026-11-21T06:00:50Z',
          }),
        ],
      },
    });

    expect(
      trafficOf([SERVICE, BOTH, ...rolling, release([ENTRY])]).traffic,
    ).toMatchObject({ verdict: 'inProgress', expectedBy: expect.any(String) });
  });

  it('alone do not make the target serve', () => {
    const { traffic } = trafficOf([
      SERVICE,
      slice({ name: 'canary-1-x' }),
      ...neighbour({ labels: OWNED }),
      release([ENTRY]),
    ]);

    expect(traffic).toMatchObject({
      verdict: 'diverged',
      class: 'no-ready-endpoints',
      detail: 'only Deployment/payments/api-canary serves',
    });
  });

  it('are since both answer', () => {
    const late = neighbour();
    (late[1].status as { conditions: object[] }).conditions = [
      aCondition({ lastTransitionTime: '2026-11-21T05:55:00Z' }),
    ];

    expect(trafficOf([SERVICE, BOTH, ...late]).traffic.since).toBe(
      '2026-11-21T05:55:00Z',
    );
  });
});

describe('a workload that its applier does not list any more', () => {
  it('is told as what serves beside the new one', () => {
    const [deployment, old] = neighbour({
      version: '1.7.0',
      labels: {
        'kustomize.toolkit.fluxcd.io/name': 'payments',
        'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
      },
    });

    expect(trafficOf([SERVICE, BOTH, deployment, old]).words).toBe(
      'diverged | 50 % on 1.8.3, rest on 1.7.0 | old-version-serving',
    );
    // Somebody else took it over.
    const heir = aKustomization('flux-system', 'legacy', { owned: [ENTRY] });
    expect(trafficOf([SERVICE, BOTH, deployment, old, heir]).words).toBe(
      'ok | 50 % on 1.8.3, rest on 1.7.0',
    );
  });
});
