import type { KubeObject } from '../../kube/KubeObject';
import { refOf } from '../../kube/KubeObject';
import { anObject } from '../../testUtils/builders';
import {
  NOW,
  CLUSTER,
  inWords,
  aJob,
  complete,
  failed,
  active,
} from '../../testUtils/judgedWorkload';

describe('a CronJob', () => {
  const cron = (spec: object, status: object) =>
    anObject('batch/v1', 'CronJob', 'payments', 'report', {
      spec: { schedule: '0 3 * * *', ...spec },
      status,
    });
  const jobs = (...list: KubeObject[]) =>
    list.map(object => ({
      ref: refOf(CLUSTER, object),
      object,
      observedAt: NOW,
    }));
  const ran = { lastScheduleTime: '2026-11-21T03:00:00Z' };

  it.each<[string, object, object, KubeObject[]]>([
    ['notObserved | has not run yet', {}, {}, []],
    ['suspended | schedule suspended', { suspend: true }, ran, []],
    [
      'ok | last run succeeded',
      {},
      ran,
      [aJob('report-2', {}, complete), aJob('report-1', {}, failed)],
    ],
    [
      'diverged | last run failed | job-failed',
      {},
      ran,
      [aJob('report-2', {}, failed), aJob('report-1', {}, complete)],
    ],
    [
      'ok | running, last run succeeded',
      {},
      ran,
      [aJob('report-2', {}, active), aJob('report-1', {}, complete)],
    ],
    [
      'diverged | last run failed | job-failed',
      {},
      ran,
      [aJob('report-2', {}, active), aJob('report-1', {}, failed)],
    ],
    [
      'inProgress | first run is running',
      {},
      ran,
      [aJob('report-1', {}, active)],
    ],
    [
      'ok | last run succeeded',
      {},
      { ...ran, lastSuccessfulTime: '2026-11-21T03:01:00Z' },
      [],
    ],
    [
      'unknown | last run not known',
      {},
      { ...ran, lastSuccessfulTime: '2026-11-20T03:01:00Z' },
      [],
    ],
  ])('%s', (expected, spec, status, list) => {
    expect(inWords(cron(spec, status), { related: jobs(...list) })).toBe(
      expected,
    );
  });

  it.each([
    ['failed', failed, 'diverged | last run failed | job-failed'],
    ['succeeded', complete, 'suspended | job suspended | suspended'],
  ])(
    'whose last run %s tells a run that stands still only where that is news',
    (_, before, expected) => {
      const still = aJob('report-2', { suspend: true }, {});
      expect(
        inWords(cron({}, ran), {
          related: jobs(still, aJob('report-1', {}, before)),
        }),
      ).toBe(expected);
    },
  );
});
