import type { KubeObject } from '../../kube/KubeObject';
import type { Workload } from '../../kube/workloads';
import { anEndpointSlice, anObject, aService } from '../../testUtils/builders';
import {
  aPod,
  sample,
  service,
  judge,
  inWords,
  endpoints,
  none,
} from '../../testUtils/judgedTraffic';
import { slice, trafficOf, writtenBy } from '../../testUtils/trafficOf';

const aService80 = (name: string, app = name) =>
  aService('payments', name, {
    spec: { selector: { app }, ports: [{ port: 80 }] },
  });

/** An HTTPRoute that splits between Services by weight. */
function route(
  weights: Record<string, number>,
  metadata: object = {},
  more: object[] = [],
): KubeObject {
  return anObject(
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    'payments',
    'api',
    {
      metadata,
      spec: {
        rules: [
          ...more,
          {
            backendRefs: Object.entries(weights).map(([name, weight]) => ({
              name,
              port: 80,
              weight,
            })),
          },
        ],
      },
    },
  );
}

describe('a route by weight', () => {
  const ENTRY = 'payments_api_gateway.networking.k8s.io_HTTPRoute';
  const told = (one: KubeObject, ...more: KubeObject[]) =>
    trafficOf([aService80('api'), aService80('other'), slice(), one, ...more], {
      owned: [ENTRY],
    });
  const noteOf = ({ notes }: ReturnType<typeof trafficOf>) =>
    notes.find(note => note.class === 'canary-weight')?.summary;

  it('that leaves the target some of the traffic is a note', () => {
    const split = told(route({ api: 20, other: 80 }));

    expect(split.words).toBe('ok | 100 % on 1.8.3');
    expect(noteOf(split)).toBe(
      'HTTPRoute/payments/api gives 20 % of the traffic to this target, the rest to Service other.',
    );
  });

  it('that was delivered with weight 0 makes the target a standby', () => {
    const standby = told(route({ api: 0, other: 100 }));

    expect(standby.words).toBe('notObserved | standby: weight 0');
    expect(standby.traffic.detail).toBe('100 % on 1.8.3');
    expect(noteOf(standby)).toBe(
      'HTTPRoute/payments/api gives no traffic to this target, all to Service other.',
    );
  });

  it('names nothing of the rules that lead to others only', () => {
    const { traffic } = told(
      route({ api: 0, other: 100 }, {}, [
        {
          backendRefs: [{ name: 'secret-svc', namespace: 'team-b', port: 80 }],
        },
      ]),
    );

    expect(traffic.headline).toBe('standby: weight 0');
    expect(traffic.evidence.map(({ value }) => value)).toContain(
      'api=0, other=100',
    );
  });

  it('makes no standby of what another route leads to', () => {
    const ingress = anObject(
      'networking.k8s.io/v1',
      'Ingress',
      'payments',
      'x',
      {
        spec: {
          rules: [
            {
              http: {
                paths: [
                  {
                    backend: { service: { name: 'api', port: { number: 80 } } },
                  },
                ],
              },
            },
          ],
        },
      },
    );

    expect(told(route({ api: 0, other: 100 }), ingress).words).toBe(
      'ok | 100 % on 1.8.3',
    );
  });

  it('is a divergence where somebody took the weight away past Flux', () => {
    const at = '2026-11-21T05:59:30Z';
    const patched = told(
      route(
        { api: 0, other: 100 },
        writtenBy('kubectl-patch', at, { 'f:spec': { 'f:rules': {} } }),
      ),
    );

    expect(patched.words).toBe(
      'diverged | weight 0: all traffic to Service other | canary-weight',
    );
    expect(patched.traffic.since).toBe(at);
    expect(noteOf(patched)).toBeUndefined();
  });

  it.each([
    ['multicluster.x-k8s.io', 'ServiceImport'],
    ['inference.networking.k8s.io', 'InferencePool'],
  ])('makes the target a standby where %s %s has it all', (group, kind) => {
    const standby = told(
      route({}, {}, [
        {
          backendRefs: [
            { name: 'api', port: 80, weight: 0 },
            { group, kind, name: 'elsewhere', weight: 100 },
          ],
        },
      ]),
    );

    expect(standby.words).toBe('notObserved | standby: weight 0');
    expect(noteOf(standby)).toBe(
      `HTTPRoute/payments/api gives no traffic to this target, all to ${kind} elsewhere.`,
    );
  });

  it('is a divergence where nobody gets anything', () => {
    expect(told(route({ api: 0, other: 0 })).words).toBe(
      'diverged | all weights are 0 | canary-weight',
    );
  });
});

describe('weights that a controller states', () => {
  const canary = (status: object) =>
    anObject('flagger.app/v1beta1', 'Canary', 'payments', 'api', {
      spec: {
        targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
      },
      status: {
        phase: 'Progressing',
        lastTransitionTime: '2026-11-21T05:50:00Z',
        ...status,
      },
    });
  const told = (status: object, one: KubeObject) =>
    trafficOf([
      ...['api', 'api-primary', 'api-canary'].flatMap(name => [
        aService80(name, 'api'),
        anEndpointSlice('payments', name, [{ name: 'api-1-x' }]),
      ]),
      canary(status),
      one,
    ]).words;
  const split = (weight: number, more: object[] = [], at?: string) =>
    route(
      { 'api-primary': 100 - weight, 'api-canary': weight },
      at ? writtenBy('flagger', at) : {},
      more,
    );
  const CROSSED = 'diverged | 60 % to the canary, 20 % wanted | canary-weight';

  /** As Flagger writes it for session affinity, matched by a cookie. */
  const KEPT_ON_CANARY = {
    backendRefs: [
      { name: 'api-primary', port: 80, weight: 0 },
      { name: 'api-canary', port: 80, weight: 100 },
    ],
  };
  const ON_ITS_WAY = 'inProgress | 20 % to the canary';

  it.each<[string, object, KubeObject, string]>([
    ['as they are', { canaryWeight: 20 }, split(20), ON_ITS_WAY],
    ['and somebody wrote others', { canaryWeight: 20 }, split(60), CROSSED],
    [
      'a moment before they are written down',
      { canaryWeight: 20 },
      split(60, [], '2026-11-21T06:00:50Z'),
      ON_ITS_WAY,
    ],
    [
      'behind a rule that keeps those who are on the canary already',
      { canaryWeight: 20 },
      split(20, [KEPT_ON_CANARY]),
      ON_ITS_WAY,
    ],
    [
      'which neither such a rule nor another has',
      { canaryWeight: 20 },
      split(60, [KEPT_ON_CANARY]),
      CROSSED,
    ],
    [
      'while it tests by headers and states none',
      { canaryWeight: 0, iterations: 3 },
      split(100),
      'ok | 100 % on 1.8.3',
    ],
    [
      'beside a rule that leads to one of both',
      { canaryWeight: 20 },
      split(20, [{ backendRefs: [{ name: 'api-canary', port: 80 }] }]),
      ON_ITS_WAY,
    ],
  ])('%s', (_, status, one, expected) => {
    expect(told(status, one)).toBe(expected);
  });

  it.each([
    [20, 'ok | 100 % on 1.8.3'],
    [60, CROSSED],
  ])('of a Rollout, routed at %s %%', (weight, expected) => {
    const labels = { app: 'api' };
    const rollout = anObject(
      'argoproj.io/v1alpha1',
      'Rollout',
      'payments',
      'api',
      {
        spec: {
          replicas: 1,
          selector: { matchLabels: labels },
          strategy: {
            canary: {
              stableService: 'api-primary',
              canaryService: 'api-canary',
            },
          },
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
          replicas: 1,
          updatedReplicas: 1,
          readyReplicas: 1,
          availableReplicas: 1,
          phase: 'Healthy',
          canary: {
            weights: {
              canary: { weight: 20, serviceName: 'api-canary' },
              stable: { weight: 80, serviceName: 'api-primary' },
            },
          },
        },
      },
    );

    expect(
      trafficOf(
        [
          ...['api-primary', 'api-canary'].flatMap(name => [
            aService80(name, 'api'),
            anEndpointSlice('payments', name, [{ name: 'api-1-x' }]),
          ]),
          split(weight),
        ],
        { workload: rollout },
      ).words,
    ).toBe(expected);
  });
});

describe('weights', () => {
  it('tells the share of a canary, and that it is not done', () => {
    const canary = anObject(
      'flagger.app/v1beta1',
      'Canary',
      'payments',
      'api',
      { status: { phase: 'Progressing', canaryWeight: 20 } },
    );

    expect(
      judge([service(endpoints('a'))], {
        pods: sample(aPod('a', 'new')),
        extra: [canary],
      }),
    ).toMatchObject({
      verdict: 'inProgress',
      headline: '20 % to the canary',
      detail: expect.stringMatching(/^primary: 100 % on /),
    });
  });

  it('tells rather that nothing answers while a canary is under way', () => {
    const canary = anObject(
      'flagger.app/v1beta1',
      'Canary',
      'payments',
      'api',
      { status: { phase: 'Progressing', canaryWeight: 10 } },
    );

    expect(
      judge([service(none)], { rollout: 'diverged', extra: [canary] }),
    ).toMatchObject({
      verdict: 'diverged',
      class: 'no-ready-endpoints',
      headline: 'no ready endpoint',
      detail: '10 % to the canary',
    });
  });

  it.each<[string, object[]]>([
    [
      'ok | 100 % on the newest revision',
      [{ revisionName: 'api-2', percent: 100 }],
    ],
    [
      'inProgress | 20 % on the newest revision',
      [
        { revisionName: 'api-2', percent: 20 },
        { revisionName: 'api-1', percent: 80 },
      ],
    ],
    ['unknown | traffic not told', []],
  ])('Knative: %s', (expected, traffic) => {
    const knative = anObject(
      'serving.knative.dev/v1',
      'Service',
      'payments',
      'api',
      { status: { traffic, latestCreatedRevisionName: 'api-2' } },
    );

    expect(inWords([], { workload: knative as Workload })).toBe(expected);
  });
});
