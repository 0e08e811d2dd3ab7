import { templateHash } from '../clock/Random';
import type { ControllerContext } from '../flux/FluxContext';
import {
  ownerReferenceTo,
  refOf,
  type Fields,
  type KubeResource,
  type ResourceRef,
} from '../store/KubeResource';
import type { Change } from '../store/ObjectStore';
import { failsAnalysis } from './FlaggerCanaries';
import {
  awaitsStart,
  createPod,
  isReady,
  ownedBy,
  podsOf,
  startDelay,
  startPod,
} from './pods';

/** Plays Argo Rollouts as far as a delivery path shows them: a new template stops at the first pause of its steps. */
export class ArgoRollouts {
  constructor(private readonly context: ControllerContext) {}

  /** Begins to act on what changes in the cluster. */
  start(): void {
    this.context.store.subscribe(change => this.onChange(change));
  }

  private onChange({ kind, object, previous, type }: Change): void {
    if (
      kind === 'argoproj.io/Rollout' &&
      type !== 'DELETED' &&
      (object.metadata.generation !== previous?.metadata.generation ||
        (object.status?.promoteFull && !previous?.status?.promoteFull))
    ) {
      this.context.clock.schedule(20, () => this.rollOut(refOf(object)));
    }
  }

  private rollOut(ref: ResourceRef): void {
    const { store, clock } = this.context;
    const rollout = store.get(ref);
    if (!rollout) {
      return;
    }
    const hash = templateHash(rollout.spec?.template);
    const whole =
      rollout.status?.stableRS === undefined ||
      rollout.status.stableRS === hash ||
      rollout.status.promoteFull === true;
    const replicas: number = rollout.spec?.replicas ?? 1;
    const steps: Fields[] = rollout.spec?.strategy?.canary?.steps ?? [];
    const weight: number = whole
      ? 100
      : steps.find(step => step.setWeight)?.setWeight ?? 100;
    const pods = Math.ceil((replicas * weight) / 100);
    const set = this.replicaSet(rollout, hash, pods);
    podsOf(this.context, set)
      .filter(awaitsStart)
      .forEach(pod =>
        clock.schedule(startDelay(pod), () => startPod(this.context, pod)),
      );
    clock.schedule(1500, () =>
      this.rolloutStatus(ref, {
        hash,
        first: whole,
        pods,
      }),
    );
    if (!whole && failsAnalysis(rollout)) {
      clock.schedule(300_000, () => this.abort(ref));
    }
  }

  private rolloutStatus(
    ref: ResourceRef,
    { hash, first, pods }: { hash: string; first: boolean; pods: number },
  ): void {
    const { store, clock } = this.context;
    const now = clock.timestamp();
    store.modify(ref, draft => {
      const replicas: number = draft.spec?.replicas ?? 1;
      const steps: Fields[] = draft.spec?.strategy?.canary?.steps ?? [];
      const all = this.sets(draft).flatMap(set => podsOf(this.context, set));
      const ready = all.filter(isReady).length;
      const condition = (
        type: string,
        status: string,
        reason: string,
        message: string,
      ) => ({
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
          condition(
            'Available',
            'True',
            'AvailableReason',
            'Rollout has minimum availability',
          ),
          first
            ? condition(
                'Progressing',
                'True',
                'NewReplicaSetAvailable',
                `ReplicaSet "${ref.name}-${hash}" has successfully progressed.`,
              )
            : condition(
                'Progressing',
                'Unknown',
                'RolloutPaused',
                'Rollout is paused',
              ),
          condition(
            'Paused',
            first ? 'False' : 'True',
            'RolloutPaused',
            'Rollout is paused',
          ),
        ],
      };
    });
  }

  /** Back to the stable version: its ReplicaSet has all pods again, the new one none. */
  private abort(ref: ResourceRef): void {
    const { store, clock } = this.context;
    const rollout = store.get(ref);
    const stable =
      rollout &&
      this.sets(rollout).find(
        ({ metadata }) =>
          metadata.name === `${ref.name}-${rollout.status?.stableRS}`,
      );
    if (!rollout || !stable) {
      return;
    }
    const replicas: number = rollout.spec?.replicas ?? 1;
    this.replicaSet(
      {
        ...rollout,
        spec: { ...rollout.spec, template: stable.spec?.template },
      },
      rollout.status?.stableRS,
      replicas,
    );
    podsOf(this.context, stable)
      .filter(awaitsStart)
      .forEach(pod => startPod(this.context, pod));
    const now = clock.timestamp();
    const message =
      'Rollout aborted update to revision 2: Metric "success-rate" assessed Failed due to failed (2) > failureLimit (1)';
    store.modify(ref, draft => {
      const {
        controllerPause: _pause,
        pauseConditions: _paused,
        ...status
      } = draft.status ?? {};
      draft.status = {
        ...status,
        abort: true,
        abortedAt: now,
        phase: 'Degraded',
        message: `RolloutAborted: ${message}`,
        replicas,
        updatedReplicas: 0,
        conditions: (status.conditions ?? []).map((condition: Fields) =>
          condition.type === 'Progressing'
            ? {
                ...condition,
                status: 'False',
                reason: 'RolloutAborted',
                message,
                lastTransitionTime: now,
                lastUpdateTime: now,
              }
            : {
                ...condition,
                ...(condition.type === 'Paused' ? { status: 'False' } : {}),
              },
        ),
      };
    });
  }

  private sets(rollout: KubeResource): KubeResource[] {
    return ownedBy(this.context, rollout, 'apps', 'ReplicaSet');
  }

  /** The ReplicaSet of a template, with so many pods; the older ones give up as many. */
  private replicaSet(
    rollout: KubeResource,
    hash: string,
    replicas: number,
  ): KubeResource {
    const { store } = this.context;
    const labels = {
      ...rollout.spec?.template.metadata?.labels,
      'rollouts-pod-template-hash': hash,
    };
    const ref = {
      group: 'apps',
      kind: 'ReplicaSet',
      namespace: rollout.metadata.namespace,
      name: `${rollout.metadata.name}-${hash}`,
    };
    const set =
      store.get(ref) ??
      store.create({
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: {
          name: ref.name,
          namespace: ref.namespace,
          labels,
          ownerReferences: [ownerReferenceTo(rollout)],
        },
        spec: {
          replicas,
          selector: { matchLabels: labels },
          template: rollout.spec?.template,
        },
        status: { replicas: 0 },
      });
    const total: number = rollout.spec?.replicas ?? 1;
    for (const other of this.sets(rollout).filter(
      candidate => candidate.metadata.uid !== set.metadata.uid,
    )) {
      podsOf(this.context, other)
        .slice(total - replicas)
        .forEach(pod => store.remove(refOf(pod)));
    }
    for (
      let count = podsOf(this.context, set).length;
      count < replicas;
      count++
    ) {
      createPod(this.context, set, rollout.spec?.template, { labels });
    }
    store.modify(ref, draft => {
      draft.spec = { ...draft.spec, replicas };
      draft.status = {
        replicas,
        fullyLabeledReplicas: replicas,
        readyReplicas: replicas,
        availableReplicas: replicas,
        observedGeneration: draft.metadata.generation,
      };
    });
    return store.get(ref)!;
  }
}
