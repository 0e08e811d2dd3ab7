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
describe('the pods of a bare ReplicaSet', () => {
  const MADE = '2026-11-21T05:00:00Z';
  const ages = (image: string, metadata: object = { generation: 2 }) => {
    const set = workload('ReplicaSet', {}, {});
    const { newest, older, untold } = podsByAge(
      { ...set, metadata: { ...set.metadata, ...metadata } },
      {
        observedAt: NOW,
        pods: [pod('x', image, undefined, MADE)],
        replicaSets: [],
        truncated: false,
      },
    );
    return [newest, older, untold].map(pods => pods.length).join(' ');
  };
  const REWRITTEN = `api@sha256:${HASH}`;

  it.each([
    ['the same', 'api:1.8.3', '1 0 0'],
    ['from a mirror', 'mirror.example.com/hub/library/api:1.8.3', '1 0 0'],
    ['with its digest besides', `api:1.8.3@sha256:${HASH}`, '1 0 0'],
    ['with a digest in place of the tag', REWRITTEN, '1 0 1'],
    ['of another tag', 'api:1.8.2', '0 1 0'],
    ['of another tag, from a mirror', 'mirror.example.com/api:1.8.2', '0 1 0'],
  ])('with an image %s', (_, image, expected) => {
    expect(ages(image)).toBe(expected);
  });

  it.each([
    [
      'the spec was never changed',
      'renamed.example.com/by-a-webhook:1',
      { generation: 1 },
    ],
    [
      'they were made after its last change',
      REWRITTEN,
      { generation: 4, writtenAt: '2026-11-21T04:59:00Z' },
    ],
  ])('are of its template where %s', (_, image, metadata) => {
    expect(ages(image, metadata)).toBe('1 0 0');
  });
});

describe('the pods of a Knative Service', () => {
  it('are parted by their revision, as Knative puts digests in place of tags', () => {
    const ofRevision = (name: string) => ({
      ...pod(name, `api@sha256:${HASH}`),
      metadata: { name, labels: { 'serving.knative.dev/revision': name } },
    });
    expect(
      newestOf(
        'Service',
        { latestCreatedRevisionName: 'api-00002' },
        ofRevision('api-00001'),
        ofRevision('api-00002'),
      ),
    ).toEqual(['api-00002']);
  });
});
