import type { Pod } from '../../kube/workloads';
import { aPod, NOW, workload } from '../../testUtils/judgedWorkload';
import { podsByAge } from './newestPods';

const HASH = '1234'.repeat(16);

const pod = (
  name: string,
  image: string,
  revision?: string,
  born = '2026-11-21T05:00:00Z',
): Pod => {
  const made = aPod(name, 'api', { phase: 'Running' }, born);
  return {
    ...made,
    metadata: {
      ...made.metadata,
      ...(revision && { labels: { 'controller-revision-hash': revision } }),
    },
    spec: { containers: [{ name: 'app', image }] },
  };
};
const newestOf = (kind: string, status: object, ...pods: Pod[]) =>
  podsByAge(workload(kind, {}, status), {
    observedAt: NOW,
    pods,
    replicaSets: [],
    truncated: false,
  }).newest.map(({ metadata }) => metadata.name);

describe('the newest pods of a DaemonSet', () => {
  const REWRITTEN = `mirror.example.com/hub/api@sha256:${HASH}`;
  const status = (updated?: number, current = 3) => ({
    desiredNumberScheduled: 3,
    currentNumberScheduled: current,
    updatedNumberScheduled: updated,
  });
  const a = ['x', 'y', 'z'].map(name => pod(name, REWRITTEN, 'a'));
  const b = pod('b', REWRITTEN, 'b', '2026-11-21T05:50:00Z');

  it.each<[string, object, Pod[], string[]]>([
    ['all, where all are updated', status(3), a, ['x', 'y', 'z']],
    ['none, where none is updated', status(), a, []],
    ['those that were made last', status(1), [a[0], a[1], b], ['b']],
    [
      'those of before, where the template was put back',
      status(2),
      [a[0], a[1], b],
      ['x', 'y'],
    ],
    [
      'those that were made last, where the counts are of another time',
      status(3),
      [a[0], a[1], b],
      ['b'],
    ],
  ])('are %s', (_, counts, pods, expected) => {
    expect(newestOf('DaemonSet', counts, ...pods)).toEqual(expected);
  });
});

/** Nothing but images tells of which template they are, and a webhook may have rewritten those. */
describe('the newest pods of a bare ReplicaSet', () => {
  it.each([
    ['the same', 'api:1.8.3', true],
    ['from a mirror', 'mirror.example.com/hub/library/api:1.8.3', true],
    ['with its digest besides', `api:1.8.3@sha256:${HASH}`, true],
    ['with its digest in place of the tag', `api@sha256:${HASH}`, true],
    ['of another tag', 'api:1.8.2', false],
    ['of another tag, from a mirror', 'mirror.example.com/api:1.8.2', false],
  ])('may have an image %s', (_, image, isNewest) => {
    expect(newestOf('ReplicaSet', {}, pod('x', image))).toEqual(
      isNewest ? ['x'] : [],
    );
  });
});
