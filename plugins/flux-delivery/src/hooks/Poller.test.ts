import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { healthy, path } from '../__fixtures__/scenarios';
import type { DeliveryPathDto } from 'backstage-plugin-flux-delivery-common';
import type { ConditionalAnswer } from '../api/FleetApi';
import { Poller } from './Poller';
import type { Polled, PollerOptions } from './Poller';

type Answer = ConditionalAnswer<DeliveryPathDto>;

const other = path({ headline: 'another' });

function answer(of: Answer | Error): Promise<Answer> {
  return of instanceof Error ? Promise.reject(of) : Promise.resolve(of);
}

function setUp(options: Partial<PollerOptions<DeliveryPathDto>> = {}) {
  let next: Answer | Error = { modified: true, etag: '"1"', value: healthy };
  const load = jest.fn((_: { etag?: string; signal: AbortSignal }) =>
    answer(next),
  );
  const states: Polled<DeliveryPathDto>[] = [];
  const poller = new Poller({
    load,
    onState: state => states.push(state),
    now: () => Date.now(),
    random: () => 0.5,
    ...options,
  });
  return {
    poller,
    load,
    states,
    last: () => states[states.length - 1],
    willAnswer: (of: Answer | Error) => {
      next = of;
    },
  };
}

const wait = (ms: number) => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
afterEach(() => jest.useRealTimers());

it('asks by ETag every five seconds where nothing announces changes', async () => {
  const { poller, load, states, willAnswer } = setUp();
  poller.start();
  await wait(0);
  willAnswer({ modified: false });
  await wait(5000);
  await wait(5000);

  expect(load.mock.calls.map(([{ etag }]) => etag)).toEqual([
    undefined,
    '"1"',
    '"1"',
  ]);
  expect(states).toEqual([{ type: 'ready', value: healthy, live: false }]);
  poller.stop();
});

it('fetches an announced change at once, and then asks every seven seconds', async () => {
  const { poller, load, last, willAnswer } = setUp();
  poller.start();
  await wait(0);
  willAnswer({ modified: true, etag: '"2"', value: other });
  poller.announce();
  await wait(0);
  expect(last()).toEqual({ type: 'ready', value: other, live: true });

  willAnswer({ modified: false });
  await wait(6_999);
  expect(load).toHaveBeenCalledTimes(2);
  await wait(1);
  expect(load).toHaveBeenCalledTimes(3);
  poller.stop();
});

it('searches again when a change comes that nothing announced', async () => {
  const { poller, load, last, willAnswer } = setUp();
  poller.start();
  await wait(0);
  willAnswer({ modified: false });
  poller.announce();
  await wait(0);
  expect(last()).toMatchObject({ live: true });

  willAnswer({ modified: true, etag: '"2"', value: other });
  await wait(8_000);
  expect(last()).toEqual({ type: 'ready', value: other, live: false });
  willAnswer({ modified: false });
  await wait(5000);
  expect(load).toHaveBeenCalledTimes(4);
  poller.stop();
});

it('goes on searching where announcements tell of some changes only', async () => {
  const { poller, load, last, willAnswer } = setUp({
    trustsAnnouncements: false,
    searchEvery: 10_000,
  });
  poller.start();
  await wait(0);
  willAnswer({ modified: true, etag: '"2"', value: other });
  poller.announce();
  await wait(0);
  expect(last()).toEqual({ type: 'ready', value: other, live: false });
  willAnswer({ modified: false });
  await wait(9_000);
  expect(load).toHaveBeenCalledTimes(2);
  await wait(1_000);
  expect(load).toHaveBeenCalledTimes(3);
  poller.stop();
});

it('asks once more where a change is announced during a request', async () => {
  const { poller, load } = setUp();
  poller.start();
  poller.announce();
  poller.announce();
  await wait(0);

  expect(load).toHaveBeenCalledTimes(2);
  poller.stop();
});

it('keeps what was known, with the time since when, and recovers', async () => {
  const { poller, last, willAnswer } = setUp();
  const error = new Error('Bad gateway');
  poller.start();
  await wait(0);
  willAnswer(error);
  await wait(5000);
  await wait(5000);
  expect(last()).toEqual({
    type: 'ready',
    value: healthy,
    live: false,
    stale: { since: 1_000_000, error },
  });

  willAnswer({ modified: false });
  await wait(30_000);
  expect(last()).toEqual({ type: 'ready', value: healthy, live: false });
  poller.stop();
});

it('tells an error where nothing was known, and tries again ever more slowly', async () => {
  const { poller, load, last, willAnswer } = setUp();
  const error = new Error('Bad gateway');
  willAnswer(error);
  poller.start();
  await wait(0);
  expect(last()).toEqual({ type: 'error', error });
  await wait(5000);
  await wait(9000);
  expect(load).toHaveBeenCalledTimes(2);
  await wait(1000);
  expect(load).toHaveBeenCalledTimes(3);
  poller.stop();
});

it.each([
  ['forbidden', new NotAllowedError('no')],
  ['notFound', new NotFoundError('no')],
  ['forbidden', Object.assign(new Error('403'), { statusCode: 403 })],
  ['notFound', Object.assign(new Error('404'), { statusCode: 404 })],
] as const)('shows nothing any more once it is %s', async (type, error) => {
  const { poller, load, last, willAnswer } = setUp();
  poller.start();
  await wait(0);
  willAnswer(error);
  await wait(5000);
  expect(last()).toEqual({ type });

  willAnswer({ modified: true, etag: '"1"', value: healthy });
  await wait(60_000);
  expect(load.mock.calls[2][0].etag).toBeUndefined();
  expect(last()).toMatchObject({ type: 'ready' });
  poller.stop();
});

it('A4: asks so often that what is shown is eight seconds old at most, also where asking failed', async () => {
  const { poller, load, willAnswer } = setUp({ random: () => 0.999 });
  poller.start();
  await wait(0);
  willAnswer(new Error('Bad gateway'));
  poller.announce();
  await wait(60_000);
  // 0 s, and then every 7.7 s at least.
  expect(load.mock.calls.length).toBeGreaterThanOrEqual(9);

  willAnswer(new NotFoundError('no'));
  const before = load.mock.calls.length;
  await wait(7_700);
  expect(load).toHaveBeenCalledTimes(before + 1);
  poller.stop();
});

it('A4: shows nothing any more within ten seconds after the right to see it is lost, though changes are announced', async () => {
  const { poller, last, willAnswer } = setUp({ random: () => 0.999 });
  poller.start();
  await wait(0);
  willAnswer({ modified: false });
  poller.announce();
  await wait(0);
  expect(last()).toMatchObject({ live: true });

  willAnswer(new NotFoundError('no'));
  await wait(7_700);
  expect(last()).toEqual({ type: 'notFound' });
  poller.stop();
});

it('asks nothing while hidden, and at once when it is seen again', async () => {
  const { poller, load } = setUp();
  poller.start();
  await wait(0);
  poller.setVisible(false);
  poller.announce();
  await wait(120_000);
  expect(load).toHaveBeenCalledTimes(1);

  poller.setVisible(true);
  expect(load).toHaveBeenCalledTimes(2);
  poller.stop();
});

it('gives up on a request that never ends', async () => {
  const { poller, load, last } = setUp();
  poller.start();
  await wait(0);
  load.mockImplementation(
    ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      }),
  );
  await wait(5000);
  await wait(20_000);
  expect(last()).toMatchObject({ type: 'ready', stale: { since: 1_000_000 } });
  poller.stop();
});

it('stops: the request is aborted, nothing is asked or told any more', async () => {
  const { poller, load, states } = setUp();
  poller.start();
  poller.stop();
  await wait(300_000);
  poller.refresh();
  poller.announce();

  expect(load).toHaveBeenCalledTimes(1);
  expect(load.mock.calls[0][0].signal.aborted).toBe(true);
  expect(states).toEqual([]);
  expect(jest.getTimerCount()).toBe(0);
});
