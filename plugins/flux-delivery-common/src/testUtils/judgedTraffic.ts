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
import { emptyTarget } from '../paths/emptyTarget';
import type { KindState } from '../paths/InventoryView';
import { keyOf } from '../kube/ObjectRef';
import { aDeployment, anEndpointSlice, anObject, aService } from './builders';
import { memoryInventory } from './memoryInventory';
import type { Judgement } from '../divergence/Judgement';
import { judgeTraffic } from '../divergence/judgeTraffic';
import type { Verdict } from '../divergence/SegmentVerdict';

export const NOW = '2026-11-21T06:00:00Z';
/** Long enough before {@link NOW} that nothing is settling any more. */
export const BEFORE = '2026-11-21T05:58:00Z';
export const CLUSTER = 'staging';
export const DIGEST = `sha256:${'ab12'.repeat(16)}`;

export const api = aDeployment('payments', 'api');

export function observe<T extends KubeObject>(object: T) {
  return { ref: refOf(CLUSTER, object), object, observedAt: NOW };
}

export function aPod(
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

/** A pod that tells since when it is ready. */
export function readyPod(
  name: string,
  owner: 'new' | 'old',
  lastTransitionTime: string,
): Pod {
  const pod = aPod(name, owner);
  const conditions = [{ type: 'Ready', status: 'True', lastTransitionTime }];
  return { ...pod, status: { ...pod.status, conditions } };
}

export function aReplicaSet(name: string, revision: string): ReplicaSet {
  return anObject<ReplicaSet>('apps/v1', 'ReplicaSet', 'payments', name, {
    metadata: {
      uid: name,
      annotations: { 'deployment.kubernetes.io/revision': revision },
    },
  });
}

export function sample(...pods: Pod[]): PodSample {
  return {
    observedAt: NOW,
    pods,
    replicaSets: [aReplicaSet('old', '1'), aReplicaSet('new', '2')],
    truncated: false,
  };
}

export function service(
  slices: EndpointSlice[],
  changes: Partial<ResolvedService> & { spec?: Service['spec'] } = {},
): ResolvedService {
  const { spec, ...rest } = changes;
  const object = aService('payments', 'api', { spec });
  return {
    ref: refOf(CLUSTER, object),
    service: observe(object),
    because: 'a test',
    slices: slices.map(slice => ({ ...observe(slice), observedAt: BEFORE })),
    routes: [],
    selects: [keyOf(refOf(CLUSTER, api))],
    ...rest,
  };
}

export function judge(
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
    ...emptyTarget(),
    id: 'one',
    cluster: CLUSTER,
    environment: 'staging',
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

export function inWords(...parameters: Parameters<typeof judge>): string {
  const { verdict, headline, class: failure } = judge(...parameters);
  return [verdict, headline, failure].filter(Boolean).join(' | ');
}

export const endpoints = (...names: string[]) => [
  anEndpointSlice(
    'payments',
    'api',
    names.map(name => ({ name })),
  ),
];
export const none = [
  anEndpointSlice('payments', 'api', [{ name: 'a', ready: false }]),
];
