import { fleetSearch } from './fleetSearch';

it('names each value by itself, and leaves out what is not asked for', () => {
  expect(
    fleetSearch(
      {
        owners: ['group:default/a', 'group:default/b'],
        text: 'pay',
        states: [],
      },
      { limit: 50, cursor: 'c' },
    ),
  ).toEqual([
    ['owner', 'group:default/a'],
    ['owner', 'group:default/b'],
    ['q', 'pay'],
    ['limit', '50'],
    ['cursor', 'c'],
  ]);
  expect(fleetSearch({})).toEqual([]);
});
