import { judgeTarget } from '../divergence/judgeTarget';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import { refOf, type KubeObject } from '../kube/KubeObject';
import { keyOf } from '../kube/ObjectRef';
import type { Pod, PodSample } from '../kube/workloads';
import {
  aDeployment,
  aGitRepository,
  aKustomization,
  anObject,
} from './builders';
import { CLUSTER, fixtureTarget } from './fixtureTargets';
import { progressing, rolling } from './judgedWorkload';
import { memoryInventory } from './memoryInventory';

const NOW = '2026-11-21T06:00:30Z';
const SEEN_AT = '2026-11-21T06:00:00Z';

function pod(
  name: string,
  status: Pod['status'],
  metadata: Partial<Pod['metadata']> = {},
): Pod {
  return anObject<Pod>('v1', 'Pod', 'payments', name, {
    metadata: { creationTimestamp: '2026-11-21T05:58:00Z', ...metadata },
    spec: {
      containers: [{ name: 'app', image: 'registry.example.com/api:1.8.3' }],
    },
    status,
  });
}

/** The target of a Kustomization that delivers one workload, with a sample of its pods. */
function delivered(
  workload: KubeObject,
  pods: readonly Pod[],
  sample: Partial<PodSample> = {},
): JudgedTarget {
  const ref = refOf(CLUSTER, workload);
  const id = `payments_${ref.name}_${ref.group}_${ref.kind}`;
  const applier = aKustomization('payments', 'api', { owned: [id] });
  const view = memoryInventory(
    [applier, aGitRepository('payments', 'apps'), workload].map(object => ({
      cluster: CLUSTER,
      object,
    })),
    {
      pods: {
        [keyOf(ref)]: {
          observedAt: SEEN_AT,
          pods: [...pods],
          replicaSets: [],
          truncated: false,
          ...sample,
        },
      },
    },
  );
  return judgeTarget(fixtureTarget(applier, view), {
    view,
    now: NOW,
    pinned: false,
  });
}

const SINCE = '2026-11-21T05:58:00Z';

function withoutNode(lastTransitionTime: string): JudgedTarget {
  const unplaced = pod('api-6d4-x2x', {
    phase: 'Pending',
    conditions: [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message: '0/3 nodes are available: 3 Insufficient cpu.',
        lastTransitionTime,
      },
    ],
  });
  return delivered(
    aDeployment('payments', 'api', {
      status: {
        ...rolling,
        conditions: [progressing('ReplicaSetUpdated', 'True', SINCE)],
      },
    }),
    [unplaced],
  );
}

function heldByOldPod(): JudgedTarget {
  const member = (ordinal: number, revision: string, status: Pod['status']) =>
    pod(`api-${ordinal}`, status, {
      labels: { 'controller-revision-hash': revision },
    });
  const ready: Pod['status'] = {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True' }],
  };
  const crashing: Pod['status'] = {
    phase: 'Running',
    startTime: '2026-11-21T05:40:00Z',
    containerStatuses: [
      {
        name: 'app',
        restartCount: 8,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: {
          terminated: {
            exitCode: 1,
            reason: 'Error',
            finishedAt: '2026-11-21T05:59:00Z',
          },
        },
      },
    ],
  };
  const set = anObject('apps/v1', 'StatefulSet', 'payments', 'api', {
    spec: {
      replicas: 3,
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate' },
      template: {
        spec: {
          containers: [
            { name: 'app', image: 'registry.example.com/api:1.8.3' },
          ],
        },
      },
    },
    status: {
      observedGeneration: 1,
      replicas: 3,
      readyReplicas: 2,
      currentRevision: 'api-5c9d',
      updateRevision: 'api-5c9d',
    },
  });
  return delivered(set, [
    member(0, 'api-5c9d', ready),
    member(1, 'api-5c9d', ready),
    member(2, 'api-77f4', crashing),
  ]);
}

function leftAlone(): JudgedTarget {
  return delivered(
    aDeployment('payments', 'api', {
      metadata: {
        annotations: { 'kustomize.toolkit.fluxcd.io/reconcile': 'disabled' },
      },
    }),
    [],
  );
}

function notLookedAt(): JudgedTarget {
  return delivered(pod('tool', undefined), [], { error: 'pods is forbidden' });
}

/** What only rollouts show, as it is judged. */
export const ROLLOUT_SITUATIONS = [
  { name: 'a pod waits for a node', target: withoutNode(SINCE) },
  {
    name: 'no node for ten minutes',
    target: withoutNode('2026-11-21T05:50:00Z'),
  },
  { name: 'a StatefulSet waits for a broken old pod', target: heldByOldPod() },
  { name: 'left alone on purpose', target: leftAlone() },
  {
    name: 'a Pod of its own that could not be read',
    target: notLookedAt(),
  },
];
