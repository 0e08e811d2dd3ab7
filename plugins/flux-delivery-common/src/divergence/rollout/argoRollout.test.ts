import { inWords, workload } from '../../testUtils/judgedWorkload';

describe('an Argo Rollout', () => {
  const done = {
    observedGeneration: '1',
    replicas: 3,
    updatedReplicas: 3,
    readyReplicas: 3,
    availableReplicas: 3,
    phase: 'Healthy',
  };
  const canary = {
    replicas: 3,
    strategy: {
      canary: {
        steps: [
          { setWeight: 20 },
          { pause: {} },
          { pause: { duration: '1h' } },
        ],
      },
    },
  };

  it.each<[string, object, object]>([
    ['ok | 3/3 ready', { replicas: 3 }, done],
    [
      'suspended | paused at step 2 of 3 | suspended',
      canary,
      { ...done, phase: 'Paused', updatedReplicas: 1, currentStepIndex: 1 },
    ],
    [
      'inProgress | paused at step 3 of 3',
      canary,
      { ...done, phase: 'Paused', updatedReplicas: 1, currentStepIndex: 2 },
    ],
    [
      'diverged | rollout aborted | canary-failed',
      canary,
      { ...done, phase: 'Degraded', abort: true },
    ],
    ['diverged | degraded', canary, { ...done, phase: 'Degraded' }],
    [
      'inProgress | 1 of 3 updated',
      canary,
      { ...done, phase: 'Progressing', updatedReplicas: 1 },
    ],
    [
      'inProgress | new spec not taken up yet',
      canary,
      { ...done, observedGeneration: '0' },
    ],
  ])('%s', (expected, spec, status) => {
    expect(
      inWords(workload('Rollout', spec, status, 'argoproj.io/v1alpha1')),
    ).toBe(expected);
  });
});
