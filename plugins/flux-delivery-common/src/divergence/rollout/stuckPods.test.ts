import type { KubeObject } from '../../kube/KubeObject';
import type { PodEvent } from '../../kube/workloads';
import {
  aPod,
  inWords,
  judge,
  NOW,
  waiting,
  workload,
} from '../../testUtils/judgedWorkload';

const event = (message: string, more: Partial<PodEvent> = {}): PodEvent => ({
  kind: 'Pod',
  name: 'db-0',
  reason: 'FailedMount',
  message,
  count: 1,
  lastAt: '2026-11-21T05:59:50Z',
  ...more,
});

const sampled = (pods: KubeObject[], events: PodEvent[] = []) => ({
  pods: {
    observedAt: NOW,
    pods: pods as never[],
    replicaSets: [],
    truncated: false,
    events,
  },
});

const set = (replicas: number, status: object) =>
  workload('StatefulSet', { replicas: 3 }, { replicas, ...status });

const refused = (message: string) =>
  event(message, { kind: 'StatefulSet', name: 'db', reason: 'FailedCreate' });

describe('pods that do not come', () => {
  it.each([
    [
      'create Pod db-0 in StatefulSet db failed error: pods "db-0" is forbidden: exceeded quota: small, requested: cpu=2, used: cpu=0, limited: cpu=1',
      'diverged | quota exceeded | quota',
    ],
    [
      'create Pod db-0 in StatefulSet db failed error: pods "db-0" is forbidden: error looking up service account payments/db: serviceaccount "db" not found',
      'diverged | configuration missing | config-error',
    ],
    [
      'create Pod db-0 in StatefulSet db failed error: pods "db-0" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true',
      'diverged | pods are refused | apply-admission',
    ],
  ])('%s', (message, expected) => {
    expect(inWords(set(0, {}), sampled([], [refused(message)]))).toBe(expected);
  });

  it('are no matter of a warning about something that is there by now', () => {
    const full = set(3, {
      readyReplicas: 3,
      availableReplicas: 3,
      updatedReplicas: 3,
    });

    expect(
      judge(full, sampled([], [refused('is forbidden: exceeded quota: x')]))
        .class,
    ).toBeUndefined();
  });
});

describe('pods that do not start', () => {
  const creating = (born: string) =>
    aPod(
      'db-0',
      'db',
      { phase: 'Pending', ...waiting('ContainerCreating') },
      born,
    );
  const YOUNG = '2026-11-21T05:59:40Z';
  const OLD = '2026-11-21T05:58:00Z';
  const missing =
    'MountVolume.SetUp failed for volume "c" : configmap "db" not found';

  it.each([
    ['warned about once, just made', YOUNG, event(missing), 'inProgress'],
    [
      'warned about again and again',
      YOUNG,
      event(missing, { count: 5 }),
      'diverged | configuration missing | config-error',
    ],
    [
      'warned about, and old',
      OLD,
      event(missing),
      'diverged | configuration missing | config-error',
    ],
    [
      'with a volume that hangs at another node',
      OLD,
      event(
        'Multi-Attach error for volume "pvc-1" Volume is already exclusively attached to one node and can\'t be attached to another',
        { reason: 'FailedAttachVolume' },
      ),
      'diverged | pods do not start | unready',
    ],
    ['not warned about', OLD, undefined, 'inProgress'],
  ])('%s', (_, born, warning, expected) => {
    expect(
      inWords(set(1, {}), sampled([creating(born)], warning ? [warning] : [])),
    ).toContain(expected);
  });
});

describe('a warning that was overcome', () => {
  const FIRST = '2026-11-21T05:55:02Z';
  const mounts = event('MountVolume.SetUp failed for volume "c" : timed out', {
    lastAt: FIRST,
  });
  const condition = (type: string, lastTransitionTime: string) => ({
    type,
    status: 'True',
    lastTransitionTime,
  });
  const initContainer = (state: object) => ({
    initContainerStatuses: [{ name: 'migrate', state }],
  });
  const pulls = (lastAt: string) => [
    event('Pulling image "db:2"', { reason: 'Pulling', lastAt }),
  ];

  it.each<[string, object, object, PodEvent, string]>([
    ['by nothing', {}, {}, mounts, 'diverged'],
    [
      'by a pull',
      {},
      { progress: pulls('2026-11-21T05:55:04Z') },
      mounts,
      'inProgress',
    ],
    [
      'by the pull of another pod',
      {},
      {
        progress: [{ ...pulls('2026-11-21T05:55:04Z')[0], name: 'db-1' }],
      },
      mounts,
      'diverged',
    ],
    [
      'by a pull before it came again',
      {},
      { progress: pulls('2026-11-21T05:55:04Z') },
      { ...mounts, lastAt: '2026-11-21T05:59:00Z' },
      'diverged',
    ],
    [
      'by its sandbox',
      {
        conditions: [
          condition('PodReadyToStartContainers', '2026-11-21T05:55:04Z'),
        ],
      },
      {},
      mounts,
      'inProgress',
    ],
    [
      'by an init container that runs',
      initContainer({ running: { startedAt: '2026-11-21T05:55:04Z' } }),
      {},
      mounts,
      'inProgress',
    ],
    [
      'by an init container that has ended',
      initContainer({
        terminated: { exitCode: 0, startedAt: '2026-11-21T05:55:04Z' },
      }),
      {},
      mounts,
      'inProgress',
    ],
    [
      'by a node that came',
      { conditions: [condition('PodScheduled', '2026-11-21T05:59:40Z')] },
      {},
      event('0/3 nodes are available', {
        reason: 'FailedScheduling',
        count: 7,
        lastAt: '2026-11-21T05:59:20Z',
      }),
      'inProgress',
    ],
    [
      'by nothing since the second in which it got its node',
      { conditions: [condition('PodScheduled', FIRST)] },
      {},
      mounts,
      'diverged',
    ],
    [
      'only of what the scheduler said',
      { conditions: [condition('PodScheduled', '2026-11-21T05:55:00Z')] },
      {},
      mounts,
      'diverged',
    ],
    [
      'or is too young to tell, as the node came just now',
      { conditions: [condition('PodScheduled', '2026-11-21T05:59:40Z')] },
      {},
      event('MountVolume.SetUp failed for volume "c" : timed out'),
      'inProgress',
    ],
  ])('%s', (_, status, more, warning, verdict) => {
    const pod = aPod(
      'db-0',
      'db',
      { phase: 'Pending', ...waiting('ContainerCreating'), ...status },
      '2026-11-21T05:55:00Z',
    );
    const { pods } = sampled([pod], [warning]);

    expect(judge(set(1, {}), { pods: { ...pods, ...more } }).verdict).toBe(
      verdict,
    );
  });
});

it('tells since when pods are warned about', () => {
  const pod = aPod(
    'db-0',
    'db',
    { phase: 'Pending', ...waiting('ContainerCreating') },
    '2026-11-21T05:50:00Z',
  );
  const told = event('MountVolume.SetUp failed for volume "c" : timed out');

  expect(judge(set(1, {}), sampled([pod], [told])).since).toBe(
    '2026-11-21T05:50:00Z',
  );
  expect(
    judge(
      set(1, {}),
      sampled([pod], [{ ...told, firstAt: '2026-11-21T05:51:00Z' }]),
    ).since,
  ).toBe('2026-11-21T05:51:00Z');
  expect(
    judge(
      set(0, {}),
      sampled(
        [],
        [
          {
            ...refused('pods "db-0" is forbidden: exceeded quota: x'),
            firstAt: '2026-11-21T05:52:00Z',
          },
        ],
      ),
    ).since,
  ).toBe('2026-11-21T05:52:00Z');
});

it('believes the first warning where the rollout was given up', () => {
  const deployment = workload(
    'Deployment',
    { replicas: 1 },
    {
      replicas: 1,
      updatedReplicas: 1,
      conditions: [
        {
          type: 'Progressing',
          status: 'False',
          reason: 'ProgressDeadlineExceeded',
        },
      ],
    },
  );
  const pod = aPod(
    'db-0',
    'db',
    { phase: 'Pending', ...waiting('ContainerCreating') },
    '2026-11-21T05:59:50Z',
  );

  expect(
    inWords(
      deployment,
      sampled(
        [pod],
        [
          event(
            'MountVolume.SetUp failed for volume "c" : secret "db" not found',
          ),
        ],
      ),
    ),
  ).toBe('diverged | configuration missing | config-error');
});

describe('pods that do not go', () => {
  const leaving = (deletionTimestamp: string) => ({
    ...aPod('db-0', 'db'),
    metadata: {
      ...aPod('db-0', 'db').metadata,
      deletionTimestamp,
      finalizers: ['example.com/hold'],
    },
  });

  it('are told with what holds them', () => {
    const judged = judge(
      set(3, { updatedReplicas: 1, readyReplicas: 2, currentRevision: 'a' }),
      sampled([leaving('2026-11-21T05:50:00Z')]),
    );

    expect(judged).toMatchObject({
      class: 'unready',
      headline: 'an old pod does not go',
      summary: expect.stringContaining('example.com/hold'),
      since: '2026-11-21T05:50:00Z',
    });
  });

  it.each([
    ['RollingUpdate', undefined],
    ['Recreate', 'unready'],
  ])('hold up a Deployment of strategy %s: %s', (type, failure) => {
    const deployment = workload(
      'Deployment',
      { replicas: 1, strategy: { type } },
      {
        conditions: [
          {
            type: 'Progressing',
            status: 'True',
            reason: 'ReplicaSetUpdated',
            lastUpdateTime: '2026-11-21T05:59:00Z',
          },
        ],
      },
    );

    expect(
      judge(deployment, sampled([leaving('2026-11-21T05:50:00Z')])).class,
    ).toBe(failure);
  });

  it('get a minute', () => {
    expect(
      judge(
        set(3, { updatedReplicas: 1, readyReplicas: 2, currentRevision: 'a' }),
        sampled([leaving('2026-11-21T05:59:30Z')]),
      ).verdict,
    ).toBe('inProgress');
  });
});

describe('a probe that fails', () => {
  it('proves that a sidecar runs before the containers start', () => {
    const pod = aPod(
      'db-0',
      'db',
      {
        phase: 'Pending',
        initContainerStatuses: [
          {
            name: 'istio-proxy',
            state: { running: { startedAt: '2026-11-21T05:59:50Z' } },
          },
        ],
        ...waiting('PodInitializing'),
      },
      '2026-11-21T05:59:40Z',
    );
    const probe = event('Startup probe failed: connection refused', {
      reason: 'Unhealthy',
      count: 3,
      lastAt: '2026-11-21T05:59:58Z',
    });

    expect(inWords(set(1, {}), sampled([pod], [probe]))).toContain(
      'inProgress',
    );
  });
});

describe('a refusal of pods', () => {
  const made = (creationTimestamp: string) =>
    aPod('db-0', 'db', { phase: 'Running' }, creationTimestamp);
  const refusal = {
    ...refused('failed calling webhook "policy.example.com": timed out'),
    lastAt: '2026-11-21T05:20:00Z',
  };

  it.each([
    ['is over once a pod was made', '2026-11-21T05:59:00Z', 'inProgress'],
    ['lasts while pods are older', '2026-11-21T05:10:00Z', 'diverged'],
    [
      'lasts where one was made within the same second',
      '2026-11-21T05:20:00Z',
      'diverged',
    ],
  ])('%s', (_, born, verdict) => {
    expect(judge(set(2, {}), sampled([made(born)], [refusal])).verdict).toBe(
      verdict,
    );
  });
});

describe('an old pod that does not go', () => {
  it.each([
    ['Rollout', 'argoproj.io/v1alpha1', { phase: 'Progressing' }],
    ['ReplicaSet', 'apps/v1', {}],
  ])('keeps no new pod of a %s from coming', (kind, apiVersion, status) => {
    const leaving = aPod('db-x', 'db', { phase: 'Running' });
    leaving.metadata.deletionTimestamp = '2026-11-21T04:00:00Z';
    const object = workload(
      kind,
      { replicas: 3 },
      {
        observedGeneration: '1',
        replicas: 3,
        updatedReplicas: 2,
        readyReplicas: 2,
        availableReplicas: 2,
        ...status,
      },
      apiVersion,
    );
    const { pods } = sampled([leaving]);

    expect(inWords(object, { pods: { ...pods, self: object } })).toContain(
      'inProgress',
    );
  });
});
