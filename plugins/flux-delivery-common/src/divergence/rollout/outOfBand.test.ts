import { refOf, type KubeObject } from '../../kube/KubeObject';
import { keyOf } from '../../kube/ObjectRef';
import {
  aCondition,
  aDeployment,
  aGitRepository,
  aHelmRelease,
  aKustomization,
  anObject,
} from '../../testUtils/builders';
import {
  CLUSTER,
  fixtureTarget,
  fixtureView,
  latestTimeIn,
} from '../../testUtils/fixtureTargets';
import { loadFixture } from '../../testUtils/loadFixture';
import { memoryInventory } from '../../testUtils/memoryInventory';
import { judgeTarget } from '../judgeTarget';

const NOW = '2026-11-21T06:00:10Z';
const SEEN_AT = '2026-11-21T06:00:00Z';
const LAST_PASS = '2026-11-21T05:59:00Z';

const IMAGE = {
  'f:template': {
    'f:spec': { 'f:containers': { 'k:{"name":"api"}': { 'f:image': {} } } },
  },
};
const RESTARTED = {
  'f:template': {
    'f:metadata': {
      'f:annotations': { 'f:kubectl.kubernetes.io/restartedAt': {} },
    },
  },
};

const wrote = (
  manager: string,
  fields: object,
  time: string | undefined = '2026-11-21T05:59:30Z',
) => ({
  manager,
  operation: 'Update',
  time,
  fieldsV1: { 'f:spec': fields },
});

/** Managed fields as the API server hands them out. */
const deployment = (...managedFields: object[]) =>
  aDeployment('payments', 'api', {
    metadata: { managedFields } as object,
  });

const ks = (
  spec: object = {},
  status: object = {},
  id = 'payments_api_apps_Deployment',
) =>
  aKustomization('flux-system', 'payments', {
    owned: [id],
    spec,
    status: {
      conditions: [aCondition({ lastTransitionTime: LAST_PASS })],
      inventory: { entries: [{ id, v: 'v1' }] },
      ...status,
    },
  });

function judgedWith(applier: KubeObject, ...others: KubeObject[]) {
  const view = memoryInventory(
    [applier, aGitRepository('flux-system', 'apps'), ...others].map(object => ({
      cluster: CLUSTER,
      object,
    })),
  );
  return judgeTarget(fixtureTarget(applier, view), {
    view,
    now: NOW,
    pinned: false,
  });
}

function rolloutOf(applier: KubeObject, ...others: KubeObject[]) {
  return judgedWith(applier, ...others).segments[3];
}

describe('a workload changed past Flux', () => {
  it('is told by captured objects: who, when, which field', () => {
    const [then, ...rest] = loadFixture('changed-out-of-band');
    const objects = [
      then,
      ...rest.filter(({ kind }) => kind !== 'Deployment'),
    ].map(object =>
      object.kind === 'Kustomization'
        ? { ...object, status: { ...(object.status as object), history: [] } }
        : object,
    );
    const applier = objects.find(({ kind }) => kind === 'Kustomization')!;
    const asThen = {
      ...applier,
      status: {
        ...(applier.status as object),
        conditions: [
          aCondition({ lastTransitionTime: '2026-11-21T05:30:00Z' }),
        ],
      },
    };
    const view = fixtureView(
      objects.map(object => (object === applier ? asThen : object)),
      latestTimeIn(then),
      asThen,
    );

    expect(
      judgeTarget(fixtureTarget(asThen, view), {
        view,
        now: '2026-11-21T05:32:40Z',
        pinned: false,
      }).segments[3],
    ).toMatchObject({
      verdict: 'diverged',
      class: 'changed-out-of-band',
      headline: 'image of app changed by kubectl-set',
      since: '2026-11-21T05:32:31Z',
    });
  });

  it('is told until the next pass, which puts it back', () => {
    expect(
      rolloutOf(ks(), deployment(wrote('kubectl-edit', IMAGE))),
    ).toMatchObject({
      verdict: 'diverged',
      class: 'changed-out-of-band',
      retryAt: '2026-11-21T06:09:00Z',
    });
    expect(
      rolloutOf(
        ks(),
        deployment(wrote('kubectl-edit', IMAGE, '2026-11-21T05:58:00Z')),
      ).verdict,
    ).toBe('ok');
  });

  describe('where nobody puts it back', () => {
    const PASSED = '2026-11-20T00:00:00Z';
    const [before, later] = ['2026-11-19T00:00:00Z', '2026-11-21T00:00:00Z'];
    const suspended = ks(
      { suspend: true },
      { history: [{ lastReconciled: PASSED }] },
    );
    const release = (driftDetection?: { mode: string }) =>
      aHelmRelease('flux-system', 'payments', {
        owned: ['payments_api_apps_Deployment'],
        spec: { driftDetection },
        status: { history: [{ lastDeployed: PASSED }] },
      });
    const edited = (time: string) =>
      deployment(wrote('kubectl-edit', IMAGE, time));

    it.each([
      ['a suspended Kustomization', suspended],
      ['a release without drift detection', release()],
    ])('stays: %s', (_, applier) => {
      expect(rolloutOf(applier, edited(later)).class).toBe(
        'changed-out-of-band',
      );
    });

    it.each([
      ['the last pass before a suspension', suspended],
      ['the last upgrade of a release', release()],
    ])('is no news where %s left it', (_, applier) => {
      expect(rolloutOf(applier, edited(before)).class).toBeUndefined();
    });

    it('is put back by drift detection', () => {
      expect(
        rolloutOf(release({ mode: 'enabled' }), edited(later)).verdict,
      ).toBe('ok');
    });
  });

  describe('which its applier leaves alone', () => {
    const marked = (
      where: 'annotations' | 'labels',
      key: string,
      value: string,
      ...managed: object[]
    ) => {
      const edited = deployment(...managed);
      return {
        ...edited,
        metadata: { ...edited.metadata, [where]: { [key]: value } },
      };
    };
    const edit = wrote('kubectl-edit', IMAGE);
    const release = aHelmRelease('flux-system', 'payments', {
      owned: ['payments_api_apps_Deployment'],
    });
    const [RECONCILE, SSA, DRIFT] = [
      'kustomize.toolkit.fluxcd.io/reconcile',
      'kustomize.toolkit.fluxcd.io/ssa',
      'helm.toolkit.fluxcd.io/driftDetection',
    ];

    it.each([
      ['annotations', RECONCILE, 'disabled', ks()],
      ['labels', RECONCILE, 'Disabled', ks()],
      ['annotations', SSA, 'IfNotPresent', ks()],
      ['annotations', SSA, 'ignore', ks()],
      ['annotations', DRIFT, 'disabled', release],
    ] as const)(
      'by %s %s: %s, is as it shall be',
      (where, key, value, applier) => {
        const { segments, notes } = judgedWith(
          applier,
          marked(where, key, value, edit),
        );
        expect(segments[3]).toMatchObject({ verdict: 'ok' });
        expect(notes.map(({ class: name }) => name)).toEqual(['not-managed']);
      },
    );

    it.each([
      [RECONCILE, 'enabled', ks()],
      [SSA, 'Merge', ks()],
      [DRIFT, 'disabled', ks()],
      [RECONCILE, 'disabled', release],
    ])('is told where %s: %s does not say so', (key, value, applier) => {
      expect(
        rolloutOf(applier, marked('annotations', key, value, edit)).class,
      ).toBe('changed-out-of-band');
    });

    it('is told in a note: that Git does not arrive, and who wrote', () => {
      const told = (applier: KubeObject, object: KubeObject) =>
        judgedWith(applier, object).notes.map(({ summary }) => summary);

      expect(
        told(ks(), marked('annotations', RECONCILE, 'disabled', edit)),
      ).toEqual([
        'Flux does not manage Deployment/payments/api: annotation kustomize.toolkit.fluxcd.io/reconcile: disabled. Changes in Git do not arrive there. kubectl-edit wrote spec.template.spec.containers[api].image.',
      ]);
      expect(told(ks(), marked('annotations', RECONCILE, 'disabled'))).toEqual([
        'Flux does not manage Deployment/payments/api: annotation kustomize.toolkit.fluxcd.io/reconcile: disabled. Changes in Git do not arrive there.',
      ]);
      expect(told(release, marked('labels', DRIFT, 'disabled', edit))).toEqual([
        'Flux puts no change of Deployment/payments/api back: label helm.toolkit.fluxcd.io/driftDetection: disabled. kubectl-edit wrote spec.template.spec.containers[api].image.',
      ]);
      expect(told(release, marked('labels', DRIFT, 'disabled'))).toEqual([]);
    });
  });

  it('is not told of what an operator writes into its own workload', () => {
    const made = deployment(wrote('PrometheusOperator', IMAGE));
    const owned = {
      ...made,
      metadata: {
        ...made.metadata,
        ownerReferences: [
          {
            apiVersion: 'monitoring.coreos.com/v1',
            kind: 'Prometheus',
            name: 'api',
            uid: '1',
            controller: true,
          },
        ],
      },
    };
    const applier = ks({}, {}, 'payments_api_monitoring.coreos.com_Prometheus');
    expect(rolloutOf(applier, owned).verdict).toBe('ok');
  });

  it.each([
    ['nobody', undefined],
    ['a restart by hand', wrote('kubectl-rollout', RESTARTED)],
    ['an autoscaler', wrote('kube-controller-manager', { 'f:replicas': {} })],
  ])('is not told of %s', (_, managed) => {
    expect(
      rolloutOf(ks(), deployment(...(managed ? [managed] : []))).verdict,
    ).toBe('ok');
  });

  it('is told of a scale, which bears no time, only where it was seen to come', () => {
    const scaled = deployment({
      ...wrote('kubectl', { 'f:replicas': {} }),
      time: undefined,
      subresource: 'scale',
    });

    expect(rolloutOf(ks(), scaled).verdict).toBe('ok');
    expect(rolloutOf(ks(), deployment(), scaled)).toMatchObject({
      class: 'changed-out-of-band',
      headline: 'spec.replicas changed by kubectl',
      since: SEEN_AT,
    });
  });

  describe('by a scale to nothing, of which the API server keeps no writer', () => {
    const spec = { 'f:template': { 'f:spec': {} } };
    const flux = (fields: object) => ({
      ...wrote('kustomize-controller', fields, LAST_PASS),
      operation: 'Apply',
    });
    const scaled = (replicas: number, fields: object = spec) =>
      aDeployment('payments', 'api', {
        metadata: { managedFields: [flux(fields)] } as object,
        spec: { replicas },
        status: {
          observedGeneration: 1,
          replicas,
          updatedReplicas: replicas,
          readyReplicas: replicas,
          availableReplicas: replicas,
        },
      });
    const asInGit = scaled(3, { ...spec, 'f:replicas': {} });

    it('is told where it was seen to come', () => {
      expect(rolloutOf(ks(), asInGit, scaled(0))).toMatchObject({
        verdict: 'diverged',
        class: 'changed-out-of-band',
        headline: 'spec.replicas changed by an unknown client',
        since: SEEN_AT,
        retryAt: '2026-11-21T06:09:00Z',
      });
    });

    it.each<[string, KubeObject[]]>([
      ['was there when it was first seen', [scaled(0)]],
      ['is what Git says', [asInGit, scaled(0, { ...spec, 'f:replicas': {} })]],
      ['comes of a field that Git no longer sets', [asInGit, scaled(3)]],
      [
        'is the default, which comes of a field that Git no longer sets',
        [asInGit, scaled(1)],
      ],
      ['was never set by Git', [scaled(3), scaled(0)]],
      ['was put back', [asInGit, scaled(0), asInGit]],
    ])('is not told where it %s', (_, versions) => {
      expect(rolloutOf(ks(), ...versions).class).toBeUndefined();
    });

    it('stays told by what is scaled from there, which leaves no trace either', () => {
      expect(rolloutOf(ks(), asInGit, scaled(0), scaled(1))).toMatchObject({
        class: 'changed-out-of-band',
      });
    });

    it('is over with the next pass of Flux', () => {
      const later = ks(
        {},
        { history: [{ lastReconciled: '2026-11-21T06:00:05Z' }] },
      );
      expect(rolloutOf(later, asInGit, scaled(0)).class).toBeUndefined();
    });
  });

  it('is not told of a Job that was cleaned up', () => {
    const entries = [{ id: 'payments_migrate_batch_Job', v: 'v1' }];
    const applier = ks();

    expect(
      rolloutOf({
        ...applier,
        status: { ...applier.status, inventory: { entries } },
      }).verdict,
    ).toBe('notObserved');
  });

  it('is told of a Pod that is gone, which may have gone with its node', () => {
    const entries = [{ id: 'payments_tool__Pod', v: 'v1' }];
    const applier = ks({}, { inventory: { entries } });
    const pod = refOf(CLUSTER, anObject('v1', 'Pod', 'payments', 'tool'));
    const view = memoryInventory(
      [applier, aGitRepository('flux-system', 'apps')].map(object => ({
        cluster: CLUSTER,
        object,
      })),
      {
        pods: {
          [keyOf(pod)]: {
            observedAt: NOW,
            pods: [],
            replicaSets: [],
            truncated: false,
          },
        },
      },
    );
    expect(
      judgeTarget(fixtureTarget(applier, view), {
        view,
        now: NOW,
        pinned: false,
      }).segments[3],
    ).toMatchObject({
      class: 'changed-out-of-band',
      summary: expect.stringContaining('or went with its node'),
    });
  });

  it('is told of one that was deleted', () => {
    expect(rolloutOf(ks(), aDeployment('payments', 'other'))).toMatchObject({
      verdict: 'diverged',
      class: 'changed-out-of-band',
      headline: 'Deployment api is not there',
    });
  });
});
