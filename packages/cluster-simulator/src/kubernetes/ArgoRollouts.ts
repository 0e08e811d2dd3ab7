import { templateHash } from '../clock/Random';
import type { ControllerContext } from '../flux/FluxContext';
import {
  ownerReferenceTo,
  refOf,
  type KubeResource,
  type ResourceRef,
} from '../store/KubeResource';
import type { Change } from '../store/ObjectStore';
import { abortedStatus, argoStatus, canaryStepsOf } from './argoStatus';
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

/** From a new template to the status that tells of its pods. */
const REPORT_MS = 1500;
/** How long an analysis takes to fail. */
const ANALYSIS_MS = 300_000;

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
    const { stableRS, promoteFull } = rollout.status ?? {};
    const whole =
      stableRS === undefined || stableRS === hash || promoteFull === true;
    const weight = whole ? 100 : firstWeightOf(rollout);
    const pods = Math.ceil((replicasOf(rollout) * weight) / 100);
    const set = this.replicaSet(rollout, hash, pods);
    podsOf(this.context, set)
      .filter(awaitsStart)
      .forEach(pod =>
        clock.schedule(startDelay(pod), () => startPod(this.context, pod)),
      );
    clock.schedule(REPORT_MS, () => this.report(ref, { hash, whole, pods }));
    if (!whole && failsAnalysis(rollout)) {
      clock.schedule(ANALYSIS_MS, () => this.abort(ref));
    }
  }

  private report(
    ref: ResourceRef,
    { hash, whole, pods }: { hash: string; whole: boolean; pods: number },
  ): void {
    const { store, clock } = this.context;
    store.modify(ref, draft => {
      const all = this.sets(draft).flatMap(set => podsOf(this.context, set));
      draft.status = argoStatus(
        draft,
        {
          hash,
          whole,
          updated: pods,
          pods: all.length,
          ready: all.filter(isReady).length,
        },
        clock.timestamp(),
      );
    });
  }

  /** Back to the stable version: its ReplicaSet has all pods again, the new one none. */
  private abort(ref: ResourceRef): void {
    const { store, clock } = this.context;
    const rollout = store.get(ref);
    const hash = rollout?.status?.stableRS;
    const stable =
      rollout &&
      this.sets(rollout).find(
        ({ metadata }) => metadata.name === `${ref.name}-${hash}`,
      );
    if (!stable) {
      return;
    }
    const { template } = stable.spec ?? {};
    const before = { ...rollout, spec: { ...rollout.spec, template } };
    this.replicaSet(before, hash, replicasOf(rollout));
    podsOf(this.context, stable)
      .filter(awaitsStart)
      .forEach(pod => startPod(this.context, pod));
    store.modify(ref, draft => {
      draft.status = abortedStatus(draft, clock.timestamp());
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
    const set = this.ensureSet(rollout, hash, replicas);
    this.sets(rollout)
      .filter(({ metadata }) => metadata.uid !== set.metadata.uid)
      .forEach(other =>
        podsOf(this.context, other)
          .slice(replicasOf(rollout) - replicas)
          .forEach(pod => store.remove(refOf(pod))),
      );
    const { template } = rollout.spec ?? {};
    const { labels } = set.metadata;
    const has = podsOf(this.context, set).length;
    for (let count = has; count < replicas; count++) {
      createPod(this.context, set, template, { labels });
    }
    return store.modify(refOf(set), draft => {
      draft.spec = { ...draft.spec, replicas };
      draft.status = {
        replicas,
        fullyLabeledReplicas: replicas,
        readyReplicas: replicas,
        availableReplicas: replicas,
        observedGeneration: draft.metadata.generation,
      };
    })!;
  }

  private ensureSet(
    rollout: KubeResource,
    hash: string,
    replicas: number,
  ): KubeResource {
    const { store } = this.context;
    const { template } = rollout.spec ?? {};
    const { namespace } = rollout.metadata;
    const name = `${rollout.metadata.name}-${hash}`;
    const labels = {
      ...template.metadata?.labels,
      'rollouts-pod-template-hash': hash,
    };
    return (
      store.get({ group: 'apps', kind: 'ReplicaSet', namespace, name }) ??
      store.create({
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: {
          name,
          namespace,
          labels,
          ownerReferences: [ownerReferenceTo(rollout)],
        },
        spec: { replicas, selector: { matchLabels: labels }, template },
        status: { replicas: 0 },
      })
    );
  }
}

function replicasOf({ spec }: KubeResource): number {
  return spec?.replicas ?? 1;
}

function firstWeightOf(rollout: KubeResource): number {
  const step = canaryStepsOf(rollout).find(({ setWeight }) => setWeight);
  return step?.setWeight ?? 100;
}
