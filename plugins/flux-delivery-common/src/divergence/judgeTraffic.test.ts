import type { KubeObject } from '../kube/KubeObject';
import { refOf } from '../kube/KubeObject';
import type {
  EndpointSlice,
  Pod,
  PodSample,
  ReplicaSet,
  Service,
  Workload,
} from '../kube/workloads';
import type { ResolvedService, ResolvedTarget } from '../paths/DeliveryPath';
import type { KindState } from '../paths/InventoryView';
import { keyOf } from '../kube/ObjectRef';
import {
  aDeployment,
  anEndpointSlice,
  anObject,
  aService,
} from '../testUtils/builders';
import { memoryInventory } from '../testUtils/memoryInventory';
import type { Judgement } from './Judgement';
import { judgeTraffic } from './judgeTraffic';
import type { Verdict } from './SegmentVerdict';

const NOW = '2026-11-21T06:00:00Z';
const CLUSTER = 'staging';
const DIGEST = `sha256:${'ab12'.repeat(16)}`;

const api = aDeployment('payments', 'api');

function observe<T extends KubeObject>(object: T) {
  return { ref: refOf(CLUSTER, object), object, observedAt: NOW };
}

function aPod(
  name: string,
  owner: 'new' | 'old',
  version = owner === 'new' ? '1.8.3' : '1.8.2',
): Pod {
  return anObject<Pod>('v1', 'Pod', 'payments', name, {
    metadata: {
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: owner, uid: owner },
      ],
    },
    spec: {
      containers: [
        { name: 'app', image: `registry.example.com/api:${version}` },
      ],
    },
    status: {
      containerStatuses: [
        {
          name: 'app',
          ready: true,
          imageID: `registry.example.com/api@${DIGEST}`,
        },
      ],
    },
  });
}

function aReplicaSet(name: string, revision: string): ReplicaSet {
  return anObject<ReplicaSet>('apps/v1', 'ReplicaSet', 'payments', name, {
    metadata: {
      uid: name,
      annotations: { 'deployment.kubernetes.io/revision': revision },
    },
  });
}

function sample(...pods: Pod[]): PodSample {
  return {
    observedAt: NOW,
    pods,
    replicaSets: [aReplicaSet('old', '1'), aReplicaSet('new', '2')],
    truncated: false,
  };
}

function service(
  slices: EndpointSlice[],
  changes: Partial<ResolvedService> & { spec?: Service['spec'] } = {},
): ResolvedService {
  const { spec, ...rest } = changes;
  const object = aService('payments', 'api', { spec });
  return {
    ref: refOf(CLUSTER, object),
    service: observe(object),
    because: 'a test',
    slices: slices.map(observe),
    routes: [],
    selects: [keyOf(refOf(CLUSTER, api))],
    ...rest,
  };
}

function judge(
  services: ResolvedService[],
  options: {
    pods?: PodSample;
    rollout?: Verdict;
    workload?: Workload;
    state?: KindState;
    extra?: KubeObject[];
  } = {},
): Judgement {
  const {
    pods,
    rollout = 'ok',
    workload = api,
    state = 'synced',
    extra = [],
  } = options;
  const view = memoryInventory([{ cluster: CLUSTER, object: workload }], {
    freshness: () => ({ state }),
  });
  const target: ResolvedTarget = {
    id: 'one',
    cluster: CLUSTER,
    environment: 'staging',
    environmentBecause: '',
    binding: 'claimed',
    because: [],
    sources: [],
    parents: [],
    imageAutomation: [],
    owned: [],
    services,
    workloads: [workload, ...extra].map(object => ({
      ref: refOf(CLUSTER, object),
      workload: observe(object),
      because: 'a test',
      related: [],
      pods,
    })),
  };
  return judgeTraffic(
    target,
    {
      verdict: rollout,
      headline: '',
      summary: '',
      evidence: [],
      expectedBy: '2026-11-21T06:05:00Z',
    },
    { view, now: NOW, pinned: false },
  );
}

function inWords(...parameters: Parameters<typeof judge>): string {
  const { verdict, headline, class: failure } = judge(...parameters);
  return [verdict, headline, failure].filter(Boolean).join(' | ');
}

const endpoints = (...names: string[]) => [
  anEndpointSlice(
    'payments',
    'api',
    names.map(name => ({ name })),
  ),
];
const none = [
  anEndpointSlice('payments', 'api', [{ name: 'a', ready: false }]),
];

describe('traffic', () => {
  it('is ok where every ready endpoint leads to a pod of the newest template', () => {
    const judgement = judge([service(endpoints('a', 'b'))], {
      pods: sample(aPod('a', 'new'), aPod('b', 'new')),
    });

    expect(judgement).toMatchObject({
      verdict: 'ok',
      headline: '100 % on 1.8.3',
      detail: '2 endpoints, by digest',
    });
    expect(judgement.evidence.map(({ value }) => value)).toContain(DIGEST);
  });

  it.each<[string, Verdict]>([
    ['inProgress | 50 % on 1.8.3', 'inProgress'],
    ['diverged | 50 % on 1.8.3 | old-version-serving', 'diverged'],
    ['suspended | 50 % on 1.8.3', 'suspended'],
    ['inProgress | 50 % on 1.8.3', 'ok'],
  ])(
    'half on the old version: %s where the rollout is %s',
    (expected, rollout) => {
      const pods = sample(aPod('a', 'new'), aPod('b', 'old'));

      expect(inWords([service(endpoints('a', 'b'))], { pods, rollout })).toBe(
        expected,
      );
      expect(
        judge([service(endpoints('a', 'b'))], { pods, rollout }).detail,
      ).toBe('rest on 1.8.2');
    },
  );

  it('says what still serves where nothing new does', () => {
    expect(
      inWords([service(endpoints('b'))], {
        pods: sample(aPod('b', 'old')),
        rollout: 'diverged',
      }),
    ).toBe('diverged | 100 % still on 1.8.2 | old-version-serving');
  });

  it('is unknown where no pod was seen, however many endpoints are ready', () => {
    expect(inWords([service(endpoints('a', 'b'))])).toBe(
      'unknown | 2 ready, version not proven',
    );
    expect(
      inWords([service(endpoints('a', 'b'))], {
        pods: sample(aPod('a', 'new')),
      }),
    ).toBe('unknown | 2 ready, version not proven');
  });

  it('takes the counts of the workload for the pods that a cut sample leaves out', () => {
    const services = [service(endpoints('a', 'b'))];
    const cut = { ...sample(aPod('a', 'new')), truncated: true };
    const withOld = { ...sample(aPod('a', 'old')), truncated: true };

    expect(inWords(services, { pods: cut })).toBe('ok | 100 % on 1.8.3');
    expect(judge(services, { pods: cut, rollout: 'inProgress' }).verdict).toBe(
      'unknown',
    );
    expect(judge(services, { pods: withOld }).verdict).toBe('unknown');
  });

  it('counts a pod once that has an address of each family', () => {
    const pods = sample(aPod('a', 'new'));

    expect(
      judge([service([...endpoints('a'), ...endpoints('a')])], { pods }).detail,
    ).toBe('1 endpoint, by digest');
  });

  it.each<[string, Verdict]>([
    ['diverged | no ready endpoint | no-ready-endpoints', 'ok'],
    ['diverged | no ready endpoint | no-ready-endpoints', 'diverged'],
    ['inProgress | no ready endpoint', 'inProgress'],
  ])(
    'without a ready endpoint: %s where the rollout is %s',
    (expected, rollout) => {
      expect(inWords([service(none)], { rollout })).toBe(expected);
      expect(inWords([service([])], { rollout })).toBe(expected);
    },
  );

  it.each<[string, ResolvedService[]]>([
    ['notObserved | no Service leads here', []],
    [
      'diverged | selector matches nothing | selector-matches-nothing',
      [service([], { selects: [] })],
    ],
    [
      'notObserved | leads to other pods',
      [service(endpoints('x'), { selects: [] })],
    ],
    [
      'notObserved | leads outside',
      [
        service([], {
          spec: { type: 'ExternalName', externalName: 'api.example.com' },
        }),
      ],
    ],
    [
      'notObserved | 1 endpoint set by hand',
      [service(endpoints('x'), { spec: { selector: undefined } })],
    ],
  ])('%s', (expected, services) => {
    expect(inWords(services)).toBe(expected);
  });

  it('never says 100 % of what is scaled to 0', () => {
    const workload = aDeployment('payments', 'api', {
      spec: { replicas: 0 },
      status: {
        replicas: 0,
        updatedReplicas: 0,
        readyReplicas: 0,
        availableReplicas: 0,
      },
    });

    expect(inWords([service([])], { workload })).toBe(
      'notObserved | scaled to 0: nothing serves',
    );
  });

  it.each<KindState>([
    'forbidden',
    'notSynced',
    'unreachable',
    'needsUserSession',
  ])('is unknown where Services are %s', state => {
    expect(judge([], { state })).toMatchObject({
      verdict: 'unknown',
      unknownReason: state,
    });
    expect(
      judge([service(endpoints('a'))], {
        state,
        pods: sample(aPod('a', 'new')),
      }),
    ).toMatchObject({ verdict: 'unknown', unknownReason: state });
  });

  it('takes the worst of several Services', () => {
    const other = service([], { selects: [] });

    expect(
      judge([service(endpoints('a')), other], {
        pods: sample(aPod('a', 'new')),
      }),
    ).toMatchObject({
      verdict: 'diverged',
      detail: '1 of 2 Services',
    });
  });
});

describe('routes', () => {
  const route = (status: string, type = 'Accepted', observedGeneration = 1) =>
    observe(
      anObject('gateway.networking.k8s.io/v1', 'HTTPRoute', 'payments', 'api', {
        status: {
          parents: [
            {
              parentRef: { name: 'public' },
              conditions: [
                {
                  type,
                  status,
                  reason: 'NotAllowedByListeners',
                  message: 'no listener',
                  observedGeneration,
                },
              ],
            },
          ],
        },
      }),
    );
  const withRoute = (...routes: ReturnType<typeof route>[]) => [
    service(endpoints('a'), { routes }),
  ];
  const pods = sample(aPod('a', 'new'));

  it.each<[string, ReturnType<typeof route>]>([
    ['ok | 100 % on 1.8.3', route('True')],
    ['diverged | route not accepted | route-not-accepted', route('False')],
    [
      'diverged | route leads nowhere | route-not-accepted',
      route('False', 'ResolvedRefs'),
    ],
    [
      'inProgress | changed route not taken up yet',
      route('False', 'Accepted', 0),
    ],
  ])('%s', (expected, one) => {
    expect(inWords(withRoute(one), { pods })).toBe(expected);
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
      detail: '20 % to the canary, 1 endpoint, by digest',
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
