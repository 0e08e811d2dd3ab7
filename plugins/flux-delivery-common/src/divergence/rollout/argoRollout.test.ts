import { inWords, judge, workload } from '../../testUtils/judgedWorkload';

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

  describe('that goes on by itself after a pause', () => {
    const pausedSince = (
      startTime: string,
      duration: unknown,
      reason = 'CanaryPauseStep',
    ) =>
      judge(
        workload(
          'Rollout',
          {
            replicas: 3,
            strategy: { canary: { steps: [{ pause: { duration } }] } },
          },
          {
            ...done,
            phase: 'Paused',
            updatedReplicas: 1,
            currentStepIndex: 0,
            pauseConditions: [{ reason, startTime }],
          },
          'argoproj.io/v1alpha1',
        ),
      );

    it.each([
      ['10m', '2026-11-21T06:06:00Z'],
      [600, '2026-11-21T06:06:00Z'],
      ['600', '2026-11-21T06:06:00Z'],
      ['soon', undefined],
    ])('is expected to after %s', (duration, expectedBy) => {
      const judged = pausedSince('2026-11-21T05:55:00Z', duration);
      expect(judged.verdict).toBe('inProgress');
      expect(judged.expectedBy).toBe(expectedBy);
    });

    it('has diverged where it does not', () => {
      expect(pausedSince('2026-11-18T06:00:00Z', '10m')).toMatchObject({
        verdict: 'diverged',
        class: 'progress-deadline',
        headline: 'still paused at step 1 of 1',
        since: '2026-11-18T06:11:00Z',
      });
    });

    it('waits for a person where an analysis says neither yes nor no', () => {
      expect(
        pausedSince('2026-11-21T05:55:00Z', '10m', 'InconclusiveAnalysisRun'),
      ).toMatchObject({ verdict: 'suspended' });
    });
  });

  describe('that is blue and green, and waits before the new pods get the traffic', () => {
    const waiting = (
      blueGreen: object,
      startTime = '2026-11-21T05:55:00Z',
      reason = 'BlueGreenPause',
      spec: object = {},
    ) =>
      judge(
        workload(
          'Rollout',
          { replicas: 3, strategy: { blueGreen }, ...spec },
          {
            ...done,
            phase: 'Paused',
            pauseConditions: [{ reason, startTime }],
          },
          'argoproj.io/v1alpha1',
        ),
      );

    it('goes on by itself when its time is over, whether it is promoted automatically else or not', () => {
      for (const autoPromotionEnabled of [true, false, undefined]) {
        expect(
          waiting({ autoPromotionEnabled, autoPromotionSeconds: 600 }),
        ).toMatchObject({
          verdict: 'inProgress',
          headline: 'paused',
          since: '2026-11-21T05:55:00Z',
          expectedBy: '2026-11-21T06:06:00Z',
        });
      }
    });

    it('has diverged where it does not go on', () => {
      expect(
        waiting({ autoPromotionSeconds: 30 }, '2026-11-21T05:00:00Z'),
      ).toMatchObject({ verdict: 'diverged', headline: 'still paused' });
    });

    it.each<[string, Parameters<typeof waiting>]>([
      ['without a time', [{ autoPromotionEnabled: false }]],
      [
        'where an analysis says neither yes nor no',
        [{ autoPromotionSeconds: 600 }, undefined, 'InconclusiveAnalysisRun'],
      ],
      [
        'where somebody paused it',
        [{ autoPromotionSeconds: 600 }, undefined, undefined, { paused: true }],
      ],
    ])('waits for a person %s', (_, given) => {
      expect(waiting(...given).verdict).toBe('suspended');
    });
  });
});
