import { refOf, type KubeObject } from '../../kube/KubeObject';
import { keyOf } from '../../kube/ObjectRef';
import type { Pod } from '../../kube/workloads';
import { aPod, CLUSTER, NOW, workload } from '../../testUtils/judgedWorkload';
import { memoryInventory } from '../../testUtils/memoryInventory';
import { judgeWorkload } from '../judgeWorkload';

const LONG_AGO = '2026-11-21T05:00:00Z';
const LATELY = '2026-11-21T05:45:00Z';
const JUST_NOW = '2026-11-21T05:59:30Z';

const pod = (
  name: string,
  ready: 'True' | 'False',
  since: string,
  revision = 'b',
): Pod => {
  const made = aPod(
    name,
    'db',
    {
      phase: 'Running',
      startTime: since,
      conditions: [{ type: 'Ready', status: ready, lastTransitionTime: since }],
      containerStatuses: [
        {
          name: 'app',
          ready: ready === 'True',
          state: { running: { startedAt: since } },
        },
      ],
    },
    since,
  );
  const labels = { 'controller-revision-hash': revision };
  return { ...made, metadata: { ...made.metadata, labels } };
};

const gated: Pod = {
  ...pod('db-2', 'False', JUST_NOW),
  status: {
    phase: 'Pending',
    conditions: [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'SchedulingGated',
        lastTransitionTime: JUST_NOW,
      },
    ],
  },
};

const set = (status: object, spec: object = {}) =>
  workload(
    'StatefulSet',
    { replicas: 3, ...spec },
    {
      replicas: 3,
      updatedReplicas: 3,
      currentRevision: 'b',
      updateRevision: 'b',
      availableReplicas: 2,
      readyReplicas: 2,
      ...status,
    },
  );
const daemons = (status: object, spec: object = {}) =>
  workload('DaemonSet', spec, {
    desiredNumberScheduled: 3,
    currentNumberScheduled: 3,
    updatedNumberScheduled: 3,
    numberReady: 2,
    numberAvailable: 2,
    ...status,
  });

/** One is young and not ready. */
const PODS = [
  pod('db-0', 'True', LONG_AGO),
  pod('db-1', 'True', LONG_AGO),
  pod('db-2', 'False', JUST_NOW),
];

/** The verdict on a workload, of which these versions were seen. */
function judged(versions: [string, KubeObject][], pods: Pod[] = PODS) {
  const ref = refOf(CLUSTER, versions[0][1]);
  const sample = {
    observedAt: NOW,
    pods,
    replicaSets: [],
    truncated: false,
  };
  const view = memoryInventory(
    versions.map(([observedAt, object]) => ({
      cluster: CLUSTER,
      object,
      observedAt,
    })),
    { pods: { [keyOf(ref)]: sample } },
  );
  return judgeWorkload(
    {
      ref,
      workload: view.get(ref),
      because: 'a test',
      pods: sample,
      related: [],
    },
    { view, now: NOW, pinned: false },
  );
}

const withGeneration = (generation: number, object: KubeObject) => ({
  ...object,
  metadata: { ...object.metadata, generation },
});

const full = { availableReplicas: 3, readyReplicas: 3 };
const fullDaemons = { numberReady: 3, numberAvailable: 3 };

describe('pods that are replaced for ever', () => {
  it.each<[string, [string, KubeObject][]]>([
    [
      'a StatefulSet whose pods are counted to and fro',
      [
        [LONG_AGO, set({})],
        [LATELY, set({ replicas: 2, updatedReplicas: 2 })],
        [JUST_NOW, set({})],
      ],
    ],
    [
      'a StatefulSet in the middle of an update',
      [
        [LONG_AGO, set({ updatedReplicas: 1, currentRevision: 'a' })],
        [LATELY, set({ updatedReplicas: 0, currentRevision: 'a' })],
        [JUST_NOW, set({ updatedReplicas: 1, currentRevision: 'a' })],
      ],
    ],
    [
      'a DaemonSet',
      [
        [LONG_AGO, daemons({})],
        [LATELY, daemons({ currentNumberScheduled: 2 })],
        [JUST_NOW, daemons({})],
      ],
    ],
    [
      'a DaemonSet that keeps the old pod until the new one is ready',
      [
        [LONG_AGO, daemons({ ...fullDaemons, updatedNumberScheduled: 1 })],
        [JUST_NOW, daemons({ ...fullDaemons, updatedNumberScheduled: 1 })],
      ],
    ],
  ])('%s has half an hour', (_, versions) => {
    const verdict = judged(versions);
    expect(verdict).toMatchObject({ verdict: 'diverged', class: 'unready' });
    expect(verdict.since).toBeUndefined();
  });

  it.each<[string, [string, KubeObject][], Pod[]]>([
    ['was seen only lately', [[LATELY, set({})]], PODS],
    [
      'served in between',
      [
        [LONG_AGO, set({})],
        ['2026-11-21T05:40:00Z', set(full)],
        [LATELY, set({})],
      ],
      PODS,
    ],
    [
      'got another spec',
      [
        [LONG_AGO, set({})],
        [LATELY, withGeneration(2, set({ observedGeneration: 2 }))],
      ],
      PODS,
    ],
    [
      'gets on pod by pod',
      [
        [LONG_AGO, daemons({ updatedNumberScheduled: 1 })],
        [LATELY, daemons({ updatedNumberScheduled: 2 })],
      ],
      PODS,
    ],
    [
      'has pods that get ready while nodes are drained',
      [[LONG_AGO, daemons({})]],
      [pod('db-0', 'True', LATELY), pod('db-2', 'False', JUST_NOW)],
    ],
    [
      'asks its pods to be ready for long',
      [[LONG_AGO, set({}, { minReadySeconds: 3600 })]],
      PODS,
    ],
    [
      'waits behind a gate',
      [[LONG_AGO, set({})]],
      [pod('db-0', 'True', LONG_AGO), gated],
    ],
  ])('are no failure yet of what %s', (_, versions, pods) => {
    expect(judged(versions, pods)).toMatchObject({ verdict: 'inProgress' });
  });

  it('end at an instant that is told', () => {
    const { expectedBy } = judged([['2026-11-21T05:38:00Z', set({})]]);
    expect(expectedBy).toBe('2026-11-21T06:08:00Z');
  });
});
