import type { KubeObject } from '../../kube/KubeObject';
import { refOf } from '../../kube/KubeObject';
import type { Workload } from '../../kube/workloads';
import { aCondition, aDeployment, anObject } from '../../testUtils/builders';
import {
  NOW,
  CLUSTER,
  judge,
  inWords,
  progressing,
  aPod,
  waiting,
  sample,
  rolling,
} from '../../testUtils/judgedWorkload';

describe('a Deployment', () => {
  const api = (status: Workload['status'] = {}, spec: Workload['spec'] = {}) =>
    aDeployment('payments', 'api', { spec, status });

  it.each<[string, string, KubeObject]>([
    ['complete', 'ok | 3/3 ready', api()],
    [
      'scaled to 0',
      'ok | scaled to 0',
      api(
        {
          replicas: 0,
          updatedReplicas: 0,
          readyReplicas: 0,
          availableReplicas: 0,
        },
        { replicas: 0 },
      ),
    ],
    [
      'scaling down to 0',
      'inProgress | scaling down to 0',
      api({}, { replicas: 0 }),
    ],
    ['rolling', 'inProgress | 2 of 3 updated', api(rolling)],
    [
      'with pods of before',
      'inProgress | 1 old pod still running',
      api({ ...rolling, updatedReplicas: 3 }),
    ],
    [
      'past its own deadline',
      'diverged | 2 of 3 updated, given up | progress-deadline',
      api({
        ...rolling,
        conditions: [progressing('ProgressDeadlineExceeded', 'False')],
      }),
    ],
    [
      'that nobody gets on',
      'diverged | 2 of 3 updated | progress-deadline',
      api({
        ...rolling,
        conditions: [
          progressing('ReplicaSetUpdated', 'True', '2026-11-21T05:00:00Z'),
        ],
      }),
    ],
    [
      'paused half way',
      'suspended | paused, 2 of 3 updated | suspended',
      api(rolling, { paused: true }),
    ],
    [
      'paused with nothing to do',
      'suspended | paused',
      api({}, { paused: true }),
    ],
    [
      'paused with pods that are not available',
      'inProgress | 1 of 3 ready',
      api({ readyReplicas: 1, availableReplicas: 1 }, { paused: true }),
    ],
    [
      'with a new spec',
      'inProgress | new spec not taken up yet',
      { ...api(), metadata: { ...api().metadata, generation: 2 } },
    ],
    [
      'over its quota',
      'diverged | quota exceeded | quota',
      api({
        ...rolling,
        conditions: [
          aCondition({
            type: 'ReplicaFailure',
            reason: 'FailedCreate',
            message: 'pods "api" is forbidden: exceeded quota: compute',
          }),
        ],
      }),
    ],
    [
      'without any status',
      'diverged | never started',
      { ...api(), status: undefined },
    ],
  ])('%s: %s', (_what, expected, object) => {
    expect(inWords(object)).toBe(expected);
  });

  it('has time until its progress deadline', () => {
    expect(
      judge(api(rolling, { progressDeadlineSeconds: 120 })).expectedBy,
    ).toBe('2026-11-21T06:01:00Z');
  });

  it.each([
    [
      waiting('ImagePullBackOff', 'Back-off pulling image'),
      'diverged | image cannot be pulled | image-pull',
    ],
    [waiting('ErrImagePull'), 'diverged | image cannot be pulled | image-pull'],
    [
      waiting('CrashLoopBackOff', 'back-off 40s', {
        terminated: { exitCode: 1 },
      }),
      'diverged | crash loop | crash-loop',
    ],
    [
      waiting('CrashLoopBackOff', '', {
        terminated: { exitCode: 137, reason: 'OOMKilled' },
      }),
      'diverged | out of memory | out-of-memory',
    ],
    [
      waiting('CreateContainerConfigError', 'secret "db" not found'),
      'diverged | configuration missing | config-error',
    ],
    [waiting('ContainerCreating'), 'inProgress | 2 of 3 updated'],
    [
      {
        initContainerStatuses: [
          {
            name: 'migrate',
            state: { waiting: { reason: 'ImagePullBackOff' } },
          },
        ],
      },
      'diverged | init container migrate: image cannot be pulled | image-pull',
    ],
  ])('whose new pod says %j', (status, expected) => {
    expect(
      inWords(api(rolling), { pods: sample(aPod('api-new', 'new', status)) }),
    ).toBe(expected);
  });

  it('does not blame the pods of before for a rollout that mends them', () => {
    const pods = sample(
      aPod('api-old', 'old', waiting('CrashLoopBackOff')),
      aPod('api-new', 'new', {}),
    );

    expect(inWords(api(rolling), { pods })).toBe('inProgress | 2 of 3 updated');
  });

  it('trusts complete counts more than a sample of before', () => {
    expect(
      inWords(api(), {
        pods: sample(aPod('api-new', 'new', waiting('ImagePullBackOff'))),
      }),
    ).toBe('ok | 3/3 ready');
  });

  it('lost its readiness: new pods get their time, old ones do not', () => {
    const lost = api({ readyReplicas: 2, availableReplicas: 2 });
    const notReady = { conditions: [{ type: 'Ready', status: 'False' }] };

    expect(
      inWords(lost, {
        pods: sample(aPod('a', 'new', notReady, '2026-11-20T00:00:00Z')),
      }),
    ).toBe('diverged | 2 of 3 ready | unready');
    expect(inWords(lost, { pods: sample(aPod('a', 'new', notReady)) })).toBe(
      'inProgress | 2 of 3 ready',
    );
  });

  it('says that events could not be read, where they might tell more', () => {
    const pods = { ...sample(), eventsError: 'events is forbidden' };
    const told = (status: object) =>
      judge(aDeployment('payments', 'api', { status }), { pods });

    expect(told(rolling).detail).toBe('on 1.8.3; events could not be read');
    expect(told(rolling).evidence).toContainEqual(
      expect.objectContaining({
        field: 'events',
        value: 'events is forbidden',
      }),
    );
    expect(told({}).detail).toBe('on 1.8.3');
  });

  it('says that its pods could not be listed', () => {
    const { detail, evidence } = judge(api(), {
      pods: { ...sample(), error: 'pods is forbidden' },
    });
    expect(detail).toBe('on 1.8.3; pods could not be listed');
    expect(evidence.at(-1)).toMatchObject({
      field: 'pods',
      value: 'pods is forbidden',
    });
  });

  it.each([
    ['was ready until a moment ago', '2026-11-21T05:59:50Z', 'inProgress'],
    ['was ready until a minute ago', '2026-11-21T05:58:50Z', 'diverged'],
    ['never was ready', '2026-11-21T05:55:01Z', 'inProgress'],
  ])('whose old pod %s', (_, lastTransitionTime, verdict) => {
    const pod = aPod(
      'a',
      'new',
      {
        phase: 'Running',
        startTime: '2026-11-21T05:55:00Z',
        containerStatuses: [{ name: 'app', state: { running: {} } }],
        conditions: [
          {
            type: 'Ready',
            status: 'False',
            reason: 'ContainersNotReady',
            lastTransitionTime,
          },
        ],
      },
      '2026-11-21T05:55:00Z',
    );
    const nobody = api({ readyReplicas: 0, availableReplicas: 0 });
    const judged = judge(nobody, { pods: sample(pod) });

    expect(judged.verdict).toBe(verdict);
    expect(judged.class).toBe(verdict === 'diverged' ? 'unready' : undefined);
  });

  it.each([
    ['for hours', '2026-11-20T20:00:00Z', 'diverged'],
    [
      'for less than its rollout may take',
      '2026-11-21T05:53:00Z',
      'inProgress',
    ],
  ])(
    'that makes pods anew again and again, unavailable %s',
    (_, since, verdict) => {
      const nobody = aDeployment('payments', 'api', {
        status: {
          observedGeneration: 1,
          replicas: 3,
          updatedReplicas: 3,
          readyReplicas: 0,
          availableReplicas: 0,
          conditions: [
            progressing('NewReplicaSetAvailable'),
            aCondition({
              type: 'Available',
              status: 'False',
              lastTransitionTime: since,
            }),
          ],
        },
      });
      const pod = aPod(
        'a',
        'new',
        {
          phase: 'Running',
          startTime: '2026-11-21T05:56:00Z',
          containerStatuses: [{ name: 'app', state: { running: {} } }],
          conditions: [
            {
              type: 'Ready',
              status: 'False',
              lastTransitionTime: '2026-11-21T05:56:00Z',
            },
          ],
        },
        '2026-11-21T05:56:00Z',
      );
      const judged = judge(nobody, { pods: sample(pod) });

      expect(judged.verdict).toBe(verdict);
      expect(judged.expectedBy ?? judged.since).toBe(
        verdict === 'diverged' ? since : '2026-11-21T06:03:00Z',
      );
    },
  );

  it('whose pods do not tell since when, is unready since it is unavailable', () => {
    const nobody = aDeployment('payments', 'api', {
      status: {
        observedGeneration: 1,
        replicas: 3,
        updatedReplicas: 3,
        readyReplicas: 0,
        availableReplicas: 0,
        conditions: [
          progressing('NewReplicaSetAvailable'),
          {
            type: 'Available',
            status: 'False',
            reason: 'MinimumReplicasUnavailable',
            lastTransitionTime: '2026-11-21T05:59:00Z',
          },
        ],
      },
    });
    const pod = aPod('a', 'new', {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'False' }],
    });

    expect(judge(nobody, { pods: sample(pod) })).toMatchObject({
      verdict: 'diverged',
      class: 'unready',
      since: '2026-11-21T05:59:00Z',
    });
  });

  it('keeps the message of the kubelet, without credentials', () => {
    const status = waiting(
      'ImagePullBackOff',
      'GET https://user:hunter2@registry.example.com/v2/',
    );
    const { message, evidence } = judge(api(rolling), {
      pods: sample(aPod('api-new', 'new', status)),
    });

    expect(message).toContain('registry.example.com/v2/');
    expect(JSON.stringify([message, evidence])).not.toContain('hunter2');
  });

  it('that is gone has diverged only where that is certain', () => {
    const object = api();

    expect(judge(object, { workload: undefined })).toMatchObject({
      verdict: 'diverged',
      headline: 'Deployment does not exist',
    });
    expect(judge(object, { workload: undefined }, 'forbidden')).toMatchObject({
      verdict: 'unknown',
      unknownReason: 'forbidden',
    });
    expect(judge({ ...object }, {}, 'unreachable')).toMatchObject({
      verdict: 'unknown',
      unknownReason: 'unreachable',
    });
  });

  it('that is scaled to 0 by its Canary is as good as the copy that serves', () => {
    const object = api(
      {
        replicas: 0,
        updatedReplicas: 0,
        readyReplicas: 0,
        availableReplicas: 0,
      },
      { replicas: 0 },
    );
    const canary = anObject(
      'flagger.app/v1beta1',
      'Canary',
      'payments',
      'api',
      { spec: {}, status: { phase: 'Succeeded' } },
    );
    const primary = aDeployment('payments', 'api-primary', {
      status: {
        ...rolling,
        conditions: [progressing('ProgressDeadlineExceeded', 'False')],
      },
    });
    const related = (...objects: KubeObject[]) =>
      objects.map(one => ({
        ref: refOf(CLUSTER, one),
        object: one,
        observedAt: NOW,
      }));

    expect(
      inWords(object, {
        related: related(canary, aDeployment('payments', 'api-primary')),
      }),
    ).toBe('ok | promoted, 3/3 ready');
    expect(inWords(object, { related: related(canary, primary) })).toBe(
      'diverged | 2 of 3 updated, given up | progress-deadline',
    );
  });
});
