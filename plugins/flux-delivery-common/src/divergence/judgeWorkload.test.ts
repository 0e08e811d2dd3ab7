import type { Condition, KubeObject } from '../kube/KubeObject';
import { refOf } from '../kube/KubeObject';
import type { Pod, PodSample, ReplicaSet, Workload } from '../kube/workloads';
import type { ResolvedWorkload } from '../paths/DeliveryPath';
import type { KindState } from '../paths/InventoryView';
import { aCondition, aDeployment, anObject } from '../testUtils/builders';
import { memoryInventory } from '../testUtils/memoryInventory';
import { judgeWorkload } from './judgeWorkload';

const NOW = '2026-11-21T06:00:00Z';
const CLUSTER = 'staging';

function judge(object: KubeObject, more: Partial<ResolvedWorkload> = {}, state: KindState = 'synced') {
  const view = memoryInventory([{ cluster: CLUSTER, object }], { freshness: () => ({ state }) });
  const ref = refOf(CLUSTER, object);
  const observed = view.get(ref) ?? { ref, object, observedAt: NOW };
  return judgeWorkload(
    { ref, workload: observed, because: 'a test', related: [], ...more },
    { view, now: NOW, pinned: false },
  );
}

function inWords(object: KubeObject, more: Partial<ResolvedWorkload> = {}): string {
  const { verdict, headline, class: failure } = judge(object, more);
  return [verdict, headline, failure].filter(Boolean).join(' | ');
}

function progressing(reason: string, status = 'True', lastUpdateTime = '2026-11-21T05:59:00Z'): Condition {
  return { ...aCondition({ type: 'Progressing', reason, status, message: reason }), lastUpdateTime } as Condition;
}

function aPod(name: string, owner: string, status: Pod['status'] = {}, born = '2026-11-21T05:58:00Z'): Pod {
  return anObject<Pod>('v1', 'Pod', 'payments', name, {
    metadata: {
      creationTimestamp: born,
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: owner, uid: owner }],
    },
    spec: { containers: [{ name: 'app', image: 'registry.example.com/api:1.8.3' }] },
    status,
  });
}

function waiting(reason: string, message = '', lastState = {}): Pod['status'] {
  return { containerStatuses: [{ name: 'app', ready: false, restartCount: 3, state: { waiting: { reason, message } }, lastState }] };
}

function aReplicaSet(name: string, revision: string): ReplicaSet {
  return anObject<ReplicaSet>('apps/v1', 'ReplicaSet', 'payments', name, {
    metadata: { uid: name, annotations: { 'deployment.kubernetes.io/revision': revision } },
  });
}

function sample(...pods: Pod[]): PodSample {
  return { observedAt: NOW, pods, replicaSets: [aReplicaSet('old', '1'), aReplicaSet('new', '2')], truncated: false };
}

const rolling = { replicas: 4, updatedReplicas: 2, readyReplicas: 3, availableReplicas: 3, conditions: [progressing('ReplicaSetUpdated')] };

describe('a Deployment', () => {
  const api = (status: Workload['status'] = {}, spec: Workload['spec'] = {}) =>
    aDeployment('payments', 'api', { spec, status });

  it.each<[string, string, KubeObject]>([
    ['complete', 'ok | 3/3 ready', api()],
    ['scaled to 0', 'ok | scaled to 0', api({ replicas: 0, updatedReplicas: 0, readyReplicas: 0, availableReplicas: 0 }, { replicas: 0 })],
    ['scaling down to 0', 'inProgress | scaling down to 0', api({}, { replicas: 0 })],
    ['rolling', 'inProgress | 2 of 3 updated', api(rolling)],
    ['with pods of before', 'inProgress | 1 old pod still running', api({ ...rolling, updatedReplicas: 3 })],
    ['past its own deadline', 'diverged | 2 of 3 updated, given up | progress-deadline', api({ ...rolling, conditions: [progressing('ProgressDeadlineExceeded', 'False')] })],
    ['that nobody gets on', 'diverged | 2 of 3 updated | progress-deadline', api({ ...rolling, conditions: [progressing('ReplicaSetUpdated', 'True', '2026-11-21T05:00:00Z')] })],
    ['paused half way', 'suspended | paused, 2 of 3 updated | suspended', api(rolling, { paused: true })],
    ['paused with nothing to do', 'suspended | paused', api({}, { paused: true })],
    ['with a new spec', 'inProgress | new spec not taken up yet', { ...api(), metadata: { ...api().metadata, generation: 2 } }],
    ['over its quota', 'diverged | quota exceeded | quota', api({ ...rolling, conditions: [aCondition({ type: 'ReplicaFailure', reason: 'FailedCreate', message: 'pods "api" is forbidden: exceeded quota: compute' })] })],
    ['without any status', 'diverged | never started', { ...api(), status: undefined }],
  ])('%s: %s', (_what, expected, object) => {
    expect(inWords(object)).toBe(expected);
  });

  it('has time until its progress deadline', () => {
    expect(judge(api(rolling, { progressDeadlineSeconds: 120 })).expectedBy).toBe('2026-11-21T06:01:00Z');
  });

  it.each([
    [waiting('ImagePullBackOff', 'Back-off pulling image'), 'diverged | image cannot be pulled | image-pull'],
    [waiting('ErrImagePull'), 'diverged | image cannot be pulled | image-pull'],
    [waiting('CrashLoopBackOff', 'back-off 40s', { terminated: { exitCode: 1 } }), 'diverged | crash loop | crash-loop'],
    [waiting('CrashLoopBackOff', '', { terminated: { exitCode: 137, reason: 'OOMKilled' } }), 'diverged | out of memory | out-of-memory'],
    [waiting('CreateContainerConfigError', 'secret "db" not found'), 'diverged | configuration missing | config-error'],
    [{ conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes' }] }, 'diverged | no node takes the pod | unschedulable'],
    [waiting('ContainerCreating'), 'inProgress | 2 of 3 updated'],
    [{ initContainerStatuses: [{ name: 'migrate', state: { waiting: { reason: 'ImagePullBackOff' } } }] }, 'diverged | image cannot be pulled | image-pull'],
  ])('whose new pod says %j', (status, expected) => {
    expect(inWords(api(rolling), { pods: sample(aPod('api-new', 'new', status)) })).toBe(expected);
  });

  it('does not blame the pods of before for a rollout that mends them', () => {
    const pods = sample(aPod('api-old', 'old', waiting('CrashLoopBackOff')), aPod('api-new', 'new', {}));

    expect(inWords(api(rolling), { pods })).toBe('inProgress | 2 of 3 updated');
  });

  it('trusts complete counts more than a sample of before', () => {
    expect(inWords(api(), { pods: sample(aPod('api-new', 'new', waiting('ImagePullBackOff'))) })).toBe('ok | 3/3 ready');
  });

  it('lost its readiness: new pods get their time, old ones do not', () => {
    const lost = api({ readyReplicas: 2, availableReplicas: 2 });
    const notReady = { conditions: [{ type: 'Ready', status: 'False' }] };

    expect(inWords(lost, { pods: sample(aPod('a', 'new', notReady, '2026-11-20T00:00:00Z')) })).toBe('diverged | 2 of 3 ready | unready');
    expect(inWords(lost, { pods: sample(aPod('a', 'new', notReady)) })).toBe('inProgress | 2 of 3 ready');
  });

  it('says that its pods could not be listed', () => {
    expect(judge(api(), { pods: { ...sample(), error: 'pods is forbidden' } }).detail).toBe('on 1.8.3; pods could not be listed: pods is forbidden');
  });

  it('keeps the message of the kubelet, without credentials', () => {
    const status = waiting('ImagePullBackOff', 'GET https://user:hunter2@registry.example.com/v2/');
    const { message, evidence } = judge(api(rolling), { pods: sample(aPod('api-new', 'new', status)) });

    expect(message).toContain('registry.example.com/v2/');
    expect(JSON.stringify([message, evidence])).not.toContain('hunter2');
  });

  it('that is gone has diverged only where that is certain', () => {
    const object = api();

    expect(judge(object, { workload: undefined })).toMatchObject({ verdict: 'diverged', headline: 'Deployment does not exist' });
    expect(judge(object, { workload: undefined }, 'forbidden')).toMatchObject({ verdict: 'unknown', unknownReason: 'forbidden' });
    expect(judge({ ...object }, {}, 'unreachable')).toMatchObject({ verdict: 'unknown', unknownReason: 'unreachable' });
  });

  it('that is scaled to 0 by its Canary is as good as the copy that serves', () => {
    const object = api({ replicas: 0, updatedReplicas: 0, readyReplicas: 0, availableReplicas: 0 }, { replicas: 0 });
    const canary = anObject('flagger.app/v1beta1', 'Canary', 'payments', 'api', { spec: {}, status: { phase: 'Succeeded' } });
    const primary = aDeployment('payments', 'api-primary', { status: { ...rolling, conditions: [progressing('ProgressDeadlineExceeded', 'False')] } });
    const related = (...objects: KubeObject[]) => objects.map(one => ({ ref: refOf(CLUSTER, one), object: one, observedAt: NOW }));

    expect(inWords(object, { related: related(canary, aDeployment('payments', 'api-primary')) })).toBe('ok | promoted, 3/3 ready');
    expect(inWords(object, { related: related(canary, primary) })).toBe('diverged | 2 of 3 updated, given up | progress-deadline');
  });
});

function workload(kind: string, spec: object, status: object, apiVersion = 'apps/v1'): KubeObject {
  return anObject(apiVersion, kind, 'payments', 'api', {
    spec: { ...spec, template: { spec: { containers: [{ name: 'app', image: 'api:1.8.3' }] } } },
    status: { observedGeneration: 1, ...status },
  });
}

describe('a StatefulSet', () => {
  const done = { replicas: 3, readyReplicas: 3, availableReplicas: 3, updatedReplicas: 3, currentRevision: 'b', updateRevision: 'b' };
  const half = { ...done, updatedReplicas: 1, currentRevision: 'a' };

  it.each<[string, object, object]>([
    ['ok | 3/3 ready', { replicas: 3 }, done],
    ['inProgress | 1 of 3 updated', { replicas: 3 }, half],
    ['ok | 1 of 3 updated (partition 2)', { replicas: 3, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } }, half],
    ['inProgress | 0 of 3 updated', { replicas: 3, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } }, { ...half, updatedReplicas: 0 }],
    ['suspended | 1 of 3 updated, on delete | suspended', { replicas: 3, updateStrategy: { type: 'OnDelete' } }, half],
    ['ok | scaled to 0', { replicas: 0 }, { replicas: 0, currentRevision: 'b', updateRevision: 'b' }],
  ])('%s', (expected, spec, status) => {
    expect(inWords(workload('StatefulSet', spec, status))).toBe(expected);
  });
});

describe('a DaemonSet', () => {
  const done = { desiredNumberScheduled: 3, currentNumberScheduled: 3, updatedNumberScheduled: 3, numberReady: 3, numberAvailable: 3 };

  it.each<[string, object, object]>([
    ['ok | 3/3 ready', {}, done],
    ['inProgress | 2 of 3 updated', {}, { ...done, updatedNumberScheduled: 2 }],
    ['inProgress | 2 of 3 ready', {}, { ...done, numberReady: 2, numberAvailable: 2 }],
    ['suspended | 2 of 3 updated, on delete | suspended', { updateStrategy: { type: 'OnDelete' } }, { ...done, updatedNumberScheduled: 2 }],
    ['notObserved | no node wants it', {}, { desiredNumberScheduled: 0 }],
  ])('%s', (expected, spec, status) => {
    expect(inWords(workload('DaemonSet', spec, status))).toBe(expected);
  });

  it('tells of pods on nodes that should not run it', () => {
    expect(judge(workload('DaemonSet', {}, { ...done, numberMisscheduled: 1 })).detail).toBe('1 on nodes that should not run it');
  });
});

function aJob(name: string, spec: object, status: object): KubeObject {
  return anObject('batch/v1', 'Job', 'payments', name, { spec, status });
}
const complete = { succeeded: 1, completionTime: NOW, conditions: [aCondition({ type: 'Complete', message: '' })] };
const failed = { failed: 7, conditions: [aCondition({ type: 'Failed', reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' })] };
const active = { active: 1, startTime: '2026-11-21T05:59:00Z' };

describe('a Job', () => {
  it.each<[string, object, object]>([
    ['ok | completed', {}, complete],
    ['diverged | job failed | job-failed', {}, failed],
    ['inProgress | running', {}, active],
    ['diverged | runs longer than it may', { activeDeadlineSeconds: 30 }, active],
    ['suspended | job suspended | suspended', { suspend: true }, {}],
    ['ok | completed', { suspend: true }, complete],
  ])('%s', (expected, spec, status) => {
    expect(inWords(aJob('migrate', spec, status))).toBe(expected);
  });

  it('that crashes has diverged before it gives up', () => {
    expect(inWords(aJob('migrate', {}, active), { pods: sample(aPod('migrate-1', 'x', waiting('ImagePullBackOff'))) })).toBe(
      'diverged | image cannot be pulled | image-pull',
    );
  });
});

describe('a CronJob', () => {
  const cron = (spec: object, status: object) => anObject('batch/v1', 'CronJob', 'payments', 'report', { spec: { schedule: '0 3 * * *', ...spec }, status });
  const jobs = (...list: KubeObject[]) => list.map(object => ({ ref: refOf(CLUSTER, object), object, observedAt: NOW }));
  const ran = { lastScheduleTime: '2026-11-21T03:00:00Z' };

  it.each<[string, object, object, KubeObject[]]>([
    ['notObserved | has not run yet', {}, {}, []],
    ['suspended | schedule suspended', { suspend: true }, ran, []],
    ['ok | last run succeeded', {}, ran, [aJob('report-2', {}, complete), aJob('report-1', {}, failed)]],
    ['diverged | last run failed | job-failed', {}, ran, [aJob('report-2', {}, failed), aJob('report-1', {}, complete)]],
    ['ok | running, last run succeeded', {}, ran, [aJob('report-2', {}, active), aJob('report-1', {}, complete)]],
    ['diverged | last run failed | job-failed', {}, ran, [aJob('report-2', {}, active), aJob('report-1', {}, failed)]],
    ['inProgress | first run is running', {}, ran, [aJob('report-1', {}, active)]],
    ['ok | last run succeeded', {}, { ...ran, lastSuccessfulTime: '2026-11-21T03:01:00Z' }, []],
    ['unknown | last run not known', {}, { ...ran, lastSuccessfulTime: '2026-11-20T03:01:00Z' }, []],
  ])('%s', (expected, spec, status, list) => {
    expect(inWords(cron(spec, status), { related: jobs(...list) })).toBe(expected);
  });
});

describe('a Canary', () => {
  const canary = (status: object, spec = {}) => anObject('flagger.app/v1beta1', 'Canary', 'payments', 'api', { spec, status });
  const lastTransitionTime = '2026-11-21T05:59:00Z';

  it.each<[string, object]>([
    ['ok | promoted', { phase: 'Succeeded', lastTransitionTime }],
    ['ok | initialized', { phase: 'Initialized', lastTransitionTime }],
    ['diverged | canary failed, rolled back | canary-failed', { phase: 'Failed', lastTransitionTime }],
    ['inProgress | 20 % to the canary', { phase: 'Progressing', canaryWeight: 20, lastTransitionTime }],
    ['suspended | waits for approval | suspended', { phase: 'WaitingPromotion', lastTransitionTime }],
    ['diverged | progressing does not end | canary-failed', { phase: 'Progressing', lastTransitionTime: '2026-11-21T05:00:00Z' }],
    ['unknown | no phase told', {}],
  ])('%s', (expected, status) => {
    expect(inWords(canary(status))).toBe(expected);
  });
});

describe('an Argo Rollout', () => {
  const done = { observedGeneration: '1', replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3, phase: 'Healthy' };
  const canary = { replicas: 3, strategy: { canary: { steps: [{ setWeight: 20 }, { pause: {} }, { pause: { duration: '1h' } }] } } };

  it.each<[string, object, object]>([
    ['ok | 3/3 ready', { replicas: 3 }, done],
    ['suspended | paused at step 2 of 3 | suspended', canary, { ...done, phase: 'Paused', updatedReplicas: 1, currentStepIndex: 1 }],
    ['inProgress | paused at step 3 of 3', canary, { ...done, phase: 'Paused', updatedReplicas: 1, currentStepIndex: 2 }],
    ['diverged | rollout aborted | canary-failed', canary, { ...done, phase: 'Degraded', abort: true }],
    ['diverged | degraded', canary, { ...done, phase: 'Degraded' }],
    ['inProgress | 1 of 3 updated', canary, { ...done, phase: 'Progressing', updatedReplicas: 1 }],
    ['inProgress | new spec not taken up yet', canary, { ...done, observedGeneration: '0' }],
  ])('%s', (expected, spec, status) => {
    expect(inWords(workload('Rollout', spec, status, 'argoproj.io/v1alpha1'))).toBe(expected);
  });
});

describe('a Knative Service', () => {
  const ready = (status: string) => [aCondition({ type: 'ConfigurationsReady', status, lastTransitionTime: '2026-11-21T05:59:00Z' })];

  it.each<[string, object]>([
    ['ok | newest revision ready', { conditions: ready('True'), latestCreatedRevisionName: 'api-2', latestReadyRevisionName: 'api-2' }],
    ['inProgress | newest revision starting', { conditions: ready('Unknown'), latestCreatedRevisionName: 'api-2', latestReadyRevisionName: 'api-1' }],
    ['diverged | newest revision not ready', { conditions: ready('False'), latestCreatedRevisionName: 'api-2', latestReadyRevisionName: 'api-1' }],
  ])('%s', (expected, status) => {
    expect(inWords(workload('Service', {}, status, 'serving.knative.dev/v1'))).toBe(expected);
  });
});

it('shows a kind that it does not know as it is, and judges nothing', () => {
  expect(inWords(workload('Widget', {}, { conditions: [aCondition({ status: 'False' })] }, 'example.com/v1'), {})).toBe('notObserved | Ready=False');
});

it('cannot tell what runs in a cluster that is not known', () => {
  const object = aDeployment('payments', 'api');

  expect(judge(object, { ref: { ...refOf('', object) } })).toMatchObject({ verdict: 'unknown', headline: 'runs in another cluster' });
});
