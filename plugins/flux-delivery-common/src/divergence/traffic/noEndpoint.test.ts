import type { Condition, KubeObject } from '../../kube/KubeObject';
import type { EndpointSlice, PodSample } from '../../kube/workloads';
import {
  aCondition,
  aDeployment,
  anEndpointSlice,
  anObject,
  aService,
} from '../../testUtils/builders';
import {
  aPod,
  BEFORE,
  inWords,
  judge,
  none,
  NOW,
  observe,
  sample,
  service,
} from '../../testUtils/judgedTraffic';
import { trafficOf, writtenBy } from '../../testUtils/trafficOf';

const GONE = aCondition({
  type: 'Available',
  status: 'False',
  lastTransitionTime: '2026-11-21T05:40:00Z',
});

/** A pod that is ready since some seconds before now. */
function readySince(lastTransitionTime: string): PodSample {
  const pod = aPod('a', 'new');
  return sample({
    ...pod,
    status: {
      ...pod.status,
      conditions: [aCondition({ lastTransitionTime })],
    },
  });
}

describe('a Service whose slices have no ready endpoint', () => {
  const judgedWith = (since: string) =>
    judge([service(none)], { pods: readySince(since) });

  it('is given half a minute after its newest pod became ready', () => {
    const justReady = judgedWith('2026-11-21T05:59:50Z');

    expect(justReady).toMatchObject({
      verdict: 'inProgress',
      headline: 'no ready endpoint',
      expectedBy: '2026-11-21T06:00:20Z',
    });
    expect(justReady).not.toHaveProperty('class');
    expect(judgedWith('2026-11-21T05:59:20Z')).toMatchObject({
      verdict: 'diverged',
      class: 'no-ready-endpoints',
      since: '2026-11-21T05:59:20Z',
    });
  });

  it('is given as long after the slices changed', () => {
    const changed = { ...service(none), slices: none.map(observe) };

    expect(judge([changed])).toMatchObject({
      verdict: 'inProgress',
      expectedBy: '2026-11-21T06:00:30Z',
    });
  });

  it('goes by when the slices were written rather than by when they were seen', () => {
    const written = none.map(slice => ({
      ...observe(slice),
      object: {
        ...slice,
        metadata: { ...slice.metadata, writtenAt: BEFORE },
      },
    }));

    expect(judge([{ ...service(none), slices: written }]).verdict).toBe(
      'diverged',
    );
  });

  it('is broken at once where its pods are', () => {
    const changed = { ...service(none), slices: none.map(observe) };

    expect(inWords([changed], { rollout: 'diverged' })).toBe(
      'diverged | no ready endpoint | no-ready-endpoints',
    );
  });

  it.each<[string, object, EndpointSlice[]]>([
    [
      'a pod that is going',
      { deletionTimestamp: '2026-11-21T05:40:00Z' },
      none,
    ],
    [
      'one that left the slices since',
      {},
      none.map(slice => ({
        ...slice,
        metadata: { ...slice.metadata, writtenAt: BEFORE },
      })),
    ],
  ])('is not since %s became ready', (_, metadata, slices) => {
    const [pod] = readySince('2026-11-18T06:00:00Z').pods;
    const going = { ...pod, metadata: { ...pod.metadata, ...metadata } };
    const of = (conditions: Condition[]) =>
      judge([service(slices)], {
        pods: sample(going),
        workload: aDeployment('payments', 'api', { status: { conditions } }),
      });

    expect(of([]).verdict).toBe('diverged');
    expect(of([]).since).toBeUndefined();
    expect(of([GONE]).since).toBe('2026-11-21T05:40:00Z');
  });

  it('says since when its workload has none, where no pod is ready', () => {
    const workload = aDeployment('payments', 'api', {
      status: {
        conditions: [GONE],
      },
    });

    expect(judge([service(none)], { workload }).since).toBe(
      '2026-11-21T05:40:00Z',
    );
  });
});

describe('a Service whose selector matches nothing', () => {
  const told = (now: string) =>
    trafficOf(
      [
        aService('payments', 'api', {
          metadata: {
            ...writtenBy('kustomize-controller', '2026-11-21T05:59:50Z'),
            labels: { 'backstage.io/kubernetes-id': 'payments' },
          },
          spec: { selector: { app: 'typo' } },
        }),
        {
          ...anEndpointSlice('payments', 'api', []),
          metadata: {
            ...anEndpointSlice('payments', 'api', []).metadata,
            ...writtenBy('kube-controller-manager', '2026-11-21T05:59:51Z', {
              'f:endpoints': {},
            }),
          },
        },
      ],
      { now, owned: ['payments_api__Service'] },
    ).traffic;

  it('counts once its slices have had time, and since they were emptied', () => {
    expect(told(NOW)).toMatchObject({
      verdict: 'inProgress',
      expectedBy: '2026-11-21T06:00:21Z',
    });
    expect(told('2026-11-21T06:00:22Z')).toMatchObject({
      verdict: 'diverged',
      class: 'selector-matches-nothing',
      since: '2026-11-21T05:59:51Z',
    });
  });
});

describe('a Service that selects nothing', () => {
  const set = (spec: object) =>
    anObject('apps/v1', 'StatefulSet', 'payments', 'db', {
      spec: {
        selector: { matchLabels: { app: 'db' } },
        template: {
          metadata: { labels: { app: 'db' } },
          spec: { containers: [{ name: 'db', image: 'db:1' }] },
        },
        ...spec,
      },
    });
  const told = (
    selector: Record<string, string>,
    workload?: KubeObject,
    annotations?: Record<string, string>,
  ) =>
    trafficOf(
      [
        aService('payments', 'one', {
          metadata: {
            annotations,
            labels: {
              'kustomize.toolkit.fluxcd.io/name': 'payments',
              'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
            },
          },
          spec: { selector },
        }),
        anEndpointSlice('payments', 'one', []),
      ],
      {
        ...(workload && { workload }),
        pods: [],
        owned: ['payments_one__Service'],
      },
    ).words;
  const perPod = (ordinal: number) => ({
    'statefulset.kubernetes.io/pod-name': `db-${ordinal}`,
  });
  const NOTHING =
    'diverged | selector matches nothing | selector-matches-nothing';
  const AWAY = 'notObserved | scaled away: nothing serves';

  it.each<[string, number, object, string]>([
    ['that is scaled away', 2, { replicas: 2 }, AWAY],
    [
      'below the first ordinal',
      0,
      { replicas: 2, ordinals: { start: 1 } },
      AWAY,
    ],
    ['that there ought to be', 1, { replicas: 2 }, NOTHING],
    [
      'that the first ordinal moves',
      2,
      { replicas: 2, ordinals: { start: 1 } },
      NOTHING,
    ],
  ])('for one pod %s', (_, ordinal, spec, expected) => {
    expect(told(perPod(ordinal), set(spec))).toBe(expected);
  });

  it.each([
    [
      'service.cilium.io/global',
      'true',
      'notObserved | no local pods: nothing serves',
    ],
    [
      'io.cilium/global-service',
      'true',
      'notObserved | no local pods: nothing serves',
    ],
    ['service.cilium.io/global', 'false', NOTHING],
  ])('with %s: %s', (name, value, expected) => {
    expect(told({ app: 'elsewhere' }, undefined, { [name]: value })).toBe(
      expected,
    );
  });
});
