import { templateHash } from '../clock/Random';
import type { ControllerContext } from '../flux/FluxContext';
import { ownerReferenceTo, refOf, type Fields, type KubeResource, type ResourceRef } from '../store/KubeResource';
import type { Change } from '../store/ObjectStore';
import { createPod, isReady, podsOf, startDelay, startPod } from './pods';

/**
 * Plays Argo Rollouts, Flagger and Knative as far as a delivery path shows them: a Rollout stops at its first pause, a Canary at its
 * first weight, a Knative Service sends all traffic to its newest revision.
 */
export class ProgressiveDelivery {
  constructor(private readonly context: ControllerContext) {}

  /** Begins to act on what changes in the cluster. */
  start(): void {
    this.context.store.subscribe(change => this.onChange(change));
  }

  private onChange({ kind, object, previous, type }: Change): void {
    const changed = type === 'ADDED' || object.metadata.generation !== previous?.metadata.generation;
    if (type === 'DELETED' || !changed) {
      return;
    }
    const { clock } = this.context;
    if (kind === 'argoproj.io/Rollout') {
      clock.schedule(20, () => this.rollOut(refOf(object)));
    } else if (kind === 'serving.knative.dev/Service') {
      clock.schedule(20, () => this.serve(refOf(object)));
    } else if (kind === 'flagger.app/Canary' && type === 'ADDED') {
      clock.schedule(20, () => this.initialiseCanary(refOf(object)));
    } else if (kind === 'apps/Deployment' && type === 'MODIFIED') {
      this.onTargetChange(object, previous);
    }
  }

  private rollOut(ref: ResourceRef): void {
    const { store, clock } = this.context;
    const rollout = store.get(ref);
    if (!rollout) {
      return;
    }
    const hash = templateHash(rollout.spec?.template);
    const first = rollout.status?.stableRS === undefined;
    const replicas: number = rollout.spec?.replicas ?? 1;
    const steps: Fields[] = rollout.spec?.strategy?.canary?.steps ?? [];
    const weight: number = first || hash === rollout.status?.stableRS ? 100 : steps.find(step => step.setWeight)?.setWeight ?? 100;
    const pods = Math.ceil((replicas * weight) / 100);
    const set = this.replicaSet(rollout, hash, pods);
    podsOf(this.context, set)
      .filter(pod => !pod.status?.containerStatuses)
      .forEach(pod => clock.schedule(startDelay(pod), () => startPod(this.context, pod)));
    clock.schedule(1500, () => this.rolloutStatus(ref, { hash, first: first || hash === rollout.status?.stableRS, pods }));
  }

  private rolloutStatus(ref: ResourceRef, { hash, first, pods }: { hash: string; first: boolean; pods: number }): void {
    const { store, clock } = this.context;
    const now = clock.timestamp();
    store.modify(ref, draft => {
      const replicas: number = draft.spec?.replicas ?? 1;
      const steps: Fields[] = draft.spec?.strategy?.canary?.steps ?? [];
      const all = this.sets(draft).flatMap(set => podsOf(this.context, set));
      const ready = all.filter(isReady).length;
      const condition = (type: string, status: string, reason: string, message: string) => ({
        type,
        status,
        lastTransitionTime: now,
        lastUpdateTime: now,
        reason,
        message,
      });
      draft.status = {
        HPAReplicas: replicas,
        availableReplicas: ready,
        readyReplicas: ready,
        replicas: all.length,
        updatedReplicas: pods,
        observedGeneration: String(draft.metadata.generation),
        currentPodHash: hash,
        stableRS: first ? hash : draft.status?.stableRS,
        currentStepIndex: first ? steps.length : 1,
        phase: first ? 'Healthy' : 'Paused',
        blueGreen: {},
        canary: {},
        ...(first
          ? {}
          : {
              message: 'CanaryPauseStep',
              controllerPause: true,
              pauseConditions: [{ reason: 'CanaryPauseStep', startTime: now }],
            }),
        conditions: [
          condition('Available', 'True', 'AvailableReason', 'Rollout has minimum availability'),
          first
            ? condition('Progressing', 'True', 'NewReplicaSetAvailable', `ReplicaSet "${ref.name}-${hash}" has successfully progressed.`)
            : condition('Progressing', 'Unknown', 'RolloutPaused', 'Rollout is paused'),
          condition('Paused', first ? 'False' : 'True', 'RolloutPaused', 'Rollout is paused'),
        ],
      };
    });
  }

  private sets(owner: KubeResource): KubeResource[] {
    return this.context.store
      .list('apps', 'ReplicaSet', owner.metadata.namespace)
      .filter(set => set.metadata.ownerReferences?.[0]?.uid === owner.metadata.uid);
  }

  /** The ReplicaSet of a template, with so many pods; the older ones give up as many. */
  private replicaSet(rollout: KubeResource, hash: string, replicas: number): KubeResource {
    const { store } = this.context;
    const labels = { ...rollout.spec?.template.metadata?.labels, 'rollouts-pod-template-hash': hash };
    const ref = { group: 'apps', kind: 'ReplicaSet', namespace: rollout.metadata.namespace, name: `${rollout.metadata.name}-${hash}` };
    const set =
      store.get(ref) ??
      store.create({
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: { name: ref.name, namespace: ref.namespace, labels, ownerReferences: [ownerReferenceTo(rollout)] },
        spec: { replicas, selector: { matchLabels: labels }, template: rollout.spec?.template },
        status: { replicas: 0 },
      });
    const total: number = rollout.spec?.replicas ?? 1;
    for (const other of this.sets(rollout).filter(candidate => candidate.metadata.uid !== set.metadata.uid)) {
      podsOf(this.context, other)
        .slice(total - replicas)
        .forEach(pod => store.remove(refOf(pod)));
    }
    for (let count = podsOf(this.context, set).length; count < replicas; count++) {
      createPod(this.context, set, rollout.spec?.template, { labels });
    }
    store.modify(ref, draft => {
      draft.spec = { ...draft.spec, replicas };
      draft.status = { replicas, fullyLabeledReplicas: replicas, readyReplicas: replicas, availableReplicas: replicas, observedGeneration: draft.metadata.generation };
    });
    return store.get(ref)!;
  }

  private serve(ref: ResourceRef): void {
    const { store, clock } = this.context;
    const service = store.get(ref);
    if (!service) {
      return;
    }
    const revision = `${ref.name}-${String(service.metadata.generation).padStart(5, '0')}`;
    const labels = {
      ...service.spec?.template.metadata?.labels,
      'serving.knative.dev/service': ref.name,
      'serving.knative.dev/revision': revision,
    };
    store.create({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: `${revision}-deployment`, namespace: ref.namespace, labels, ownerReferences: [ownerReferenceTo(service)] },
      spec: {
        replicas: 1,
        selector: { matchLabels: { 'serving.knative.dev/revision': revision } },
        template: { metadata: { labels }, spec: service.spec?.template.spec },
        progressDeadlineSeconds: 600,
      },
    });
    clock.schedule(3000, () => {
      store
        .list('apps', 'Deployment', ref.namespace)
        .filter(({ metadata }) => metadata.ownerReferences?.[0]?.uid === service.metadata.uid && metadata.labels?.['serving.knative.dev/revision'] !== revision)
        .forEach(old => store.modify(refOf(old), draft => Object.assign(draft, { spec: { ...draft.spec, replicas: 0 } })));
      store.modify(ref, draft => {
        const condition = (type: string) => ({ type, status: 'True', lastTransitionTime: clock.timestamp() });
        const url = `http://${ref.name}.${ref.namespace}.example.com`;
        draft.status = {
          observedGeneration: draft.metadata.generation,
          conditions: ['ConfigurationsReady', 'Ready', 'RoutesReady'].map(condition),
          latestCreatedRevisionName: revision,
          latestReadyRevisionName: revision,
          traffic: [{ latestRevision: true, percent: 100, revisionName: revision }],
          address: { url: `http://${ref.name}.${ref.namespace}.svc.cluster.local` },
          url,
        };
      });
    });
  }

  // Flagger copies the target into a primary that takes all traffic, and scales the target to zero until it changes.
  private initialiseCanary(ref: ResourceRef): void {
    const { store, clock } = this.context;
    const canary = store.get(ref);
    const target = canary && this.targetOf(canary);
    if (!canary || !target) {
      clock.schedule(5000, () => this.initialiseCanary(ref));
      return;
    }
    const { name } = target.metadata;
    const primaryLabels = { ...target.spec?.template.metadata.labels, app: `${name}-primary` };
    store.create({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: `${name}-primary`, namespace: ref.namespace, labels: { ...target.metadata.labels, app: `${name}-primary` }, ownerReferences: [ownerReferenceTo(canary)] },
      spec: {
        ...target.spec,
        replicas: 2,
        selector: { matchLabels: { app: `${name}-primary` } },
        template: { ...target.spec?.template, metadata: { ...target.spec?.template.metadata, labels: primaryLabels } },
      },
    });
    for (const [service, app] of [[name, `${name}-primary`], [`${name}-primary`, `${name}-primary`], [`${name}-canary`, name]]) {
      const serviceRef = { group: '', kind: 'Service', namespace: ref.namespace, name: service };
      if (store.get(serviceRef)) {
        store.modify(serviceRef, draft => {
          draft.spec = { ...draft.spec, selector: { app } };
        });
      } else {
        store.create({
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: service, namespace: ref.namespace, labels: { app: service }, ownerReferences: [ownerReferenceTo(canary)] },
          spec: { type: 'ClusterIP', selector: { app }, ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 8080 }] },
        });
      }
    }
    store.modify(refOf(target), draft => {
      draft.spec = { ...draft.spec, replicas: 0 };
    });
    this.canaryStatus(ref, 'Initialized', 0, target);
  }

  private targetOf(canary: KubeResource): KubeResource | undefined {
    const { kind, name } = canary.spec?.targetRef ?? {};
    return this.context.store.get({ group: 'apps', kind, namespace: canary.metadata.namespace, name });
  }

  private onTargetChange(target: KubeResource, previous: KubeResource | undefined): void {
    const { store, clock } = this.context;
    if (templateHash(target.spec?.template) === templateHash(previous?.spec?.template)) {
      return;
    }
    for (const canary of store.list('flagger.app', 'Canary', target.metadata.namespace)) {
      if (canary.spec?.targetRef.name === target.metadata.name && canary.status?.phase) {
        store.modify(refOf(target), draft => {
          draft.spec = { ...draft.spec, replicas: 1 };
        });
        clock.schedule(1000, () => this.canaryStatus(refOf(canary), 'Progressing', 0, target));
        clock.schedule(60_000, () => this.canaryStatus(refOf(canary), 'Progressing', canary.spec?.analysis.stepWeight ?? 10, target));
      }
    }
  }

  private canaryStatus(ref: ResourceRef, phase: string, weight: number, target: KubeResource): void {
    const { store, clock } = this.context;
    const now = clock.timestamp();
    const hash = templateHash(target.spec?.template);
    store.modify(ref, draft => {
      const settled = phase === 'Initialized';
      draft.status = {
        phase,
        failedChecks: 0,
        canaryWeight: weight,
        iterations: 0,
        lastAppliedSpec: hash,
        lastPromotedSpec: settled ? hash : draft.status?.lastPromotedSpec,
        lastTransitionTime: now,
        trackedConfigs: {},
        conditions: [
          {
            type: 'Promoted',
            status: settled ? 'True' : 'Unknown',
            reason: phase,
            message: settled ? 'Deployment initialization completed.' : 'New revision detected, progressing canary analysis.',
            lastTransitionTime: now,
            lastUpdateTime: now,
          },
        ],
      };
    });
  }
}
