import fc from 'fast-check';
import { parseDuration } from './duration';

describe('parseDuration', () => {
  it.each([
    ['1h30m', 5_400_000],
    ['10m0s', 600_000],
    ['1.5h', 5_400_000],
    ['500ms', 500],
    ['.5s', 500],
    ['1m0.25s', 60_250],
    ['250µs', 0.25],
    ['0', 0],
    ['0s', 0],
    ['-5m', -300_000],
    ['+5m', 300_000],
  ])('%j is %d ms', (text, millis) => {
    expect(parseDuration(text)).toBeCloseTo(millis, 9);
  });

  it.each([
    undefined,
    '',
    '5',
    'm',
    '5 m',
    '5m ',
    '1d',
    '-',
    '+',
    '1..5s',
    '5min',
    '1h30',
    'P1D',
    `${'9'.repeat(400)}s`,
  ])('%j is none', text => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('reads what Go would print, and throws for nothing', () => {
    const part = fc.nat(59);
    fc.assert(
      fc.property(part, part, part, (h, m, s) => {
        expect(parseDuration(`${h}h${m}m${s}s`)).toBe(
          ((h * 60 + m) * 60 + s) * 1000,
        );
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[-+0-9.hmsunµ ]{0,12}$/), text => {
        expect(Number.isNaN(parseDuration(text))).toBe(false);
      }),
    );
  });
});
