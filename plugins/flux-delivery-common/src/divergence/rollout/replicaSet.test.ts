import type { Pod } from '../../kube/workloads';
import { aCondition } from '../../testUtils/builders';
import {
  aPod,
  inWords,
  judge,
  NOW,
  waiting,
  workload,
} from '../../testUtils/judgedWorkload';

const full = {
  replicas: 3,
  readyReplicas: 3,
  availableReplicas: 3,
};
const lacking = { replicas: 3, readyReplicas: 2, availableReplicas: 2 };

const set = (status: object, spec: object = { replicas: 3 }) =>
  workload('ReplicaSet', spec, status);

const member = (
  name: string,
  image = 'api:1.8.3',
  status: Pod['status'] = {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True' }],
  },
): Pod => ({
  ...aPod(name, 'api', status),
  spec: { containers: [{ name: 'app', image }] },
});

const sampled = (self: object, ...pods: Pod[]) => ({
  pods: {
    observedAt: NOW,
    pods,
    replicaSets: [],
    truncated: false,
    self: self as never,
  },
});

describe('a ReplicaSet that stands for itself', () => {
  it.each<[string, object, object]>([
    ['ok | 3/3 ready', full, { replicas: 3 }],
    ['ok | scaled to 0', {}, { replicas: 0 }],
    ['inProgress | 1 of 3 updated', { replicas: 1 }, { replicas: 3 }],
    ['inProgress | 2 of 3 ready', lacking, { replicas: 3 }],
  ])('%s', (expected, status, spec) => {
    expect(inWords(set(status, spec))).toBe(expected);
  });

  it('is judged by its pods', () => {
    const object = set(lacking);
    expect(
      inWords(
        object,
        sampled(
          object,
          member('a'),
          member('b'),
          member('c', 'api:1.8.3', waiting('CrashLoopBackOff')),
        ),
      ),
    ).toBe('diverged | crash loop | crash-loop');
  });

  it('tells that pods of an older template stay until somebody deletes them', () => {
    const { metadata, ...rest } = set({ ...full, observedGeneration: 2 });
    const object = { ...rest, metadata: { ...metadata, generation: 2 } };
    expect(
      inWords(
        object,
        sampled(
          object,
          member('a', 'api:1.8.2'),
          member('b', 'api:1.8.2'),
          member('c'),
        ),
      ),
    ).toBe('suspended | 1 of 3 updated, on delete | suspended');
  });

  it('cannot tell whether pods are of its template that have a digest in place of the tag', () => {
    const object = set(full);
    const changed = {
      ...object,
      metadata: { ...object.metadata, generation: 2 },
      status: { ...full, observedGeneration: 2 },
    };
    const rewritten = member('a', `api@sha256:${'cd34'.repeat(16)}`);
    expect(inWords(changed, sampled(changed, rewritten))).toBe(
      'unknown | 3/3 ready, version not proven',
    );
    expect(inWords(object, sampled(object, rewritten))).toBe('ok | 3/3 ready');
  });

  it('tells why its pods are refused', () => {
    const refused = aCondition({
      type: 'ReplicaFailure',
      reason: 'FailedCreate',
      message: 'pods "api" is forbidden: exceeded quota: compute',
    });
    expect(judge(set({ replicas: 1, conditions: [refused] }))).toMatchObject({
      class: 'quota',
      since: refused.lastTransitionTime,
    });
  });

  it('is the same as a ReplicationController', () => {
    expect(
      inWords(workload('ReplicationController', { replicas: 3 }, full, 'v1')),
    ).toBe('ok | 3/3 ready');
  });
});
