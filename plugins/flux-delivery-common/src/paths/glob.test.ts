import fc from 'fast-check';
import { globError, matchesGlob } from './glob';

describe('matchesGlob', () => {
  it.each([
    ['prod-*', 'prod-eu', true],
    ['prod-*', 'prod-', true],
    ['prod-*', 'staging', false],
    ['prod-*', 'my-prod-eu', false],
    ['*', '', true],
    ['?', '', false],
    ['prod-??', 'prod-eu', true],
    ['prod-??', 'prod-east', false],
    ['*-eu-*', 'prod-eu-1', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-b-b', false],
    ['apps/*', 'apps/prod/eu', true],
    ['a.c', 'abc', false],
    ['', '', true],
    ['', 'a', false],
  ])('%s and %j: %s', (pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected);
  });

  it('agrees with a regular expression', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'b', '*', '?', '.'),
      maxLength: 8,
    });
    const texts = fc.string({
      unit: fc.constantFrom('a', 'b', '.'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(letters, texts, (pattern, text) => {
        const regex = pattern
          .replace(/[.]/g, '\\.')
          .replace(/\*/g, '.*')
          .replace(/\?/g, '.');
        expect(matchesGlob(pattern, text)).toBe(
          new RegExp(`^${regex}$`).test(text),
        );
      }),
    );
  });

  it('ends on a pattern that makes backtracking explode', () => {
    expect(matchesGlob('a*'.repeat(200), 'a'.repeat(5000).concat('b'))).toBe(
      true,
    );
    expect(matchesGlob(`${'a*'.repeat(200)}c`, 'a'.repeat(5000))).toBe(false);
  });
});

describe('globError', () => {
  it.each([
    'prod-*',
    'a?c',
    'https://github.com/*',
    './apps/prod',
    'gke_project_zone_name',
    'arn:aws:eks:eu:1:cluster/a',
  ])('accepts %s', pattern => expect(globError(pattern)).toBeUndefined());

  it.each([
    '',
    'prod-[a-z]',
    '{a,b}',
    '!prod',
    '^prod$',
    'a|b',
    'a b',
    'a'.repeat(513),
  ])('refuses %j', pattern => {
    expect(globError(pattern)).toEqual(expect.any(String));
  });
});
