import type { Pod } from '../../kube/workloads';
import { aDeployment } from '../../testUtils/builders';
import {
  aPod,
  inWords,
  judge,
  NOW,
  rolling,
  sample,
  workload,
} from '../../testUtils/judgedWorkload';

const LONG_AGO = '2026-11-11T06:00:00Z';

const shutDown: Pod['status'] = {
  phase: 'Failed',
  reason: 'Terminated',
  message: 'Pod was terminated in response to imminent node shutdown.',
  containerStatuses: [
    {
      name: 'app',
      restartCount: 2,
      state: { terminated: { exitCode: 143, reason: 'Error' } },
    },
  ],
};

/** Their workload has long made others in their place. */
describe('pods that have ended', () => {
  const api = aDeployment('payments', 'api', { status: rolling });
  const starting = aPod('new', 'new', { phase: 'Pending' });

  it.each<[string, Pod['status']]>([
    ['shut down with their node', shutDown],
    ['ended before any container started', { phase: 'Failed' }],
    ['refused by their node', { phase: 'Failed', reason: 'NodeAffinity' }],
    ['completed', { phase: 'Succeeded' }],
  ])('tell nothing of a Deployment: %s', (_, status) => {
    const pods = sample(aPod('gone', 'new', status, LONG_AGO), starting);
    expect(judge(api, { pods })).toMatchObject({
      verdict: 'inProgress',
      headline: '2 of 3 updated',
      since: starting.metadata.creationTimestamp,
    });
  });

  it.each([
    [
      'StatefulSet',
      { replicas: 1 },
      { replicas: 1, currentRevision: 'a', updateRevision: 'a' },
    ],
    ['DaemonSet', {}, { desiredNumberScheduled: 1, currentNumberScheduled: 1 }],
    [
      'Rollout',
      { replicas: 1 },
      { replicas: 1, phase: 'Progressing', observedGeneration: '1' },
      'argoproj.io/v1alpha1',
    ],
  ])('tell nothing of a %s', (kind, spec, status, apiVersion = 'apps/v1') => {
    const pods = [aPod('gone', 'new', shutDown, LONG_AGO), starting];
    expect(
      inWords(workload(kind, spec, status, apiVersion), {
        pods: { observedAt: NOW, pods, replicaSets: [], truncated: false },
      }),
    ).toContain('inProgress');
  });

  it('are no progress of a rollout', () => {
    const half = workload(
      'StatefulSet',
      { replicas: 2 },
      {
        replicas: 2,
        readyReplicas: 1,
        currentRevision: 'a',
        updateRevision: 'b',
      },
    );
    const refused = aPod(
      'gone',
      'x',
      { phase: 'Failed', reason: 'UnexpectedAdmissionError' },
      '2026-11-21T05:59:00Z',
    );
    const kept = aPod('kept', 'x', { phase: 'Running' }, LONG_AGO);
    expect(
      inWords(half, {
        pods: {
          observedAt: NOW,
          pods: [refused, kept],
          replicaSets: [],
          truncated: false,
        },
      }),
    ).toBe('diverged | 0 of 2 updated | progress-deadline');
  });
});
