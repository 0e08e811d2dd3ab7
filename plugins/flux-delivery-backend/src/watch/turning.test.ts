import { isTurning, wasJustWritten } from './turning';

const ref = (kind: string) => ({
  cluster: 'alpha',
  group: 'apps',
  kind,
  namespace: 'shop',
  name: 'web',
});

describe('isTurning', () => {
  it.each([
    [
      'a spec that its controller has not seen',
      'Deployment',
      { metadata: { generation: 3 }, status: { observedGeneration: 2 } },
      true,
    ],
    [
      'the same of a Rollout, whose generation is a text',
      'Rollout',
      { metadata: { generation: 3 }, status: { observedGeneration: '2' } },
      true,
    ],
    [
      'pods of two templates',
      'Deployment',
      { spec: { replicas: 3 }, status: { replicas: 4, updatedReplicas: 1 } },
      true,
    ],
    [
      'more pods than are wanted',
      'Deployment',
      { spec: { replicas: 3 }, status: { replicas: 4, updatedReplicas: 4 } },
      true,
    ],
    [
      'nodes with pods of before',
      'DaemonSet',
      { status: { currentNumberScheduled: 3, updatedNumberScheduled: 2 } },
      true,
    ],
    [
      'a rollout that was given up',
      'Deployment',
      {
        spec: { replicas: 3 },
        status: {
          replicas: 4,
          updatedReplicas: 1,
          conditions: [{ type: 'Progressing', status: 'False' }],
        },
      },
      false,
    ],
    [
      'pods that crash long after their rollout',
      'StatefulSet',
      { spec: { replicas: 3 }, status: { replicas: 3, updatedReplicas: 3 } },
      false,
    ],
    [
      'one revision, of which the controller leaves the count out',
      'StatefulSet',
      { spec: { replicas: 3 }, status: { replicas: 3 } },
      false,
    ],
    ['a new Job', 'Job', { metadata: { generation: 1 }, status: {} }, false],
    ['nothing at all', 'Deployment', {}, false],
  ])('tells %s', (_, kind, object, turns) => {
    const full = { kind, metadata: { name: 'web' }, ...object } as never;
    expect(isTurning({ ref: ref(kind), object: full })).toBe(turns);
  });
});

describe('wasJustWritten', () => {
  it.each([
    ['2026-01-01T00:00:30Z', true],
    ['2025-12-31T23:00:00Z', false],
    [undefined, false],
  ])(
    'goes by the time at which the cluster wrote it: %s',
    (writtenAt, just) => {
      const slice = { object: { metadata: { name: 'web-1', writtenAt } } };
      expect(
        wasJustWritten(slice as never, Date.parse('2026-01-01T00:01:00Z')),
      ).toBe(just);
    },
  );
});
