import type { Pod } from '../../kube/workloads';
import { aCondition, aDeployment } from '../../testUtils/builders';
import {
  aPod,
  inWords,
  judge,
  NOW,
  sample,
  waiting,
  workload,
} from '../../testUtils/judgedWorkload';

const LONG_AGO = '2026-11-21T01:00:00Z';

const unready = (name: string, revision = 'a'): Pod => {
  const pod = aPod(
    name,
    'api',
    {
      phase: 'Running',
      startTime: '2026-11-20T01:00:00Z',
      containerStatuses: [{ name: 'app', state: { running: {} } }],
      conditions: [
        { type: 'Ready', status: 'False', lastTransitionTime: LONG_AGO },
      ],
    },
    '2026-11-20T01:00:00Z',
  );
  return {
    ...pod,
    metadata: {
      ...pod.metadata,
      labels: { 'controller-revision-hash': revision },
    },
  };
};
const ready = (name: string, revision: string): Pod => ({
  ...unready(name, revision),
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True' }],
  },
});
const sampled = (...pods: Pod[]) => ({
  pods: { observedAt: NOW, pods, replicaSets: [], truncated: false },
});

/** An update that is withheld on purpose does not excuse pods that do not serve. */
describe('an outage while an update is withheld', () => {
  const onDelete = { replicas: 3, updateStrategy: { type: 'OnDelete' } };
  const stateful = (status: object) =>
    workload('StatefulSet', onDelete, {
      replicas: 3,
      currentRevision: 'a',
      updateRevision: 'b',
      ...status,
    });

  it('is told of a StatefulSet that updates on delete', () => {
    const pods = ['api-0', 'api-1', 'api-2'].map(name => unready(name));
    expect(judge(stateful({}), sampled(...pods))).toMatchObject({
      verdict: 'diverged',
      class: 'unready',
      headline: '0 of 3 ready',
      detail: 'on 1.8.3; 0 of 3 updated, on delete',
      since: LONG_AGO,
    });
  });

  it('is told where only pods of the older template do not serve', () => {
    expect(
      inWords(
        stateful({ updatedReplicas: 1, readyReplicas: 1 }),
        sampled(unready('api-0'), unready('api-1'), ready('api-2', 'b')),
      ),
    ).toBe('diverged | 1 of 3 ready | unready');
  });

  it('tells what the older pods fail of', () => {
    const broken = {
      ...unready('api-0'),
      status: waiting('CrashLoopBackOff'),
    };
    expect(
      inWords(
        stateful({ updatedReplicas: 1, readyReplicas: 2 }),
        sampled(broken, ready('api-1', 'a'), ready('api-2', 'b')),
      ),
    ).toBe('diverged | crash loop | crash-loop');
  });

  it('is in progress while a deleted pod is made anew', () => {
    expect(
      inWords(
        stateful({ replicas: 2, readyReplicas: 2 }),
        sampled(ready('api-0', 'a'), ready('api-1', 'a')),
      ),
    ).toContain('2 of 3 ready');
  });

  it('is told of a DaemonSet that updates on delete', () => {
    expect(
      inWords(
        workload('DaemonSet', onDelete, {
          desiredNumberScheduled: 2,
          currentNumberScheduled: 2,
        }),
        sampled(unready('api-x'), unready('api-y')),
      ),
    ).toBe('diverged | 0 of 2 ready | unready');
  });

  it('is told of a ReplicaSet whose pods are of an older template', () => {
    const set = workload(
      'ReplicaSet',
      { replicas: 2 },
      { replicas: 2, readyReplicas: 0 },
    );
    const { pods } = sampled(unready('api-x'), unready('api-y'));
    expect(inWords(set, { pods: { ...pods, self: set } })).toBe(
      'diverged | 0 of 2 ready | unready',
    );
  });

  describe('of a paused Deployment', () => {
    const paused = (status: object) =>
      aDeployment('payments', 'api', {
        spec: { paused: true },
        status: {
          replicas: 4,
          updatedReplicas: 2,
          readyReplicas: 0,
          availableReplicas: 0,
          conditions: [
            aCondition({
              type: 'Available',
              status: 'False',
              lastTransitionTime: LONG_AGO,
            }),
          ],
          ...status,
        },
      });

    it('tells what pods fail of', () => {
      const pods = sample(aPod('x', 'new', waiting('CrashLoopBackOff')));
      expect(inWords(paused({}), { pods })).toBe(
        'diverged | crash loop | crash-loop',
      );
    });

    it('counts from when it became unavailable', () => {
      expect(judge(paused({}))).toMatchObject({
        verdict: 'diverged',
        class: 'unready',
        headline: '0 of 3 ready',
        since: LONG_AGO,
      });
    });

    it('is none where nothing was ever let go', () => {
      expect(inWords(paused({ replicas: 0, updatedReplicas: 0 }))).toBe(
        'suspended | paused, 0 of 3 updated | suspended',
      );
    });
  });
});
