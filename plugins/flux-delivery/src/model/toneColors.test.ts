import { createTheme, getContrastRatio } from '@material-ui/core/styles';
import { themes } from '@backstage/theme';
import type { Theme } from '@material-ui/core/styles';
import type { Tone } from './statusAppearance';
import { flatten, quietInk, toneColors } from './toneColors';

const TONES: Tone[] = ['good', 'running', 'bad', 'held', 'unknown', 'quiet'];
const AA = 4.5;

const THEMES: [string, Theme][] = [
  ['Backstage light', themes.light.getTheme('v4') as Theme],
  ['Backstage dark', themes.dark.getTheme('v4') as Theme],
  [
    'an adopter with pale colours',
    createTheme({
      palette: {
        success: { main: '#aaffaa' },
        error: { main: 'hsl(0, 100%, 80%)' },
        warning: { main: '#ffffaa' },
      },
    }),
  ],
];

describe.each(THEMES)('in the theme of %s', (_name, theme) => {
  it.each(TONES)(
    '%s can be read on the page, on paper and on its own fill',
    tone => {
      const { ink, fill } = toneColors(theme, tone);
      const { default: page, paper } = theme.palette.background;

      expect(getContrastRatio(ink, paper)).toBeGreaterThanOrEqual(AA);
      expect(getContrastRatio(ink, page)).toBeGreaterThanOrEqual(AA);
      expect(getContrastRatio(ink, fill)).toBeGreaterThanOrEqual(AA);
    },
  );

  it.each(TONES)('the second line can be read on the fill of %s', tone => {
    const { fill } = toneColors(theme, tone);

    expect(getContrastRatio(quietInk(theme), fill)).toBeGreaterThanOrEqual(AA);
  });
});

it('makes a translucent colour opaque', () => {
  expect(flatten('rgba(0, 0, 0, 0.5)', '#ffffff')).toBe('rgb(128, 128, 128)');
  expect(flatten('#123456', '#ffffff')).toBe('rgb(18, 52, 86)');
});
