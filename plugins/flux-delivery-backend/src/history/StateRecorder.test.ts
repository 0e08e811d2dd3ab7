import { mockServices } from '@backstage/backend-test-utils';
import type {
  JudgedTarget,
  Verdict,
} from 'backstage-plugin-flux-delivery-common';
import { UNIT } from './__testUtils__/rows';
import { MemoryUnitStateStore } from './MemoryUnitStateStore';
import { StateRecorder, type RecordedUnits } from './StateRecorder';

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

const CHANGED = {
  objects: [
    {
      cluster: 'prod-eu',
      group: 'apps',
      kind: 'Deployment',
      namespace: 'payments',
      name: 'api',
    },
  ],
  clusters: [],
};

function setUp(store = new MemoryUnitStateStore()) {
  let targets: JudgedTarget[] = [target('ok')];
  let cluster: ReturnType<RecordedUnits['clusterState']> = 'synced';
  const judge = jest.fn(() => targets);
  const logger = mockServices.logger.mock();
  const recorder = new StateRecorder({
    store,
    units: {
      entityRefs: () => [entityRef],
      unitsWith: () => [entityRef],
      judge,
      clusterState: () => cluster,
    },
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
    become: (next: JudgedTarget[], state = cluster) => {
      targets = next;
      cluster = state;
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
  recorder.onChange(CHANGED);
  recorder.onChange(CHANGED);
  await wait(2_000);
  expect(await verdicts()).toEqual(['2 diverged']);

  recorder.onChange(CHANGED);
  await wait(2_000);
  expect(append).toHaveBeenCalledTimes(2);
  await recorder.stop();
});

it('sees by itself what only time changes, while work is in flight', async () => {
  const { recorder, become, verdicts, judge } = setUp();
  become([target('inProgress')]);
  recorder.start();
  await wait(2_000);
  become([target('diverged')]);
  await wait(62_000);
  expect(await verdicts()).toEqual(['2 diverged']);
  const judged = judge.mock.calls.length;
  await wait(180_000);
  expect(judge).toHaveBeenCalledTimes(judged);
  await recorder.stop();
});

it('sees within minutes that nobody looks after what was good', async () => {
  const { recorder, become, verdicts, judge } = setUp();
  recorder.start();
  await wait(2_000);
  become([target('unknown')]);
  await wait(9 * 60_000);
  expect(judge).toHaveBeenCalledTimes(1);
  await wait(2 * 60_000 + 2_000);
  expect(await verdicts()).toEqual(['2 unknown']);
  expect(judge).toHaveBeenCalledTimes(2);
  await recorder.stop();
});

it('records that a target is gone, and that it is back', async () => {
  const { recorder, become, verdicts } = setUp();
  recorder.start();
  await wait(2_000);
  become([]);
  recorder.onChange(CHANGED);
  await wait(2_000);
  expect(await verdicts()).toEqual(['2 gone']);
  recorder.onChange(CHANGED);
  await wait(2_000);
  expect(await verdicts()).toEqual(['2 gone']);
  become([target('ok')]);
  recorder.onChange(CHANGED);
  await wait(2_000);
  expect(await verdicts()).toEqual(['3 ok']);
  await recorder.stop();
});

it('takes nothing for gone whose cluster is still being read', async () => {
  const { recorder, become, verdicts } = setUp();
  recorder.start();
  await wait(2_000);
  become([], 'notSynced');
  recorder.onChange(CHANGED);
  await wait(2_000);
  expect(await verdicts()).toEqual(['1 ok']);
  await recorder.stop();
});

it('is unknown, not green and not gone, while its cluster is out of reach', async () => {
  const { recorder, become, verdicts } = setUp();
  recorder.start();
  await wait(2_000);
  become([], 'unreachable');
  recorder.onChange({ objects: [], clusters: ['prod-eu'] });
  await wait(2_000);
  expect(await verdicts()).toEqual(['2 unknown']);
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
  recorder.onChange(CHANGED);
  await wait(2_000);
  expect(logger.warn).toHaveBeenCalledTimes(1);
  newest.mockRestore();
  await wait(62_000);
  expect(await verdicts()).toEqual(['1 ok']);
  await recorder.stop();
});

describe('the times in which it records', () => {
  const clock = (time: string) => `2026-11-21T${time}Z`;
  const unwatchedAt = async (store: MemoryUnitStateStore, time: string) =>
    (await store.unwatched(['prod-eu'], clock(time))).get('prod-eu');

  it('end with the process, and begin with the next, though nothing changed', async () => {
    const store = new MemoryUnitStateStore();
    const before = setUp(store).recorder;
    before.start();
    await wait(10 * 60_000 + 5_000);
    await before.stop();
    await wait(2 * 3_600_000);
    const after = setUp(store).recorder;
    after.start();
    await wait(60_000);
    await after.stop();

    expect(await store.newest(entityRef)).toMatchObject([{ sequence: 1 }]);
    expect(await unwatchedAt(store, '05:09:00')).toBeUndefined();
    expect(await unwatchedAt(store, '06:00:00')).toEqual({
      from: clock('05:10:02'),
      to: clock('07:10:07'),
    });
  });

  it('hold no time in which the database took nothing', async () => {
    const { recorder, store, become } = setUp();
    recorder.start();
    await wait(5 * 60_000);
    const append = jest
      .spyOn(store, 'append')
      .mockRejectedValue(new Error('database is down'));
    become([target('diverged')]);
    recorder.onChange(CHANGED);
    await wait(10 * 60_000);
    append.mockRestore();
    await wait(5 * 60_000);
    await recorder.stop();
    expect(await unwatchedAt(store, '05:03:00')).toBeUndefined();
    expect(await unwatchedAt(store, '05:10:00')).toEqual({
      from: expect.stringMatching(/T05:0[45]:/),
      to: expect.stringMatching(/T05:1[56]:/),
    });
    expect(await unwatchedAt(store, '05:17:00')).toBeUndefined();
  });

  it('hold no time in which the cluster was being read', async () => {
    const { recorder, store, become } = setUp();
    become([target('ok')], 'notSynced');
    recorder.start();
    await wait(5 * 60_000);
    become([target('ok')], 'synced');
    await wait(5 * 60_000);
    await recorder.stop();
    expect(await unwatchedAt(store, '05:03:00')).toEqual({
      to: expect.stringMatching(/T05:0[56]:/),
    });
    expect(await unwatchedAt(store, '05:08:00')).toBeUndefined();
  });
});

it('stops: nothing is judged any more', async () => {
  const { recorder, judge } = setUp();
  recorder.start();
  await recorder.stop();
  recorder.onChange(CHANGED);
  await wait(300_000);
  expect(judge).not.toHaveBeenCalled();
  expect(jest.getTimerCount()).toBe(0);
});
