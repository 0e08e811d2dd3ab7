import { firstDivergence } from './firstDivergence';
import { SEGMENTS, type SegmentVerdict, type Verdict } from './SegmentVerdict';
import { VERDICTS_WORST_FIRST, worstVerdict } from './verdictOrder';

function path(
  ...verdicts: (Verdict | Partial<SegmentVerdict>)[]
): SegmentVerdict[] {
  return verdicts.map((one, at) => {
    const base = {
      segment: SEGMENTS[at],
      verdict: 'ok' as const,
      headline: 'h',
      summary: `${SEGMENTS[at]} says`,
      evidence: [],
    };
    return typeof one === 'string'
      ? { ...base, verdict: one }
      : { ...base, ...one };
  });
}

describe('the first divergence', () => {
  it.each<[string, SegmentVerdict[], string | undefined]>([
    ['nowhere', path('ok', 'ok', 'ok', 'ok', 'ok'), undefined],
    [
      'not in what is unknown',
      path('unknown', 'unknown', 'unknown', 'unknown', 'unknown'),
      undefined,
    ],
    [
      'not in what is on its way',
      path('ok', 'inProgress', 'inProgress', 'ok', 'ok'),
      undefined,
    ],
    [
      'not in what is suspended without loss',
      path('ok', 'ok', 'suspended', 'ok', 'ok'),
      undefined,
    ],
    [
      'in what is suspended and withholds',
      path(
        'ok',
        'ok',
        { verdict: 'suspended', newer: { raw: 'x', short: 'x' } },
        'ok',
        'ok',
      ),
      'reconcile',
    ],
    [
      'in the first of several',
      path('ok', 'diverged', 'diverged', 'diverged', 'ok'),
      'source',
    ],
    [
      'after what is unknown',
      path('ok', 'unknown', 'diverged', 'ok', 'ok'),
      'reconcile',
    ],
  ])('is %s', (_where, segments, expected) => {
    expect(firstDivergence(segments)?.segment).toBe(expected);
  });

  it('says what before it cannot be told', () => {
    expect(
      firstDivergence(path('ok', 'unknown', 'diverged', 'ok', 'ok'))?.summary,
    ).toBe('reconcile says (source cannot be told)');
  });
});

describe('the worst verdict', () => {
  it('is never better than any of them, and notObserved says nothing', () => {
    expect(worstVerdict([])).toBe('notObserved');
    expect(worstVerdict(['ok', 'notObserved'])).toBe('ok');
    expect(worstVerdict(['ok', 'unknown'])).toBe('unknown');
    expect(worstVerdict([...VERDICTS_WORST_FIRST].reverse())).toBe('diverged');
  });
});
