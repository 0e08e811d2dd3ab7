import { pathResourceRef, readPathResourceRef } from './pathResourceRef';

describe('the ref of a path as a resource', () => {
  it.each([
    [{ entityRef: 'component:default/api' }, 'component:default/api'],
    [
      { entityRef: 'component:default/api', targetId: 'prod~k~shop~api' },
      'component:default/api#prod~k~shop~api',
    ],
    [
      {
        entityRef: 'component:default/api',
        targetId: 'prod~k~shop~api',
        segment: 'source' as const,
      },
      'component:default/api#prod~k~shop~api#source',
    ],
  ])('%j is %s, and back', (name, ref) => {
    expect(pathResourceRef(name)).toBe(ref);
    expect(readPathResourceRef(ref)).toEqual(name);
  });

  it.each(['', '#a', 'a#', 'a#b#', 'a#b#nothing', 'a#b#source#c'])(
    '%j is none',
    ref => expect(readPathResourceRef(ref)).toBeUndefined(),
  );
});
