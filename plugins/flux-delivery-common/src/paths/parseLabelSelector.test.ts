import fc from 'fast-check';
import { formatSelector, matchesSelector } from '../kube/labelSelector';
import { parseLabelSelector } from './parseLabelSelector';

describe('parseLabelSelector', () => {
  it.each([
    ['app=payments', { app: 'payments' }, { app: 'x' }],
    ['app==payments', { app: 'payments' }, {}],
    ['app!=payments', {}, { app: 'payments' }],
    [
      'app = payments , tier in (api, worker)',
      { app: 'payments', tier: 'worker' },
      { app: 'payments', tier: 'db' },
    ],
    ['tier notin (db)', { tier: 'api' }, { tier: 'db' }],
    ['tier', { tier: '' }, {}],
    ['!tier', {}, { tier: 'api' }],
    [
      'app.kubernetes.io/name in (a)',
      { 'app.kubernetes.io/name': 'a' },
      { name: 'a' },
    ],
    ['tier=', { tier: '' }, { tier: 'api' }],
  ])('%s', (text, matching, other) => {
    const selector = parseLabelSelector(text);
    expect(selector).toBeDefined();
    expect(matchesSelector(selector, matching)).toBe(true);
    expect(matchesSelector(selector, other)).toBe(false);
  });

  it.each([
    '',
    ' ',
    'a=b,',
    ',a',
    'a in b',
    'a in (b',
    'a in ((b))',
    'a in b)',
    'a>5',
    'a!==b',
    'a b',
    '!',
    'a=b=c',
    '=b',
    'a/b/c=d',
    'a xor (b)',
    'in (a)',
    'a'.repeat(2000),
  ])('refuses %j', text => expect(parseLabelSelector(text)).toBeUndefined());

  it('reads what the API form writes', () => {
    const key = fc.constantFrom('app', 'tier', 'app.kubernetes.io/name');
    const value = fc.constantFrom('a', 'b-c', '1.0');
    const requirement = fc.oneof(
      fc.record({
        key,
        operator: fc.constantFrom('In', 'NotIn'),
        values: fc.array(value, { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ key, operator: fc.constantFrom('Exists', 'DoesNotExist') }),
    );
    fc.assert(
      fc.property(
        fc.array(requirement, { minLength: 1, maxLength: 4 }),
        matchExpressions => {
          expect(
            parseLabelSelector(formatSelector({ matchExpressions })!),
          ).toEqual({ matchExpressions });
        },
      ),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', '=', '!', '(', ')', ',', ' ', 'in'),
        }),
        text => {
          expect(() => parseLabelSelector(text)).not.toThrow();
        },
      ),
    );
  });
});
