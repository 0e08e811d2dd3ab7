import { translate } from '../__testUtils__/translate';
import { formatAge, formatAgo, formatClock, formatExact } from './formatAge';

const NOW = Date.parse('2026-03-10T09:30:00Z');
const before = (seconds: number) =>
  new Date(NOW - seconds * 1000).toISOString();

describe('formatAge', () => {
  it.each([
    [0, '0 s'],
    [59, '59 s'],
    [60, '1 min'],
    [3599, '59 min'],
    [3600, '1 h'],
    [47 * 3600, '47 h'],
    [48 * 3600, '2 d'],
    [400 * 86400, '400 d'],
    [-30, '0 s'],
  ])('%d seconds are %s', (seconds, expected) => {
    expect(formatAge(before(seconds), NOW, translate)).toBe(
      expected.replace(' ', '\u00a0'),
    );
  });

  it('does not guess what is no time', () => {
    expect(formatAge('yesterday', NOW, translate)).toBeUndefined();
    expect(formatAgo('yesterday', NOW, translate)).toBeUndefined();
  });

  it('says "just now" in the first seconds', () => {
    expect(formatAgo(before(4), NOW, translate)).toBe('just now');
    expect(formatAgo(before(5), NOW, translate)).toBe('5\u00a0s ago');
  });
});

describe('formatClock', () => {
  it('leaves out the day where it is today in the time zone of the reader', () => {
    expect(formatClock('2026-03-10T08:52:00Z', NOW, 'UTC')).toBe('08:52');
    expect(formatClock('2026-03-09T23:30:00Z', NOW, 'Europe/Berlin')).toBe(
      '00:30',
    );
    expect(formatClock('2026-03-09T20:30:00Z', NOW, 'UTC')).toBe(
      '9 Mar, 20:30',
    );
  });

  it('gives back what is no time', () => {
    expect(formatClock('soon', NOW, 'UTC')).toBe('soon');
  });
});

describe('formatExact', () => {
  it('tells local time and UTC', () => {
    expect(
      formatExact('2026-03-10T08:52:01Z', translate, 'Europe/Berlin'),
    ).toBe('2026-03-10 09:52:01 local, 2026-03-10 08:52:01 UTC');
    expect(formatExact('2026-03-10T08:52:01Z', translate, 'UTC')).toBe(
      '2026-03-10 08:52:01 UTC',
    );
    expect(formatExact('soon', translate)).toBe('soon');
  });
});
