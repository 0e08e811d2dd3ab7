import { compareTitles } from './compareTitles';

it.each([
  ['1.9.3', 'v1.10.0', -1],
  ['1.9.0', '1.9.0-rc.1', 1],
  ['1.9.0-rc.1', '1.9.0-rc.2', -1],
  ['4.7', '4.7.0', 0],
  ['1.0.0+build', '1.0.0', 0],
  ['main 3fa2c1e', '1.0.0', 0],
])('%s and %s', (a, b, order) => {
  expect(Math.sign(compareTitles(a, b))).toBe(order);
  expect(Math.sign(compareTitles(b, a))).toBe(order === 0 ? 0 : -order);
});
