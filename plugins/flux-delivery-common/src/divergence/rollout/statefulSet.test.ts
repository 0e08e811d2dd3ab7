import type { Pod } from '../../kube/workloads';
import {
  aPod,
  inWords,
  judge,
  NOW,
  workload,
} from '../../testUtils/judgedWorkload';

describe('a StatefulSet', () => {
  const done = {
    replicas: 3,
    readyReplicas: 3,
    availableReplicas: 3,
    updatedReplicas: 3,
    currentRevision: 'b',
    updateRevision: 'b',
  };
  const half = { ...done, updatedReplicas: 1, currentRevision: 'a' };

  it.each<[string, object, object]>([
    ['ok | 3/3 ready', { replicas: 3 }, done],
    ['inProgress | 1 of 3 updated', { replicas: 3 }, half],
    [
      'ok | 1 of 3 updated (partition 2)',
      {
        replicas: 3,
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: { partition: 2 },
        },
      },
      half,
    ],
    [
      'inProgress | 0 of 3 updated',
      {
        replicas: 3,
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: { partition: 2 },
        },
      },
      { ...half, updatedReplicas: 0 },
    ],
    [
      'suspended | 1 of 3 updated, on delete | suspended',
      { replicas: 3, updateStrategy: { type: 'OnDelete' } },
      half,
    ],
    [
      'ok | scaled to 0',
      { replicas: 0 },
      { replicas: 0, currentRevision: 'b', updateRevision: 'b' },
    ],
  ])('%s', (expected, spec, status) => {
    expect(inWords(workload('StatefulSet', spec, status))).toBe(expected);
  });

  describe('in the middle of an update', () => {
    const member = (
      ordinal: number,
      changes: Partial<Pod['metadata']> = {},
    ) => {
      const pod = aPod(
        `api-${ordinal}`,
        'api',
        {
          phase: 'Running',
          conditions: [
            {
              type: 'Ready',
              status: 'True',
              lastTransitionTime: '2026-11-21T03:00:10Z',
            },
          ],
        },
        '2026-11-21T03:00:00Z',
      );
      return {
        ...pod,
        metadata: {
          ...pod.metadata,
          labels: { 'controller-revision-hash': ordinal > 1 ? 'b' : 'a' },
          ...changes,
        },
      };
    };
    const judged = (pods: Pod[], observedAt = NOW) =>
      judge(workload('StatefulSet', { replicas: 3 }, half), {
        pods: { observedAt, pods, replicaSets: [], truncated: false },
      });

    it.each([
      [
        'a pod that was made',
        { creationTimestamp: '2026-11-21T05:55:00Z' },
        '2026-11-21T06:05:00Z',
      ],
      [
        'a pod that goes',
        { deletionTimestamp: '2026-11-21T05:59:40Z' },
        '2026-11-21T06:09:40Z',
      ],
      [
        'a pod that was asked to go',
        {
          deletionTimestamp: '2026-11-21T06:29:40Z',
          deletionGracePeriodSeconds: 1800,
        },
        '2026-11-21T06:09:40Z',
      ],
    ])('gets on by %s', (_, changes, expectedBy) => {
      expect(judged([member(0), member(1, changes), member(2)])).toMatchObject({
        verdict: 'inProgress',
        expectedBy,
      });
    });

    it('does not get on where nothing has moved for ten minutes', () => {
      expect(judged([member(0), member(1), member(2)])).toMatchObject({
        verdict: 'diverged',
        class: 'progress-deadline',
        since: '2026-11-21T03:10:10Z',
      });
    });

    it('is not over because of pods that were listed before it began', () => {
      expect(
        judged([member(0), member(1), member(2)], '2026-11-21T05:59:59Z'),
      ).toMatchObject({
        verdict: 'inProgress',
        expectedBy: '2026-11-21T06:10:00Z',
      });
    });
  });

  describe('whose template was put back', () => {
    const putBack = (status: object = {}) =>
      workload(
        'StatefulSet',
        { replicas: 3, updateStrategy: { type: 'OnDelete' } },
        {
          replicas: 3,
          readyReplicas: 3,
          availableReplicas: 3,
          currentRevision: 'a',
          updateRevision: 'a',
          ...status,
        },
      );
    const ofRevision = (...revisions: string[]) => ({
      pods: {
        observedAt: NOW,
        pods: revisions.map((revision, ordinal) => {
          const pod = aPod(`api-${ordinal}`, 'api', { phase: 'Running' });
          return {
            ...pod,
            metadata: {
              ...pod.metadata,
              labels: { 'controller-revision-hash': revision },
            },
          };
        }),
        replicaSets: [],
        truncated: false,
      },
    });

    it.each([
      ['suspended | 0 of 3 updated, on delete | suspended', ['b', 'b', 'b']],
      ['suspended | 2 of 3 updated, on delete | suspended', ['a', 'a', 'b']],
      ['ok | 3/3 ready', ['a', 'a', 'a']],
    ])('%s', (expected, revisions) => {
      expect(inWords(putBack(), ofRevision(...revisions))).toBe(expected);
    });

    it('trusts a count more than pods', () => {
      expect(
        inWords(putBack({ updatedReplicas: 3 }), ofRevision('b', 'b', 'b')),
      ).toBe('ok | 3/3 ready');
    });
  });
});
