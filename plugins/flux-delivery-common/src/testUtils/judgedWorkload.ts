import { isBareWorkload } from '../flux/kinds';
import type { Condition, KubeObject } from '../kube/KubeObject';
import { refOf } from '../kube/KubeObject';
import type { Pod, PodSample, ReplicaSet } from '../kube/workloads';
import type { ResolvedWorkload } from '../paths/DeliveryPath';
import type { KindState } from '../paths/InventoryView';
import { aCondition, anObject } from './builders';
import { memoryInventory } from './memoryInventory';
import { judgeWorkload } from '../divergence/judgeWorkload';

export const NOW = '2026-11-21T06:00:00Z';
export const CLUSTER = 'staging';

export function judge(
  object: KubeObject,
  more: Partial<ResolvedWorkload> = {},
  state: KindState = 'synced',
) {
  const view = memoryInventory([{ cluster: CLUSTER, object }], {
    freshness: () => ({ state }),
  });
  const ref = refOf(CLUSTER, object);
  const observed = view.get(ref) ?? { ref, object, observedAt: NOW };
  return judgeWorkload(
    {
      ref,
      workload: observed,
      because: 'a test',
      ...(isBareWorkload(ref) && { pods: sampleOf(object) }),
      related: [],
      ...more,
    },
    { view, now: NOW, pinned: false },
  );
}

/** The sample of an object whose kind is not watched. */
function sampleOf(self: KubeObject): PodSample {
  return {
    observedAt: NOW,
    pods: self.kind === 'Pod' ? [self as Pod] : [],
    replicaSets: [],
    truncated: false,
    self,
  };
}

export function inWords(
  object: KubeObject,
  more: Partial<ResolvedWorkload> = {},
): string {
  const { verdict, headline, class: failure } = judge(object, more);
  return [verdict, headline, failure].filter(Boolean).join(' | ');
}

export function progressing(
  reason: string,
  status = 'True',
  lastUpdateTime = '2026-11-21T05:59:00Z',
): Condition {
  return {
    ...aCondition({ type: 'Progressing', reason, status, message: reason }),
    lastUpdateTime,
  } as Condition;
}

export function aPod(
  name: string,
  owner: string,
  status: Pod['status'] = {},
  born = '2026-11-21T05:58:00Z',
): Pod {
  return anObject<Pod>('v1', 'Pod', 'payments', name, {
    metadata: {
      creationTimestamp: born,
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: owner, uid: owner },
      ],
    },
    spec: {
      containers: [{ name: 'app', image: 'registry.example.com/api:1.8.3' }],
    },
    status,
  });
}

export function waiting(
  reason: string,
  message = '',
  lastState = {},
): Pod['status'] {
  return {
    containerStatuses: [
      {
        name: 'app',
        ready: false,
        restartCount: 3,
        state: { waiting: { reason, message } },
        lastState,
      },
    ],
  };
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

export const rolling = {
  replicas: 4,
  updatedReplicas: 2,
  readyReplicas: 3,
  availableReplicas: 3,
  conditions: [progressing('ReplicaSetUpdated')],
};

export function workload(
  kind: string,
  spec: object,
  status: object,
  apiVersion = 'apps/v1',
): KubeObject {
  return anObject(apiVersion, kind, 'payments', 'api', {
    spec: {
      ...spec,
      template: { spec: { containers: [{ name: 'app', image: 'api:1.8.3' }] } },
    },
    status: { observedGeneration: 1, ...status },
  });
}

export function aJob(name: string, spec: object, status: object): KubeObject {
  return anObject('batch/v1', 'Job', 'payments', name, { spec, status });
}
export const complete = {
  succeeded: 1,
  completionTime: NOW,
  conditions: [aCondition({ type: 'Complete', message: '' })],
};
export const failed = {
  failed: 7,
  conditions: [
    aCondition({
      type: 'Failed',
      reason: 'BackoffLimitExceeded',
      message: 'Job has reached the specified backoff limit',
    }),
  ],
};
export const active = { active: 1, startTime: '2026-11-21T05:59:00Z' };
