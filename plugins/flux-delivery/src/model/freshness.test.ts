import { emptyBecause, summarizeFreshness } from './freshness';

const synced = { name: 'a', state: 'synced' } as const;
const unreachable = { name: 'b', state: 'unreachable' } as const;
const notSynced = { name: 'c', state: 'notSynced' } as const;

it('counts the clusters that an answer rests on', () => {
  expect(summarizeFreshness([synced, unreachable, notSynced])).toEqual({
    total: 3,
    synced: 1,
    troubled: [unreachable, notSynced],
  });
});

it('knows three reasons for an empty page', () => {
  expect(emptyBecause([synced, notSynced])).toBe('notSynced');
  expect(emptyBecause([unreachable])).toBe('unreachable');
  expect(emptyBecause([synced, unreachable])).toBe('nothing');
  expect(emptyBecause([])).toBe('nothing');
});
