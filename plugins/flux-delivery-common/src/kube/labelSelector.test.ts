import {
  formatSelector,
  matchesLabels,
  matchesSelector,
} from './labelSelector';
import type { LabelSelector } from './workloads';

const labels = { app: 'api', tier: 'web' };
const expression = (
  key: string,
  operator: string,
  values?: string[],
): LabelSelector => ({
  matchExpressions: [{ key, operator, values }],
});

describe('matchesSelector', () => {
  it.each<[string, LabelSelector | undefined, boolean]>([
    ['an absent one', undefined, false],
    ['an empty one', {}, true],
    ['equal labels', { matchLabels: { app: 'api' } }, true],
    ['another value', { matchLabels: { app: 'api', tier: 'db' } }, false],
    ['In', expression('app', 'In', ['x', 'api']), true],
    ['In, another', expression('app', 'In', ['x']), false],
    ['In, no such label', expression('zone', 'In', ['x']), false],
    ['NotIn', expression('app', 'NotIn', ['x']), true],
    ['NotIn, listed', expression('app', 'NotIn', ['api']), false],
    ['NotIn, no such label', expression('zone', 'NotIn', ['x']), true],
    ['Exists', expression('app', 'Exists'), true],
    ['Exists, absent', expression('zone', 'Exists'), false],
    ['DoesNotExist', expression('zone', 'DoesNotExist'), true],
    ['DoesNotExist, there', expression('app', 'DoesNotExist'), false],
    ['an unknown operator', expression('app', 'Gt', ['1']), false],
    [
      'a label that every object inherits',
      expression('toString', 'Exists'),
      false,
    ],
    [
      'both parts',
      { matchLabels: { app: 'api' }, ...expression('tier', 'In', ['db']) },
      false,
    ],
  ])('%s', (_, selector, expected) => {
    expect(matchesSelector(selector, labels)).toBe(expected);
  });

  it('takes absent labels for none', () => {
    expect(matchesSelector({}, undefined)).toBe(true);
    expect(matchesSelector({ matchLabels: { app: 'api' } }, undefined)).toBe(
      false,
    );
  });
});

describe('matchesLabels', () => {
  it.each([
    [undefined, false],
    [{}, false],
    [{ app: 'api' }, true],
    [{ app: 'api', tier: 'db' }, false],
  ])('a Service that selects %j: %j', (selector, expected) => {
    expect(
      matchesLabels(selector as Record<string, string> | undefined, labels),
    ).toBe(expected);
  });
});

describe('formatSelector', () => {
  it.each<[LabelSelector | undefined, string | undefined]>([
    [undefined, undefined],
    [{}, ''],
    [{ matchLabels: { app: 'api', 'a.b/c': 'd' } }, 'app=api,a.b/c=d'],
    [
      {
        matchLabels: { app: 'api' },
        matchExpressions: [
          { key: 'tier', operator: 'In', values: ['web', 'db'] },
          { key: 'zone', operator: 'NotIn', values: ['a'] },
          { key: 'x', operator: 'Exists' },
          { key: 'y', operator: 'DoesNotExist' },
        ],
      },
      'app=api,tier in (web,db),zone notin (a),x,!y',
    ],
    [expression('a', 'Gt', ['1']), undefined],
  ])('%j', (selector, expected) => {
    expect(formatSelector(selector)).toBe(expected);
  });
});
