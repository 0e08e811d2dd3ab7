import type { FleetRow } from 'backstage-plugin-flux-delivery-common';
import { rowsIn, withOldTail, withPage } from './fleetPages';
import type { LoadedPage } from './fleetPages';

const row = (entityRef: string, headline = '') =>
  ({ entityRef, headline } as FleetRow);

const page = (
  names: string,
  changes: Partial<LoadedPage> = {},
): LoadedPage => ({
  items: [...names].map(name => row(name)),
  nextCursor: names.at(-1) ?? null,
  readAt: 1,
  isOld: false,
  ...changes,
});

const names = (pages: LoadedPage[]) =>
  rowsIn(pages)
    .map(({ row: { entityRef } }) => entityRef)
    .join('');

const ab = page('ab');
const cd = page('cd', { cursor: 'b', etag: '"cd"' });
const ef = page('ef', { cursor: 'd', etag: '"ef"', nextCursor: null });

it('joins pages', () => {
  expect(names([ab, cd, ef])).toBe('abcdef');
  expect(rowsIn([ab, cd]).map(each => each.page)).toEqual([0, 0, 1, 1]);
});

it('goes on where a page that was read anew ends, so that nothing falls between', () => {
  const pages = withPage([ab, cd, ef], 0, page('xa', { readAt: 2 }));
  expect(pages[1]).toEqual({
    ...cd,
    cursor: 'a',
    etag: undefined,
    isOld: true,
  });
  expect(pages[2]).toBe(ef);
  expect(withPage([ab, cd], 0, page('ab', { readAt: 2 }))[1]).toBe(cd);
});

it('ends where the list ends now', () => {
  expect(withPage([ab, cd, ef], 1, { ...cd, nextCursor: null })).toHaveLength(
    2,
  );
});

it('shows a service once, where it was read last', () => {
  expect(names(withPage([ab, cd], 0, page('da', { readAt: 2 })))).toBe('dac');
  expect(names([page('ab'), page('ca', { cursor: 'b', readAt: 2 })])).toBe(
    'bca',
  );
});

it('knows what to read again', () => {
  expect(withOldTail([ab, cd]).map(({ isOld }) => isOld)).toEqual([
    false,
    true,
  ]);
});
