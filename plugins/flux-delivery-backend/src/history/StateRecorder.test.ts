import { mockServices } from '@backstage/backend-test-utils';
import type {
  JudgedTarget,
  Verdict,
} from 'backstage-plugin-flux-delivery-common';
import { UNIT } from './__testUtils__/rows';
import { MemoryUnitStateStore } from './MemoryUnitStateStore';
import { StateRecorder } from './StateRecorder';

const { entityRef } = UNIT;

function target(verdict: Verdict, id = UNIT.targetId): JudgedTarget {
  return {
    id,
    cluster: 'prod-eu',
    environment: 'prod',
    segments: [
      {
        segment: 'rollout',
        verdict,
        headline: verdict,
        summary: verdict,
        evidence: [],
      },
    ],
  } as unknown as JudgedTarget;
}

function setUp(store = new MemoryUnitStateStore()) {
  let targets: JudgedTarget[] | undefined = [target('ok')];
  const judge = jest.fn(async () => targets);
  const logger = mockServices.logger.mock();
  const recorder = new StateRecorder({
    store,
    entities: { all: () => [entityRef], judge },
    logger,
    now: () => new Date(),
  });
  const append = jest.spyOn(store, 'append');
  return {
    recorder,
    store,
    judge,
    logger,
    append,
    become: (next: JudgedTarget[] | undefined) => {
      targets = next;
    },
    verdicts: async () =>
      (await store.newest(entityRef)).map(
        ({ sequence, segments }) =>
          `${sequence} ${segments[0]?.verdict ?? 'gone'}`,
      ),
  };
}

const wait = (ms: number) => jest.advanceTimersByTimeAsync(ms);

beforeEach(() =>
  jest.useFakeTimers({ now: Date.parse('2026-11-21T05:00:00Z') }),
);
afterEach(() => jest.useRealTimers());

it('records each change once, whoever looks or not', async () => {
  const { recorder, become, verdicts, append } = setUp();
  recorder.start();
  await wait(2_000);
  expect(await verdicts()).toEqual(['1 ok']);

  become([target('diverged')]);
  recorder.note([entityRef]);
  recorder.note([entityRef]);
  await wait(2_000);
  expect(await verdicts()).toEqual(['2 diverged']);

  recorder.note([entityRef]);
  await wait(2_000);
  expect(append).toHaveBeenCalledTimes(2);
  await recorder.stop();
});

it('sees by itself what only time changes', async () => {
  const { recorder, become, verdicts } = setUp();
  recorder.start();
  await wait(2_000);
  become([target('diverged')]);
  await wait(62_000);
  expect(await verdicts()).toEqual(['2 diverged']);
  await recorder.stop();
});

it('records that a target is gone, and that it is back', async () => {
  const { recorder, become, verdicts } = setUp();
  recorder.start();
  await wait(2_000);
  become([]);
  recorder.note([entityRef]);
  await wait(2_000);
  expect(await verdicts()).toEqual(['2 gone']);
  recorder.note([entityRef]);
  await wait(2_000);
  expect(await verdicts()).toEqual(['2 gone']);
  become([target('ok')]);
  recorder.note([entityRef]);
  await wait(2_000);
  expect(await verdicts()).toEqual(['3 ok']);
  await recorder.stop();
});

it('takes nothing for gone where nothing can be told', async () => {
  const { recorder, become, verdicts } = setUp();
  recorder.start();
  await wait(2_000);
  become(undefined);
  recorder.note([entityRef]);
  await wait(2_000);
  expect(await verdicts()).toEqual(['1 ok']);
  await recorder.stop();
});

it('adds nothing after a restart, nor as a second replica', async () => {
  const store = new MemoryUnitStateStore();
  for (const { recorder } of [setUp(store), setUp(store)]) {
    recorder.start();
    await wait(2_000);
    await recorder.stop();
  }
  expect(await store.newest(entityRef)).toMatchObject([{ sequence: 1 }]);
});

it('tries again after a failure, and complains once', async () => {
  const { recorder, store, logger, verdicts } = setUp();
  const newest = jest
    .spyOn(store, 'newest')
    .mockRejectedValue(new Error('database is down'));
  recorder.start();
  await wait(2_000);
  recorder.note([entityRef]);
  await wait(2_000);
  expect(logger.warn).toHaveBeenCalledTimes(1);
  newest.mockRestore();
  await wait(62_000);
  expect(await verdicts()).toEqual(['1 ok']);
  await recorder.stop();
});

it('stops: nothing is judged any more', async () => {
  const { recorder, judge } = setUp();
  recorder.start();
  await recorder.stop();
  recorder.note([entityRef]);
  await wait(300_000);
  expect(judge).not.toHaveBeenCalled();
  expect(jest.getTimerCount()).toBe(0);
});
