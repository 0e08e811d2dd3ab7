import type { Pod } from '../../kube/workloads';
import { anObject } from '../../testUtils/builders';
import { inWords, judge, NOW, waiting } from '../../testUtils/judgedWorkload';

const BORN = '2026-11-21T05:30:00Z';

const pod = (
  status: Pod['status'],
  metadata: Partial<Pod['metadata']> = {},
): Pod =>
  anObject<Pod>('v1', 'Pod', 'payments', 'tool', {
    metadata: { creationTimestamp: BORN, ...metadata },
    spec: { containers: [{ name: 'app', image: 'tool:1.2.0' }] },
    status,
  });

const condition = (
  type: string,
  status: string,
  lastTransitionTime = BORN,
  reason?: string,
) => ({ type, status, lastTransitionTime, reason });
const running = (ready: string, since = BORN): Pod['status'] => ({
  phase: 'Running',
  startTime: BORN,
  conditions: [condition('Ready', ready, since, 'ContainersNotReady')],
  containerStatuses: [{ name: 'app', state: { running: {} } }],
});
const exited = (
  terminated: object,
  phase = 'Failed',
  more: object = {},
): Pod['status'] => ({
  phase,
  containerStatuses: [
    {
      name: 'app',
      state: {
        terminated: { finishedAt: '2026-11-21T05:50:00Z', ...terminated },
      },
    },
  ],
  ...more,
});
const unplaced = (since: string): Pod['status'] => ({
  phase: 'Pending',
  conditions: [condition('PodScheduled', 'False', since, 'Unschedulable')],
});

describe('a Pod that no workload made', () => {
  it.each<[string, Pod]>([
    ['ok | runs and is ready', pod(running('True'))],
    [
      'diverged | runs and is not ready | unready',
      pod(running('False', '2026-11-21T05:59:00Z')),
    ],
    ['inProgress | not ready', pod(running('False', '2026-11-21T05:59:50Z'))],
    [
      'diverged | runs and is not ready | unready',
      pod(running('False', '2026-11-21T05:30:02Z')),
    ],
    [
      'inProgress | starting',
      pod({ phase: 'Pending' }, { creationTimestamp: '2026-11-21T05:59:00Z' }),
    ],
    [
      'diverged | does not start | progress-deadline',
      pod({ phase: 'Pending' }),
    ],
    [
      'diverged | image cannot be pulled | image-pull',
      pod({ phase: 'Pending', ...waiting('ImagePullBackOff') }),
    ],
    [
      'diverged | crash loop | crash-loop',
      pod({ phase: 'Running', ...waiting('CrashLoopBackOff') }),
    ],
    ['inProgress | waits for a node', pod(unplaced('2026-11-21T05:58:00Z'))],
    [
      'diverged | no node takes the pod | unschedulable',
      pod(unplaced('2026-11-21T05:50:00Z')),
    ],
    ['ok | completed', pod(exited({ exitCode: 0 }, 'Succeeded'))],
    [
      'diverged | pod failed: Error | job-failed',
      pod(exited({ exitCode: 2, reason: 'Error' })),
    ],
    [
      'diverged | pod failed: OOMKilled | out-of-memory',
      pod(exited({ exitCode: 137, reason: 'OOMKilled' })),
    ],
    [
      'diverged | pod failed: Evicted | unready',
      pod({ phase: 'Failed', reason: 'Evicted', message: 'disk is full' }),
    ],
    [
      'inProgress | being deleted',
      pod(running('True'), { deletionTimestamp: '2026-11-21T05:59:30Z' }),
    ],
    ['unknown | its node does not answer', pod({ phase: 'Unknown' })],
    [
      'inProgress | starting',
      pod(undefined, { creationTimestamp: '2026-11-21T05:59:00Z' }),
    ],
  ])('%s', (expected, object) => {
    expect(inWords(object)).toBe(expected);
  });

  it('tells since when it failed, of what, and the image that it runs', () => {
    expect(
      judge(pod(exited({ exitCode: 2, reason: 'Error', message: 'boom' }))),
    ).toMatchObject({
      summary: 'Pod/payments/tool has failed, and no workload makes it anew.',
      since: '2026-11-21T05:50:00Z',
      reason: 'Error',
      message: 'boom',
    });
    expect(judge(pod(running('True'))).detail).toBe('on 1.2.0');
  });
});

describe('a workload of a kind that is not watched', () => {
  const object = pod(running('True'));
  const sampled = (changes: object) => ({
    pods: {
      observedAt: NOW,
      pods: [object],
      replicaSets: [],
      truncated: false,
      self: object,
      ...changes,
    },
  });

  it('is unknown as long as nobody looked', () => {
    expect(
      judge(object, { workload: undefined, pods: undefined }),
    ).toMatchObject({
      verdict: 'unknown',
      unknownReason: 'noEvidence',
      headline: 'not looked at yet',
    });
  });

  it.each([
    ['that could not be read', { error: 'pods is forbidden' }],
    ['that was looked at long ago', { observedAt: '2026-11-21T05:45:00Z' }],
  ])(
    'is unknown where it is one %s, with what was last known',
    (_, changes) => {
      expect(judge(object, sampled(changes))).toMatchObject({
        verdict: 'unknown',
        headline: 'not seen of late',
        lastKnown: { verdict: 'ok', headline: 'runs and is ready' },
      });
    },
  );

  it('is missing where it was looked for, and is not there', () => {
    expect(
      judge(object, {
        workload: undefined,
        ...sampled({ self: undefined, pods: [] }),
      }),
    ).toMatchObject({
      verdict: 'diverged',
      headline: 'Pod does not exist',
    });
  });

  it('is unknown while its cluster does not answer', () => {
    expect(judge(object, sampled({}), 'unreachable')).toMatchObject({
      verdict: 'unknown',
      unknownReason: 'unreachable',
    });
  });

  it('is judged where its kind has no list that could be complete', () => {
    expect(judge(object, sampled({}), 'notSynced').verdict).toBe('ok');
  });
});
