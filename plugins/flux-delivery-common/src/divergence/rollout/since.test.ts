import { refOf, type KubeObject } from '../../kube/KubeObject';
import type { Pod } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { aDeployment, anObject } from '../../testUtils/builders';
import { after } from '../deadline';
import {
  active,
  CLUSTER,
  aJob,
  aPod,
  judge,
  progressing,
  rolling,
  sample,
  workload,
} from '../../testUtils/judgedWorkload';

const starting = (name: string, born: string) =>
  aPod(
    name,
    'new',
    { phase: 'Pending', conditions: [{ type: 'Ready', status: 'False' }] },
    born,
  );
const isReady = (born: string) =>
  aPod(
    'ready',
    'new',
    { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
    born,
  );

const api = (status: object = {}, metadata: object = {}) =>
  aDeployment('payments', 'api', {
    metadata,
    status: { ...rolling, ...status },
  });
const onePodGone = (status: object = {}) => ({
  ...api({
    replicas: 3,
    updatedReplicas: 3,
    readyReplicas: 2,
    availableReplicas: 2,
    observedGeneration: 1,
    conditions: [progressing('NewReplicaSetAvailable')],
    ...status,
  }),
});

/** The objects tell it, so that it is the same after a restart, whenever they were seen. */
describe('since when a workload waits', () => {
  it.each<[string, string, KubeObject, Partial<ResolvedWorkload>]>([
    [
      'the first new pod that is not ready',
      '2026-11-21T05:56:00Z',
      api(),
      {
        pods: sample(
          isReady('2026-11-21T05:50:00Z'),
          starting('a', '2026-11-21T05:57:00Z'),
          starting('b', '2026-11-21T05:56:00Z'),
        ),
      },
    ],
    [
      'what the Deployment says, where pods do not tell',
      '2026-11-21T05:58:30Z',
      api({
        conditions: [
          progressing('ReplicaSetUpdated', 'True', '2026-11-21T05:58:30Z'),
        ],
      }),
      {},
    ],
    [
      'a pod that was lost',
      '2026-11-21T05:59:10Z',
      onePodGone(),
      { pods: sample(starting('a', '2026-11-21T05:59:10Z')) },
    ],
    [
      'its creation, where no controller has seen it',
      '2026-11-21T05:58:00Z',
      {
        ...api({}, { creationTimestamp: '2026-11-21T05:58:00Z' }),
        status: undefined,
      },
      {},
    ],
    [
      'its deletion',
      '2026-11-21T05:58:20Z',
      api({}, { deletionTimestamp: '2026-11-21T05:58:20Z' }),
      {},
    ],
    ['the start of a Job', active.startTime, aJob('migrate', {}, active), {}],
    [
      'the last word of an Argo Rollout',
      '2026-11-21T05:59:00Z',
      workload(
        'Rollout',
        { replicas: 3 },
        {
          phase: 'Progressing',
          replicas: 3,
          updatedReplicas: 1,
          availableReplicas: 3,
          conditions: [
            {
              ...progressing('ReplicaSetUpdated'),
              lastTransitionTime: '2026-11-01T00:00:00Z',
            },
          ],
        },
        'argoproj.io/v1alpha1',
      ),
      {},
    ],
    [
      'the change of a Canary',
      '2026-11-21T05:59:00Z',
      anObject('flagger.app/v1beta1', 'Canary', 'payments', 'api', {
        spec: {},
        status: {
          phase: 'Progressing',
          lastTransitionTime: '2026-11-21T05:59:00Z',
        },
      }),
      {},
    ],
  ])('%s: %s', (_, since, object, more) => {
    expect(judge(object, more)).toMatchObject({ verdict: 'inProgress', since });
  });

  it('is when a Deployment became unavailable, once that lasts', () => {
    const since = '2026-11-21T05:50:00Z';
    const status = {
      conditions: [
        progressing('NewReplicaSetAvailable'),
        { type: 'Available', status: 'False', lastTransitionTime: since },
      ],
    };
    expect(judge(onePodGone(status))).toMatchObject({
      verdict: 'diverged',
      class: 'unready',
      since,
    });
  });
});

describe('since when a Pod is being deleted', () => {
  const going = (metadata: object) => {
    const pod = aPod('api', 'x', { phase: 'Running' });
    return judge({ ...pod, metadata: { ...pod.metadata, ...metadata } });
  };
  const soon = '2026-11-21T06:10:00Z';

  it('is when it was asked for, before its time of grace', () => {
    expect(
      going({ deletionTimestamp: soon, deletionGracePeriodSeconds: 3600 }),
    ).toMatchObject({
      verdict: 'inProgress',
      since: '2026-11-21T05:10:00Z',
      expectedBy: '2026-11-21T06:15:00Z',
    });
  });

  it('is told by nobody where its time of grace is not known', () => {
    expect(going({ deletionTimestamp: soon }).since).toBeUndefined();
  });
});

describe('what nothing but this portal tells', () => {
  const half = workload(
    'StatefulSet',
    { replicas: 3 },
    {
      replicas: 3,
      readyReplicas: 3,
      updatedReplicas: 1,
      currentRevision: 'a',
      updateRevision: 'b',
    },
  );
  const changed = {
    ...half,
    metadata: { ...half.metadata, generation: 2 },
  };
  const lacking = aDeployment('payments', 'api', {
    status: {
      ...rolling,
      conditions: [progressing('NewReplicaSetAvailable')],
    },
  });

  it.each<[string, KubeObject, string]>([
    ['a rollout without pods that tell', half, '2026-11-21T05:49:00Z'],
    ['a spec that nobody takes up', changed, '2026-11-21T05:49:00Z'],
    [
      'a rollout that its Deployment has not noticed',
      lacking,
      '2026-11-21T05:49:00Z',
    ],
  ])(
    'is good for the deadline of %s, and is never told',
    (_, object, observedAt) => {
      const seen = (at: string) => ({
        workload: { ref: refOf(CLUSTER, object), object, observedAt: at },
      });

      const late = judge(object, seen(observedAt));
      expect(late.verdict).toBe('diverged');
      expect(late.since).toBeUndefined();
      const early = judge(object, seen('2026-11-21T05:58:00Z'));
      expect([early.verdict, early.since]).toEqual(['inProgress', undefined]);
    },
  );
});

describe('since when a container crashes', () => {
  const crashing = (
    startTime: string,
    restartCount: number,
    ready: object = {},
  ): Pod =>
    aPod('api-new', 'new', {
      phase: 'Running',
      startTime,
      conditions: [{ type: 'Ready', status: 'False', ...ready }],
      containerStatuses: [
        {
          name: 'app',
          restartCount,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: {
            terminated: { exitCode: 1, finishedAt: '2026-11-21T05:58:00Z' },
          },
        },
      ],
    });
  const LOST = { lastTransitionTime: '2026-11-21T05:57:59Z' };
  const ran =
    (seconds: number) =>
    (pod: Pod): Pod => {
      const [status] = pod.status!.containerStatuses!;
      const { terminated } = status.lastState!;
      const startedAt = after(terminated!.finishedAt, -seconds * 1000);
      return {
        ...pod,
        status: {
          ...pod.status,
          containerStatuses: [
            {
              ...status,
              lastState: { terminated: { ...terminated, startedAt } },
            },
          ],
        },
      };
    };

  it.each([
    ['good minutes, then crashes', '2026-11-21T05:30:00Z', 2, 5, 1],
    ['crashes after a second each', '2026-11-21T05:53:00Z', 5, 1, 0],
    ['crashes after nine minutes each', '2026-11-21T05:28:00Z', 2, 540, 0],
    ['crashes every five minutes', '2026-11-21T00:00:00Z', 75, 2, 0],
  ] as const)('%s', (_, startTime, restarts, seconds, which) => {
    const pod = ran(seconds)(crashing(startTime, restarts, LOST));
    expect(judge(api(), { pods: sample(pod) }).since).toBe(
      [startTime, LOST.lastTransitionTime][which],
    );
  });

  it.each([
    ['ever since it was made', '2026-11-21T05:50:00Z', 4, LOST, 0],
    ['slowly, ever since it was made', '2026-11-21T00:00:00Z', 80, LOST, 0],
    ['after a month', '2026-10-21T00:00:00Z', 4, LOST, 1],
    [
      'after a month, whatever it says of itself',
      '2026-10-21T00:00:00Z',
      4,
      {},
      2,
    ],
  ] as const)('%s', (_, startTime, restarts, ready, which) => {
    const { since } = judge(api(), {
      pods: sample(crashing(startTime, restarts, ready)),
    });
    expect(since).toBe(
      [startTime, LOST.lastTransitionTime, '2026-11-21T05:58:00Z'][which],
    );
  });
});
