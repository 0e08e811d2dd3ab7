import type { Pod } from '../../kube/workloads';
import { aDeployment } from '../../testUtils/builders';
import {
  active,
  aJob,
  aPod,
  inWords,
  judge,
  progressing,
  rolling,
  sample,
  waiting,
  workload,
} from '../../testUtils/judgedWorkload';

const NO_NODE = '0/3 nodes are available: 3 Insufficient cpu.';

const without = (
  since: string | undefined,
  { reason = 'Unschedulable', message = NO_NODE, name = 'api-new' } = {},
): Pod =>
  aPod(
    name,
    'new',
    {
      phase: 'Pending',
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason,
          message,
          lastTransitionTime: since,
        },
      ],
    },
    '2026-11-21T05:58:00Z',
  );

const api = (status: object = {}, spec: object = {}) =>
  aDeployment('payments', 'api', { spec, status: { ...rolling, ...status } });
const toldAt = (lastUpdateTime: string) => ({
  conditions: [progressing('ReplicaSetUpdated', 'True', lastUpdateTime)],
});

describe('a pod without a node', () => {
  it('may get one: a cluster that grows needs minutes', () => {
    const judged = judge(api(), {
      pods: sample(without('2026-11-21T05:58:30Z')),
    });

    expect(judged).toMatchObject({
      verdict: 'inProgress',
      headline: 'waits for a node',
      reason: 'Unschedulable',
      message: NO_NODE,
      since: '2026-11-21T05:58:30Z',
      expectedBy: '2026-11-21T06:03:30Z',
    });
    expect(judged.class).toBeUndefined();
    expect(judged.evidence[0]).toMatchObject({
      object: { kind: 'Pod', name: 'api-new' },
      value: `Unschedulable: ${NO_NODE}`,
    });
  });

  it('has diverged after five minutes, since the scheduler found none', () => {
    expect(
      judge(api(), { pods: sample(without('2026-11-21T05:54:59Z')) }),
    ).toMatchObject({
      verdict: 'diverged',
      class: 'unschedulable',
      headline: 'no node takes the pod',
      since: '2026-11-21T05:54:59Z',
      message: NO_NODE,
    });
  });

  it('counts from its creation where the condition bears no time', () => {
    expect(judge(api(), { pods: sample(without(undefined)) }).expectedBy).toBe(
      '2026-11-21T06:03:00Z',
    );
  });

  it('has not longer than the rollout itself', () => {
    const short = api(toldAt('2026-11-21T05:59:30Z'), {
      progressDeadlineSeconds: 60,
    });
    expect(
      judge(short, { pods: sample(without('2026-11-21T05:59:30Z')) })
        .expectedBy,
    ).toBe('2026-11-21T06:00:30Z');
    const gaveUp = api({
      conditions: [progressing('ProgressDeadlineExceeded', 'False')],
    });
    expect(
      inWords(gaveUp, { pods: sample(without('2026-11-21T05:59:30Z')) }),
    ).toBe('diverged | no node takes the pod | unschedulable');
  });

  it('is not hidden by another that is held by a gate', () => {
    const gate = { reason: 'SchedulingGated', message: 'gated', name: 'gated' };
    const pods = sample(
      without('2026-11-21T04:00:00Z', gate),
      without('2026-11-21T05:50:00Z', { name: 'a' }),
      without('2026-11-21T05:51:00Z', { name: 'b' }),
    );
    const judged = judge(api(), { pods });

    expect(judged).toMatchObject({
      verdict: 'diverged',
      class: 'unschedulable',
      headline: 'no node takes the pod',
      since: '2026-11-21T05:50:00Z',
    });
    expect(judged.summary).toContain('(2 of 3)');
  });

  it('is told by the one that waits longest', () => {
    const pods = sample(
      without('2026-11-21T05:59:50Z'),
      without('2026-11-21T05:50:00Z', { name: 'api-other' }),
    );
    expect(judge(api(), { pods })).toMatchObject({
      verdict: 'diverged',
      since: '2026-11-21T05:50:00Z',
    });
  });

  it('does not hide a pod that has failed, nor a quota', () => {
    const waits = without('2026-11-21T05:59:00Z');
    expect(
      inWords(api(), {
        pods: sample(waits, aPod('b', 'new', waiting('ImagePullBackOff'))),
      }),
    ).toBe('diverged | image cannot be pulled | image-pull');
    const refused = api({
      conditions: [
        {
          type: 'ReplicaFailure',
          status: 'True',
          message: 'exceeded quota: small',
        },
      ],
    });
    expect(inWords(refused, { pods: sample(waits) })).toBe(
      'diverged | quota exceeded | quota',
    );
  });

  it('that is one more than before breaks nothing', () => {
    const scaledUp = aDeployment('payments', 'api', {
      spec: { replicas: 4 },
      status: {
        observedGeneration: 1,
        replicas: 4,
        updatedReplicas: 4,
        readyReplicas: 3,
        availableReplicas: 3,
        conditions: [progressing('NewReplicaSetAvailable')],
      },
    });
    expect(
      inWords(scaledUp, { pods: sample(without('2026-11-21T05:59:00Z')) }),
    ).toBe('inProgress | waits for a node');
  });

  it.each([
    ['StatefulSet', { replicas: 3 }, { replicas: 1, readyReplicas: 0 }],
    [
      'DaemonSet',
      {},
      {
        desiredNumberScheduled: 3,
        currentNumberScheduled: 3,
        updatedNumberScheduled: 3,
        numberAvailable: 2,
      },
    ],
  ])('of a %s', (kind, spec, status) => {
    const set = workload(kind, spec, status);
    const pods = (since: string) => ({
      ...sample({
        ...without(since),
        spec: { containers: [{ name: 'app', image: 'api:1.8.3' }] },
      }),
      replicaSets: [],
    });
    expect(inWords(set, { pods: pods('2026-11-21T05:59:00Z') })).toBe(
      'inProgress | waits for a node',
    );
    expect(inWords(set, { pods: pods('2026-11-21T05:50:00Z') })).toBe(
      'diverged | no node takes the pod | unschedulable',
    );
  });

  it('of a Job', () => {
    const job = aJob('migrate', {}, active);
    expect(
      inWords(job, { pods: sample(without('2026-11-21T05:59:00Z')) }),
    ).toBe('inProgress | waits for a node');
    expect(
      inWords(job, { pods: sample(without('2026-11-21T05:50:00Z')) }),
    ).toBe('diverged | no node takes the pod | unschedulable');
  });

  it('is not told a second time by the warnings about it', () => {
    const events = [
      {
        kind: 'Pod',
        name: 'api-new',
        reason: 'FailedScheduling',
        message: NO_NODE,
        count: 9,
        lastAt: '2026-11-21T05:59:50Z',
      },
    ];
    expect(
      inWords(api(), {
        pods: { ...sample(without('2026-11-21T05:58:00Z')), events },
      }),
    ).toBe('inProgress | waits for a node');
  });
});

describe('a pod behind a scheduling gate', () => {
  const gated = without('2026-11-21T03:00:00Z', {
    reason: 'SchedulingGated',
    message: 'Scheduling is blocked due to non-empty scheduling gates',
  });

  it('waits until whoever set the gate opens it', () => {
    expect(judge(api(), { pods: sample(gated) })).toMatchObject({
      verdict: 'inProgress',
      headline: 'held by a scheduling gate',
      since: '2026-11-21T03:00:00Z',
      expectedBy: undefined,
    });
  });

  it('has failed where its Deployment gave up', () => {
    const gaveUp = api({
      conditions: [progressing('ProgressDeadlineExceeded', 'False')],
    });
    expect(inWords(gaveUp, { pods: sample(gated) })).toBe(
      'diverged | held by a scheduling gate | unschedulable',
    );
  });
});
