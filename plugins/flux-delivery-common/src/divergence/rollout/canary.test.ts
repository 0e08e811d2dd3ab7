import { anObject } from '../../testUtils/builders';
import { inWords } from '../../testUtils/judgedWorkload';

describe('a Canary', () => {
  const canary = (status: object, spec = {}) =>
    anObject('flagger.app/v1beta1', 'Canary', 'payments', 'api', {
      spec,
      status,
    });
  const lastTransitionTime = '2026-11-21T05:59:00Z';

  it.each<[string, object]>([
    ['ok | promoted', { phase: 'Succeeded', lastTransitionTime }],
    ['ok | initialized', { phase: 'Initialized', lastTransitionTime }],
    [
      'diverged | canary failed, rolled back | canary-failed',
      { phase: 'Failed', lastTransitionTime },
    ],
    [
      'inProgress | 20 % to the canary',
      { phase: 'Progressing', canaryWeight: 20, lastTransitionTime },
    ],
    [
      'suspended | waits for approval | suspended',
      { phase: 'WaitingPromotion', lastTransitionTime },
    ],
    [
      'diverged | progressing does not end | canary-failed',
      { phase: 'Progressing', lastTransitionTime: '2026-11-21T05:00:00Z' },
    ],
    ['unknown | no phase told', {}],
  ])('%s', (expected, status) => {
    expect(inWords(canary(status))).toBe(expected);
  });
});
