import { loadFixture } from './loadFixture';
import { movedTo } from './movedTo';

it('moves all times by the same, the latest to the instant', () => {
  const before = loadFixture('healthy-git-kustomization');
  const now = Date.parse('2027-01-01T00:00:00Z');
  const timesIn = (value: unknown) =>
    (JSON.stringify(value).match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g) ?? []).map(
      Date.parse,
    );
  const [then, moved] = [timesIn(before), timesIn(movedTo(now, before))];
  expect(Math.max(...moved)).toBe(now);
  expect(new Set(moved.map((at, index) => at - then[index])).size).toBe(1);
});
