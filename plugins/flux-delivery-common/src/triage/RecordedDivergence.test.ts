import { besideDivergence, inQuestion } from './RecordedDivergence';

const DIVERGENCE = {
  segment: 'rollout' as const,
  verdict: 'diverged' as const,
  class: 'crash-loop',
  since: '2026-11-21T05:00:00Z',
  summary: 'It crashes.',
};
const said = {
  by: 'user:default/ann',
  at: '2026-11-21T06:00:00Z',
  segment: 'rollout' as const,
  about: inQuestion(DIVERGENCE),
};

describe('a statement beside the divergence of now', () => {
  it('confirms what it was about, and corrects it otherwise', () => {
    expect(besideDivergence(said, DIVERGENCE)).toEqual({
      ...said,
      confirms: true,
    });
    expect(
      besideDivergence({ ...said, segment: 'source' }, DIVERGENCE).confirms,
    ).toBe(false);
    expect(
      besideDivergence(
        { ...said, segment: 'none', about: { segment: 'none' } },
        null,
      ),
    ).toMatchObject({ confirms: true, about: { segment: 'none' } });
  });

  it.each([
    ['it is healed', null, true],
    ['it moved', { ...DIVERGENCE, segment: 'traffic' as const }, true],
    ['its class is another', { ...DIVERGENCE, class: 'unready' }, true],
    [
      'it began again after the statement',
      { ...DIVERGENCE, since: '2026-11-21T07:00:00Z' },
      true,
    ],
    [
      'its begin reads differently, before the statement',
      { ...DIVERGENCE, since: '2026-11-21T05:30:00Z' },
      false,
    ],
    ['no begin is told any more', { ...DIVERGENCE, since: undefined }, false],
    ['nothing changed', DIVERGENCE, false],
  ])('where %s: stale is %s', (_name, now, stale) => {
    expect(besideDivergence(said, now).stale ?? false).toBe(stale);
  });
});
