import fc from 'fast-check';
import { earlier, fromMillis, later, toMillis } from './time';

const NOON = '2026-11-21T12:00:00Z';

describe('toMillis', () => {
  it.each([
    [NOON, Date.UTC(2026, 10, 21, 12)],
    ['2026-11-21T12:00:00.25Z', Date.UTC(2026, 10, 21, 12) + 250],
    ['2026-11-21T12:00:00.123456789Z', Date.UTC(2026, 10, 21, 12) + 123],
    ['2026-11-21T14:00:00+02:00', Date.UTC(2026, 10, 21, 12)],
    ['2026-11-21t12:00:00z', Date.UTC(2026, 10, 21, 12)],
    ['2028-02-29T12:00:00Z', Date.UTC(2028, 1, 29, 12)],
    ['2000-02-29T12:00:00Z', Date.UTC(2000, 1, 29, 12)],
    ['2026-12-31T12:00:00Z', Date.UTC(2026, 11, 31, 12)],
  ])('%s', (text, millis) => {
    expect(toMillis(text)).toBe(millis);
  });

  it.each([
    undefined,
    '',
    'yesterday',
    '2026-11-21',
    '2026-11-21 12:00:00',
    '2026-13-40T12:00:00Z',
    '2026-02-30T12:00:00Z',
    '2026-02-29T12:00:00Z',
    '2100-02-29T12:00:00Z',
    '2026-04-31T12:00:00Z',
    '2026-01-00T12:00:00Z',
    '0001-01-01T00:00:00Z',
  ])('%j is no instant', text => {
    expect(toMillis(text)).toBeUndefined();
  });

  it('is the inverse of fromMillis', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
        date => {
          expect(toMillis(fromMillis(date.getTime()))).toBe(date.getTime());
        },
      ),
    );
  });
});

describe('fromMillis', () => {
  it('writes whole seconds as Kubernetes does', () => {
    expect(fromMillis(toMillis(NOON)!)).toBe(NOON);
    expect(fromMillis(1)).toBe('1970-01-01T00:00:00.001Z');
  });

  it('moves what no date can hold to the nearest that can', () => {
    expect(fromMillis(Infinity)).toBe('+275760-09-13T00:00:00Z');
  });
});

describe('later and earlier', () => {
  const one = '2026-11-21T13:30:00+02:00';

  it('compare instants, not texts', () => {
    expect(later(NOON, one)).toBe(NOON);
    expect(earlier(NOON, one)).toBe(one);
  });

  it.each([undefined, '', 'never'])('give way where one is %j', nothing => {
    for (const choose of [later, earlier]) {
      expect(choose(NOON, nothing)).toBe(NOON);
      expect(choose(nothing, NOON)).toBe(NOON);
      expect(choose(nothing, nothing)).toBeUndefined();
    }
  });
});
