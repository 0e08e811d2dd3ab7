import {
  alpha,
  darken,
  decomposeColor,
  getContrastRatio,
  lighten,
  recomposeColor,
} from '@material-ui/core/styles';
import type { Theme } from '@material-ui/core/styles';
import type { Tone } from './statusAppearance';

/** WCAG AA for text of normal size, with a margin for rounding. */
const READABLE = 4.6;
const STEPS = 20;

export interface ToneColors {
  /** For glyphs and text; readable on `fill` and on the paper. */
  ink: string;
  /** Background of a loud cell. */
  fill: string;
}

/**
 * The colours of a tone, taken from the tokens of whatever theme the adopter uses and moved away from the background only
 * as far as they must be to stay readable.
 */
export function toneColors(theme: Theme, tone: Tone): ToneColors {
  const paper = theme.palette.background.paper;
  const token = flatten(tokenOf(theme, tone), paper);
  const fill = flatten(alpha(token, tone === 'unknown' ? 0.08 : 0.12), paper);
  const onFill = readableOn(token, fill);
  const onPaper = readableOn(onFill, paper);
  return { ink: readableOn(onPaper, theme.palette.background.default), fill };
}

const TONES: readonly Tone[] = [
  'good',
  'running',
  'bad',
  'held',
  'unknown',
  'quiet',
];

/** The colour of each tone as a style, for sheets that have a class for each. */
export function inkOf(theme: Theme): Record<Tone, { color: string }> {
  return Object.fromEntries(
    TONES.map(tone => [tone, { color: toneColors(theme, tone).ink }]),
  ) as Record<Tone, { color: string }>;
}

/** The theme's secondary text, readable also on the page's background and on filled cells. */
export function quietInk(theme: Theme): string {
  return toneColors(theme, 'quiet').ink;
}

function tokenOf(theme: Theme, tone: Tone): string {
  const { palette } = theme;
  switch (tone) {
    case 'good':
      return palette.success.main;
    case 'running':
      return palette.info.main;
    case 'bad':
      return palette.error.main;
    case 'held':
      return palette.warning.main;
    default:
      return palette.text.secondary;
  }
}

/** The nearest darker (or, on a dark background, lighter) colour that can be read. */
export function readableOn(color: string, background: string): string {
  const away = getContrastRatio(background, '#fff') > 4.5 ? lighten : darken;
  for (let step = 0; step <= STEPS; step++) {
    const candidate = away(color, step / STEPS);
    if (getContrastRatio(candidate, background) >= READABLE) {
      return candidate;
    }
  }
  return away(color, 1);
}

/** Opaque equivalent of a translucent colour on a background, since contrast is only defined for opaque ones. */
export function flatten(color: string, background: string): string {
  const front = rgb(color);
  const back = rgb(background);
  const opacity = front.length > 3 ? Number(front[3]) : 1;
  const values = [0, 1, 2].map(i =>
    Math.round(Number(front[i]) * opacity + Number(back[i]) * (1 - opacity)),
  );
  return recomposeColor({
    type: 'rgb',
    values: values as [number, number, number],
  });
}

function rgb(color: string): (string | number)[] {
  const parsed = decomposeColor(color);
  return parsed.type.startsWith('hsl')
    ? decomposeColor(darken(color, 0)).values
    : parsed.values;
}
