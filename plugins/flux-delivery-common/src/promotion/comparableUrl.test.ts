import { comparableUrl } from './comparableUrl';
import { hintOf } from './fluxHint';
import { readIdentifier } from './readIdentifier';

describe('comparableUrl', () => {
  it.each([
    ['https://ci.x/job/api/12/', 'https://ci.x/job/api/12'],
    ['https://ci.x/job/api/12/?', 'https://ci.x/job/api/12'],
    ['https://ci.x/job/api/12//#log', 'https://ci.x/job/api/12'],
    ['https://ci.x/results?buildId=7#s', 'https://ci.x/results?buildId=7'],
    ['https://ci.x/results/?buildId=7', 'https://ci.x/results?buildId=7'],
    ['https://ci.x/r?id=7&token=abcdefgh', 'https://ci.x/r?id=7&token=***'],
    ['https://u:p@ci.x/12', 'https://***@ci.x/12'],
    ['', ''],
  ])('%j is %j', (url, comparable) => {
    expect(comparableUrl(url)).toBe(comparable);
    expect(comparableUrl(comparable)).toBe(comparable);
  });

  it.each([
    'https://ci.x/job/api/12/',
    'https://ci.x/results?buildId=7',
    'https://ci.x/results/?buildId=7&view=log#line-3',
  ])('%s is stored by a hint as it is looked for', url => {
    const hint = hintOf({
      object: { group: '', kind: 'x', namespace: '', name: 'x' },
      reason: '',
      severity: '',
      timestamp: '',
      key: '',
      metadata: new Map([
        ['revision', 'main@sha1:abc'],
        ['pipeline', url],
        ['pr', url],
      ]),
    });
    const sought = readIdentifier(url).map(
      ({ kind, value }) => `${kind} ${value}`,
    );
    expect(hint?.identifiers).toHaveLength(2);
    for (const { kind, value } of hint!.identifiers) {
      expect(sought).toContain(`${kind} ${value}`);
    }
  });
});
