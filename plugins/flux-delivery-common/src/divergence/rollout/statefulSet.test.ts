import { inWords, workload } from '../../testUtils/judgedWorkload';

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
});
