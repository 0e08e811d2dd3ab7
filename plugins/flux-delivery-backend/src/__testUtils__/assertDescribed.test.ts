import { assertDescribed } from './assertDescribed';

const clusters = (body: unknown, status = 200) =>
  assertDescribed({ method: 'GET', path: '/clusters', status, body });

const CLUSTER = {
  name: 'prod-eu',
  state: 'synced',
  authProvider: 'serviceAccount',
  objects: 1,
  kinds: [],
};
const AT = '2026-11-21T06:00:00Z';

describe('assertDescribed', () => {
  it('passes what the description allows', () => {
    expect(() =>
      clusters({ observedAt: AT, clusters: [CLUSTER] }),
    ).not.toThrow();
  });

  it.each<[string, () => void, RegExp]>([
    ['a missing field', () => clusters({ clusters: [] }), /observedAt/],
    [
      'a field of the wrong form',
      () => clusters({ observedAt: 'now', clusters: [] }),
      /date-time/,
    ],
    [
      'a field that is not described',
      () =>
        clusters({ observedAt: AT, clusters: [{ ...CLUSTER, colour: 'red' }] }),
      /clusters\/0 must NOT have additional properties colour/,
    ],
    [
      'a word that is not described',
      () =>
        clusters({ observedAt: AT, clusters: [{ ...CLUSTER, state: 'fine' }] }),
      /allowed values/,
    ],
    ['a status', () => clusters({}, 418), /418, which is not described/],
    ['no body where there is one', () => clusters(undefined), /with no body/],
    [
      'a route',
      () => assertDescribed({ method: 'PUT', path: '/clusters', status: 200 }),
      /no description/,
    ],
  ])('names %s', (_what, check, words) => {
    expect(check).toThrow(words);
  });
});
