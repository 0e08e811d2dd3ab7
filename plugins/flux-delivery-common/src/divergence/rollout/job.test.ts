import { aCondition } from '../../testUtils/builders';
import {
  inWords,
  aPod,
  judge,
  waiting,
  sample,
  aJob,
  complete,
  failed,
  active,
} from '../../testUtils/judgedWorkload';

describe('a Job', () => {
  it.each<[string, object, object]>([
    ['ok | completed', {}, complete],
    ['diverged | job failed | job-failed', {}, failed],
    ['inProgress | running', {}, active],
    [
      'diverged | runs longer than it may',
      { activeDeadlineSeconds: 30 },
      active,
    ],
    ['suspended | job suspended | suspended', { suspend: true }, {}],
    ['ok | completed', { suspend: true }, complete],
  ])('%s', (expected, spec, status) => {
    expect(inWords(aJob('migrate', spec, status))).toBe(expected);
  });

  describe('that a queue holds', () => {
    const queued = (labels: Record<string, string>, spec = {}) => {
      const job = aJob('train', { suspend: true, ...spec }, {});
      return { ...job, metadata: { ...job.metadata, labels } };
    };

    it('waits for its turn, and nobody suspended it', () => {
      const judged = judge(queued({ 'kueue.x-k8s.io/queue-name': 'gpu' }));

      expect(judged).toMatchObject({
        verdict: 'inProgress',
        headline: 'queued in gpu',
        since: '2026-11-01T00:00:00Z',
      });
      expect(judged.class).toBeUndefined();
      expect(judged.expectedBy).toBeUndefined();
    });

    it('waits since it was put back into the queue', () => {
      const job = queued({ 'kueue.x-k8s.io/queue-name': 'gpu' });
      const status = {
        conditions: [
          aCondition({
            type: 'Suspended',
            lastTransitionTime: '2026-11-21T05:50:00Z',
          }),
        ],
      };
      expect(judge({ ...job, status }).since).toBe('2026-11-21T05:50:00Z');
    });

    it('is started by whoever manages it', () => {
      expect(
        inWords(queued({}, { managedBy: 'kueue.x-k8s.io/multikueue' })),
      ).toBe('inProgress | waits for kueue.x-k8s.io/multikueue');
      expect(
        inWords(queued({}, { managedBy: 'kubernetes.io/job-controller' })),
      ).toBe('suspended | job suspended | suspended');
    });

    it('is judged by its end once it has run', () => {
      const job = queued({ 'kueue.x-k8s.io/queue-name': 'gpu' });
      expect(inWords({ ...job, status: failed })).toBe(
        'diverged | job failed | job-failed',
      );
    });
  });

  it('that crashes has diverged before it gives up', () => {
    expect(
      inWords(aJob('migrate', {}, active), {
        pods: sample(aPod('migrate-1', 'x', waiting('ImagePullBackOff'))),
      }),
    ).toBe('diverged | image cannot be pulled | image-pull');
  });

  describe('whose pods were refused', () => {
    const refusal = {
      kind: 'Job',
      name: 'migrate',
      reason: 'FailedCreate',
      message: 'pods "migrate-x" is forbidden: exceeded quota: small',
      count: 1,
      lastAt: '2026-11-21T05:59:00Z',
    };

    it.each<[string, object, object, string]>([
      ['lacks one', { parallelism: 2, completions: 2 }, {}, 'diverged'],
      [
        'has all that are still to be done',
        { parallelism: 2, completions: 3 },
        { succeeded: 2 },
        'inProgress',
      ],
      [
        'lacks one of those that are still to be done',
        { parallelism: 3, completions: 4 },
        { succeeded: 2 },
        'diverged',
      ],
      [
        'makes no more once one has succeeded',
        { parallelism: 2 },
        { succeeded: 1 },
        'inProgress',
      ],
    ])('%s', (_, spec, status, verdict) => {
      expect(
        judge(aJob('migrate', spec, { ...active, ...status }), {
          pods: { ...sample(), events: [refusal] },
        }).verdict,
      ).toBe(verdict);
    });
  });
});
