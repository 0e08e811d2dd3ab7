import { judge, inWords, workload } from '../../testUtils/judgedWorkload';

describe('a DaemonSet', () => {
  const done = {
    desiredNumberScheduled: 3,
    currentNumberScheduled: 3,
    updatedNumberScheduled: 3,
    numberReady: 3,
    numberAvailable: 3,
  };

  it.each<[string, object, object]>([
    ['ok | 3/3 ready', {}, done],
    ['inProgress | 2 of 3 updated', {}, { ...done, updatedNumberScheduled: 2 }],
    [
      'inProgress | 2 of 3 ready',
      {},
      { ...done, numberReady: 2, numberAvailable: 2 },
    ],
    [
      'suspended | 2 of 3 updated, on delete | suspended',
      { updateStrategy: { type: 'OnDelete' } },
      { ...done, updatedNumberScheduled: 2 },
    ],
    ['notObserved | no node wants it', {}, { desiredNumberScheduled: 0 }],
  ])('%s', (expected, spec, status) => {
    expect(inWords(workload('DaemonSet', spec, status))).toBe(expected);
  });

  it('tells of pods on nodes that should not run it', () => {
    expect(
      judge(workload('DaemonSet', {}, { ...done, numberMisscheduled: 1 }))
        .detail,
    ).toBe('1 on nodes that should not run it');
  });
});
