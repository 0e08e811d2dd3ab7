import { mockServices } from '@backstage/backend-test-utils';
import type { Survey } from './OwnershipSurvey';
import { RememberedSurvey } from './RememberedSurvey';

const EMPTY = new Map();

function remembered() {
  let now = 0;
  let fails = false;
  const made: number[] = [];
  const survey = jest.fn(async (): Promise<Survey> => {
    if (fails) {
      throw new Error('no');
    }
    made.push(now);
    return {
      at: now,
      gaps: [],
      names: EMPTY,
      urls: EMPTY,
      digests: EMPTY,
      releases: EMPTY,
      pods: EMPTY,
    };
  });
  const subject = new RememberedSurvey({
    survey,
    now: () => now,
    logger: mockServices.logger.mock(),
  });
  return {
    subject,
    survey,
    at: async (time: number) => {
      now = time;
      return (await subject.get()).at;
    },
    fail: (value: boolean) => {
      fails = value;
    },
  };
}

it('looks once for all who ask at once, and not again while nothing changes', async () => {
  const { subject, survey, at } = remembered();
  await Promise.all([subject.get(), subject.get(), subject.get()]);
  expect(await at(600_000)).toBe(0);
  expect(survey).toHaveBeenCalledTimes(1);
});

it('looks again after a change, at most every five seconds, and answers from before meanwhile', async () => {
  const { subject, survey, at } = remembered();
  await at(0);
  subject.onChange();
  expect(await at(4_999)).toBe(0);
  expect(survey).toHaveBeenCalledTimes(1);
  expect(await at(6_000)).toBe(0);
  expect(survey).toHaveBeenCalledTimes(2);
  expect(await at(6_001)).toBe(6_000);
});

it('waits where what it holds is too old', async () => {
  const { subject, at } = remembered();
  await at(0);
  subject.onChange();
  expect(await at(61_000)).toBe(61_000);
});

it('tries again after a failure, with what it holds as long as that is not too old', async () => {
  const { subject, at, fail } = remembered();
  await at(0);
  subject.onChange();
  fail(true);
  expect(await at(10_000)).toBe(0);
  await expect(at(70_000)).rejects.toThrow('no');
  fail(false);
  expect(await at(80_000)).toBe(80_000);
});
