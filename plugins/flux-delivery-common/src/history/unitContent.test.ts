import { kindOf } from '../flux/kinds';
import { groupOf, type KubeObject, refOf } from '../kube/KubeObject';
import { projectObject } from '../kube/projectObject';
import type { Pod, ReplicaSet } from '../kube/workloads';
import type { ResolvedTarget, ResolvedWorkload } from '../paths/DeliveryPath';
import { emptyTarget } from '../paths/emptyTarget';
import {
  bearersOf,
  imagesIn,
  NO_TEMPLATES,
  restartsHash,
  workloadsHash,
} from './unitContent';

const pods = (image = 'api:1', extra: object = {}) => ({
  metadata: { labels: { app: 'api' } },
  spec: { containers: [{ name: 'web', image, ...extra }] },
});

function observed(
  apiVersion: string,
  kind: string,
  spec: object,
  metadata: object = {},
) {
  const object = projectObject(
    {
      apiVersion,
      kind,
      metadata: { namespace: 'shop', name: 'api', ...metadata },
      spec,
    },
    kindOf(groupOf(apiVersion), kind)!,
  ) as KubeObject;
  return { ref: refOf('prod', object), object, observedAt: 'now' };
}

function workload(
  of: ReturnType<typeof observed>,
  related: ReturnType<typeof observed>[] = [],
): ResolvedWorkload {
  return { ref: of.ref, workload: of, because: 'a test', related };
}

const target = (...workloads: ResolvedWorkload[]): ResolvedTarget => ({
  ...emptyTarget(),
  workloads,
});
const hashOf = (...workloads: ResolvedWorkload[]) =>
  workloadsHash(bearersOf(target(...workloads)));

describe('the content of a unit', () => {
  it.each([
    [
      'apps/v1',
      'Deployment',
      { template: pods() },
      { template: pods('api:2') },
    ],
    [
      'apps/v1',
      'StatefulSet',
      { template: pods() },
      { template: pods('api:2') },
    ],
    ['apps/v1', 'DaemonSet', { template: pods() }, { template: pods('api:2') }],
    ['batch/v1', 'Job', { template: pods() }, { template: pods('api:2') }],
    [
      'batch/v1',
      'CronJob',
      { jobTemplate: { spec: { template: pods() } } },
      { jobTemplate: { spec: { template: pods('api:2') } } },
    ],
    [
      'argoproj.io/v1alpha1',
      'Rollout',
      { template: pods() },
      { template: pods('api:2') },
    ],
    [
      'serving.knative.dev/v1',
      'Service',
      { template: pods() },
      { template: pods('api:2') },
    ],
  ])('is the pod template of a %s %s', (apiVersion, kind, before, after) => {
    const [one, other] = [before, after].map(spec =>
      workload(observed(apiVersion, kind, spec)),
    );
    expect(hashOf(one)).not.toBe(hashOf(other));
    expect(hashOf(one)).not.toBe(NO_TEMPLATES);
    expect(imagesIn(bearersOf(target(one)))).toEqual([
      { workload: `${kind}/api`, container: 'web', declared: 'api:1' },
    ]);
  });

  it('is not how many pods there are: an autoscaler delivers nothing', () => {
    const scaled = (replicas: number, generation: number) =>
      workload(
        observed(
          'apps/v1',
          'Deployment',
          { replicas, template: pods() },
          { generation },
        ),
      );
    expect(hashOf(scaled(2, 1))).toBe(hashOf(scaled(9, 7)));
  });

  it('changes with what no rule reads, and tells a restart apart', () => {
    const plain = workload(
      observed('apps/v1', 'Deployment', { template: pods() }),
    );
    const withEnv = workload(
      observed('apps/v1', 'Deployment', {
        template: pods('api:1', { env: [{ name: 'A', value: 'b' }] }),
      }),
    );
    const restarted = workload(
      observed('apps/v1', 'Deployment', {
        template: {
          ...pods(),
          metadata: {
            labels: { app: 'api' },
            annotations: {
              'kubectl.kubernetes.io/restartedAt': '2026-11-21T05:00:00Z',
            },
          },
        },
      }),
    );
    expect(hashOf(withEnv)).not.toBe(hashOf(plain));
    expect(hashOf(restarted)).toBe(hashOf(plain));
    expect(restartsHash(bearersOf(target(plain)))).toBe(NO_TEMPLATES);
    expect(restartsHash(bearersOf(target(restarted)))).not.toBe(NO_TEMPLATES);
  });

  it('is that of what drives or is driven, where a workload has no template itself', () => {
    const deployment = observed('apps/v1', 'Deployment', { template: pods() });
    const canary = observed('flagger.app/v1beta1', 'Canary', {
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
    });
    expect(hashOf(workload(canary, [deployment]))).toBe(
      hashOf(workload(deployment)),
    );
    expect(hashOf(workload(canary))).toBe(NO_TEMPLATES);
  });

  it('does not depend on the order of workloads, and on each of them', () => {
    const [web, job] = [
      workload(observed('apps/v1', 'Deployment', { template: pods() })),
      workload(observed('batch/v1', 'Job', { template: pods() })),
    ];
    expect(hashOf(web, job)).toBe(hashOf(job, web));
    expect(hashOf(web, job)).not.toBe(hashOf(web));
  });
});

describe('what pods run', () => {
  const DIGESTS = ['a', 'b'].map(letter => `sha256:${letter.repeat(64)}`);
  const restarted = (time?: string) => ({
    ...pods(),
    metadata: {
      labels: { app: 'api' },
      ...(time && {
        annotations: { 'kubectl.kubernetes.io/restartedAt': time },
      }),
    },
  });
  const pod = (at: number, labels: object, owner?: string) =>
    observed('v1', 'Pod', pods().spec, {
      name: `api-${at}`,
      labels,
      ...(owner && {
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'ReplicaSet',
            name: owner,
            uid: owner,
          },
        ],
      }),
    });
  const running = (
    of: ReturnType<typeof observed>,
    replicaSets: ReturnType<typeof observed>[],
    ...all: ReturnType<typeof observed>[]
  ) =>
    imagesIn(
      bearersOf(
        target({
          ...workload(of),
          pods: {
            observedAt: 'now',
            truncated: false,
            replicaSets: replicaSets.map(({ object }) => object as ReplicaSet),
            pods: all.map(({ object }, at) => ({
              ...(object as Pod),
              status: {
                containerStatuses: [
                  { name: 'web', imageID: `shop/api@${DIGESTS[at]}` },
                ],
              },
            })),
          },
        }),
      ),
    )[0].running;

  it('is that of the newest template alone, so that a tag which moved under a restart is told', () => {
    const of = observed('apps/v1', 'Deployment', {
      template: restarted('2026-11-21T05:00:00Z'),
    });
    const [older, newer] = [undefined, '2026-11-21T05:00:00Z'].map((time, at) =>
      observed(
        'apps/v1',
        'ReplicaSet',
        { template: restarted(time) },
        { name: `rs-${at}`, uid: `rs-${at}` },
      ),
    );
    const [before, after] = ['rs-0', 'rs-1'].map((owner, at) =>
      pod(at, {}, owner),
    );
    expect(running(of, [older], before)).toBeUndefined();
    expect(running(of, [older, newer], before, after)).toBe(DIGESTS[1]);
  });

  it('is that of the update revision of a StatefulSet, once its controller has seen it', () => {
    const set = (observedGeneration: number) => {
      const of = observed(
        'apps/v1',
        'StatefulSet',
        { template: pods() },
        { generation: 2 },
      );
      const status = { observedGeneration, updateRevision: 'r2' };
      return { ...of, object: { ...of.object, status } };
    };
    const [before, after] = ['r1', 'r2'].map((revision, at) =>
      pod(at, { 'controller-revision-hash': revision }),
    );
    expect(running(set(2), [], before, after)).toBe(DIGESTS[1]);
    expect(running(set(1), [], before, after)).toBeUndefined();
  });
});
