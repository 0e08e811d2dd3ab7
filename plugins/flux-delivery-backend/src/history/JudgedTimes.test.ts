import { JudgedTimes } from './JudgedTimes';

it('names those that wait longest, and no more than are asked for', () => {
  const times = new JudgedTimes();
  times.note('a', 1);
  times.note('b', 2);
  times.note('c', 3);
  times.note('a', 4);

  expect(times.notSince(0, 10)).toEqual([]);
  expect(times.notSince(3, 10)).toEqual(['b', 'c']);
  expect(times.notSince(9, 2)).toEqual(['b', 'c']);
  expect(times.notSince(9, 10)).toEqual(['b', 'c', 'a']);
});
