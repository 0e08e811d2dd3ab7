import type { Pod, PodSample } from '../../kube/workloads';
import {
  aPod,
  inWords,
  judge,
  NOW,
  waiting,
  workload,
} from '../../testUtils/judgedWorkload';

const REVISION = 'controller-revision-hash';

function member(
  ordinal: number,
  revision: string,
  status: Pod['status'] = {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True' }],
  },
  born = '2026-11-21T03:00:00Z',
): Pod {
  const pod = aPod(`api-${ordinal}`, 'api', status, born);
  return {
    ...pod,
    metadata: { ...pod.metadata, labels: { [REVISION]: revision } },
  };
}

const sampled = (...pods: Pod[]): { pods: PodSample } => ({
  pods: { observedAt: NOW, pods, replicaSets: [], truncated: false },
});

const set = (spec: object = {}) =>
  workload(
    'StatefulSet',
    {
      replicas: 3,
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate' },
      ...spec,
    },
    {
      replicas: 3,
      readyReplicas: 2,
      availableReplicas: 2,
      updatedReplicas: 2,
      currentRevision: 'api-first',
      updateRevision: 'api-good',
    },
  );

const broken = (ordinal = 2) =>
  member(
    ordinal,
    'api-bad',
    waiting('CrashLoopBackOff', 'back-off 5m0s', {
      terminated: { exitCode: 1 },
    }),
  );
const good = [member(0, 'api-good'), member(1, 'api-good')];
// A template that was put back: its revision is the one that the other pods have.
const reverted = {
  ...set(),
  status: {
    ...(set().status as object),
    currentRevision: 'api-good',
    updateRevision: 'api-good',
    updatedReplicas: undefined,
  },
};

describe('a StatefulSet that waits for a broken pod of an old revision', () => {
  it('names the pod, its revision, and what that means', () => {
    const judged = judge(set(), sampled(...good, broken()));

    expect(judged).toMatchObject({
      verdict: 'diverged',
      class: 'crash-loop',
      headline: 'old pod api-2 blocks: crash loop',
      reason: 'CrashLoopBackOff',
      since: '2026-11-21T03:00:00Z',
      evidence: expect.arrayContaining([
        expect.objectContaining({
          object: expect.objectContaining({ kind: 'Pod', name: 'api-2' }),
          field: `metadata.labels[${REVISION}]`,
          value: 'api-bad',
        }),
      ]),
    });
    expect(judged.summary).toBe(
      'StatefulSet/payments/api waits for its pod api-2, which is of revision api-bad and not of api-good: crash loop. Pods are replaced in their order, each when it is ready: until somebody deletes api-2, the update does not go on.',
    );
    expect(judged.evidence[0].object).toMatchObject({ kind: 'Pod' });
  });

  it('is told where the template was put back to what the other pods have', () => {
    expect(inWords(reverted, sampled(...good, broken()))).toBe(
      'diverged | old pod api-2 blocks: crash loop | crash-loop',
    );
  });

  it('is told before a new pod that fails as well', () => {
    const newer = member(0, 'api-good', waiting('ImagePullBackOff'));
    expect(inWords(set(), sampled(newer, good[1], broken()))).toContain(
      'api-2 blocks',
    );
  });

  it.each<[string, object]>([
    ['replaces pods in any order', { podManagementPolicy: 'Parallel' }],
    ['waits for a person anyway', { updateStrategy: { type: 'OnDelete' } }],
    [
      'is held back from that pod by its partition',
      {
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: { partition: 3 },
        },
      },
    ],
  ])('is not told of one that %s', (_, spec) => {
    expect(inWords(set(spec), sampled(...good, broken()))).not.toContain(
      'blocks',
    );
  });

  it.each<[string, Pod]>([
    [
      'ready',
      member(2, 'api-bad', {
        phase: 'Running',
        conditions: [
          {
            type: 'Ready',
            status: 'True',
            lastTransitionTime: '2026-11-21T05:58:00Z',
          },
        ],
      }),
    ],
    [
      'still starting',
      member(
        2,
        'api-bad',
        waiting('ContainerCreating'),
        '2026-11-21T05:59:00Z',
      ),
    ],
    [
      'already going',
      {
        ...broken(),
        metadata: {
          ...broken().metadata,
          deletionTimestamp: '2026-11-21T05:59:50Z',
        },
      },
    ],
  ])('is not told of a pod that is %s', (_, pod) => {
    const judged = judge(set(), sampled(...good, pod));
    expect(judged.verdict).toBe('inProgress');
    expect(judged.headline).not.toContain('blocks');
  });

  it.each([
    ['a while ago', '2026-11-21T03:00:00Z', '2026-11-21T05:59:30Z', false],
    ['for good', '2026-11-21T03:00:00Z', '2026-11-21T05:58:00Z', true],
    ['never, just made', '2026-11-21T05:55:00Z', '2026-11-21T05:55:01Z', false],
    ['never, for long', '2026-11-21T05:40:00Z', '2026-11-21T05:40:01Z', true],
  ])(
    'gives one that runs its time to get ready: was ready %s',
    (_, startTime, lastTransitionTime, blocks) => {
      const unready = member(2, 'api-bad', {
        phase: 'Running',
        startTime,
        containerStatuses: [{ name: 'app', state: { running: {} } }],
        conditions: [
          {
            type: 'Ready',
            status: 'False',
            reason: 'ContainersNotReady',
            lastTransitionTime,
          },
        ],
      });
      unready.metadata.creationTimestamp = startTime;
      expect(inWords(set(), sampled(...good, unready))).toBe(
        blocks
          ? 'diverged | old pod api-2 blocks: runs and is not ready | unready'
          : 'inProgress | 2 of 3 updated',
      );
    },
  );
});

it('calls old pods old where no new one tells anything', () => {
  const old = sampled(
    ...[0, 1, 2].map(ordinal => member(ordinal, 'api-good')),
    broken(3),
  );
  const judged = judge(set({ podManagementPolicy: 'Parallel', replicas: 4 }), {
    pods: {
      ...old.pods,
      pods: [broken(3)],
    },
  });
  expect(judged.summary).toContain('1 of 1 old pod');
});

describe('an old pod that has just started', () => {
  it('is not to blame while another does not go', () => {
    const started = member(
      1,
      'api-bad',
      { phase: 'Pending', conditions: [{ type: 'Ready', status: 'False' }] },
      '2026-11-21T05:59:55Z',
    );
    const leaving = member(2, 'api-bad');
    leaving.metadata.deletionTimestamp = '2026-11-21T05:40:00Z';

    const judged = judge(
      set(),
      sampled(member(0, 'api-good'), started, leaving),
    );

    expect(judged).toMatchObject({
      verdict: 'diverged',
      headline: 'an old pod does not go',
      since: '2026-11-21T05:40:00Z',
    });
    expect(judged.summary).toContain('api-2');
    expect(judged.summary).not.toContain('api-1');
  });

  it('is not to blame for a pod that could not be made', () => {
    const { pods } = sampled(
      member(0, 'api-good'),
      member(
        1,
        'api-bad',
        { phase: 'Pending', conditions: [{ type: 'Ready', status: 'False' }] },
        '2026-11-21T05:59:55Z',
      ),
    );
    const events = [
      {
        kind: 'StatefulSet',
        name: 'api',
        reason: 'FailedCreate',
        message: 'pods "api-2" is forbidden: exceeded quota: small',
        count: 1,
        lastAt: NOW,
      },
    ];
    const short = {
      ...set(),
      status: { ...(set().status as object), replicas: 2, readyReplicas: 1 },
    };

    expect(inWords(short, { pods: { ...pods, events } })).toBe(
      'diverged | quota exceeded | quota',
    );
  });
});
