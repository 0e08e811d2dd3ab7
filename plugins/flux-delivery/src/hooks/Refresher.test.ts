import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { Refresher } from './Refresher';
import type { Refreshed } from './Refresher';

function setUp() {
  let next: string | Error = 'first';
  const states: Refreshed<string>[] = [];
  const load = jest.fn(async (_signal: AbortSignal) => {
    if (next instanceof Error) {
      throw next;
    }
    return next;
  });
  const refresher = new Refresher<string>({
    load,
    onState: state => states.push(state),
    now: () => Date.now(),
    random: () => 0.5,
  });
  return {
    refresher,
    load,
    last: () => states[states.length - 1],
    willAnswer: (of: string | Error) => {
      next = of;
    },
  };
}

const wait = (ms: number) => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
afterEach(() => jest.useRealTimers());

it('reads again by itself, and soon after an announced change', async () => {
  const { refresher, load, last, willAnswer } = setUp();
  refresher.start();
  await wait(0);
  expect(last()).toEqual({ type: 'ready', value: 'first' });

  willAnswer('second');
  refresher.announce();
  refresher.announce();
  await wait(800);
  expect(last()).toEqual({ type: 'ready', value: 'second' });
  expect(load).toHaveBeenCalledTimes(2);

  await wait(7_000);
  expect(load).toHaveBeenCalledTimes(3);
  refresher.stop();
});

it('keeps what was known, with the time since when, and recovers', async () => {
  const { refresher, last, willAnswer } = setUp();
  const error = new Error('Bad gateway');
  refresher.start();
  await wait(0);
  willAnswer(error);
  await wait(15_000);
  await wait(30_000);
  expect(last()).toEqual({
    type: 'ready',
    value: 'first',
    stale: { since: 1_000_000, error },
  });
  willAnswer('second');
  await wait(60_000);
  expect(last()).toEqual({ type: 'ready', value: 'second' });
  refresher.stop();
});

it('A4: asks as often where that failed, as long as something is shown', async () => {
  const { refresher, load, willAnswer } = setUp();
  refresher.start();
  await wait(0);
  willAnswer(new Error('Bad gateway'));
  await wait(70_000);
  expect(load).toHaveBeenCalledTimes(11);
  refresher.stop();
});

it('asks ever more slowly where that failed and nothing is shown', async () => {
  const { refresher, load, willAnswer } = setUp();
  willAnswer(new Error('Bad gateway'));
  refresher.start();
  await wait(70_000);
  expect(load).toHaveBeenCalledTimes(3);
  refresher.stop();
});

it.each([
  ['forbidden', new NotAllowedError('no')],
  ['notFound', new NotFoundError('no')],
] as const)('shows nothing any more once it is %s', async (type, error) => {
  const { refresher, last, willAnswer } = setUp();
  refresher.start();
  await wait(0);
  willAnswer(error);
  await wait(7_000);
  expect(last()).toEqual({ type });
  refresher.stop();
});

it('asks nothing while hidden or stopped', async () => {
  const { refresher, load } = setUp();
  refresher.start();
  await wait(0);
  refresher.setVisible(false);
  refresher.announce();
  await wait(120_000);
  expect(load).toHaveBeenCalledTimes(1);
  refresher.setVisible(true);
  await wait(0);
  expect(load).toHaveBeenCalledTimes(2);
  refresher.stop();
  refresher.announce();
  await wait(120_000);
  expect(load).toHaveBeenCalledTimes(2);
  expect(jest.getTimerCount()).toBe(0);
});
