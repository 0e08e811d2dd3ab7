import type {
  SegmentVerdict,
  Verdict,
} from 'backstage-plugin-flux-delivery-common';

/** What a colour stands for here. Which colour that is, the theme says: see `toneColors`. */
export type Tone = 'good' | 'running' | 'bad' | 'held' | 'unknown' | 'quiet';

export interface StatusAppearance {
  glyph: string;
  tone: Tone;
  /** Drawn with a fill: what should be seen first. */
  loud: boolean;
}

const APPEARANCES: Record<Verdict, StatusAppearance> = {
  ok: { glyph: '✓', tone: 'good', loud: false },
  inProgress: { glyph: '◔', tone: 'running', loud: false },
  diverged: { glyph: '✕', tone: 'bad', loud: false },
  suspended: { glyph: '⏸', tone: 'held', loud: true },
  unknown: { glyph: '?', tone: 'unknown', loud: true },
  notObserved: { glyph: '–', tone: 'quiet', loud: false },
};

/** For a warning that is no verdict. */
export const NOTICE: StatusAppearance = {
  glyph: '!',
  tone: 'held',
  loud: false,
};

export function verdictAppearance(verdict: Verdict): StatusAppearance {
  return APPEARANCES[verdict];
}

/** A consequence keeps its verdict in words and gives up its fill: there is one red per path. */
export function segmentAppearance(
  segment: SegmentVerdict,
  isFirstDivergence: boolean,
): StatusAppearance {
  const own = APPEARANCES[segment.verdict];
  if (isFirstDivergence) {
    return { ...own, loud: true };
  }
  return segment.consequenceOf && segment.verdict !== 'unknown'
    ? { glyph: '↳', tone: 'bad', loud: false }
    : own;
}

const WORST_FIRST: Verdict[] = [
  'diverged',
  'unknown',
  'suspended',
  'inProgress',
  'ok',
  'notObserved',
];

/** Orders verdicts for display, worst first. */
export function compareVerdicts(a: Verdict, b: Verdict): number {
  return WORST_FIRST.indexOf(a) - WORST_FIRST.indexOf(b);
}

/** How often each verdict occurs, worst first. */
export function countVerdicts(
  verdicts: Verdict[],
): { verdict: Verdict; count: number }[] {
  return WORST_FIRST.map(verdict => ({
    verdict,
    count: verdicts.filter(v => v === verdict).length,
  })).filter(({ count }) => count > 0);
}
