import { spawn, type Process, type RunningProcess } from '../clock/process';
import { templateHash } from '../clock/Random';
import type { Refusal } from '../admission/Refusal';
import type { ControllerContext } from '../flux/FluxContext';
import {
  ownerReferenceTo,
  refOf,
  type Fields,
  type KubeResource,
  type ResourceRef,
} from '../store/KubeResource';
import type { Change } from '../store/ObjectStore';
import { deploymentStatus, setDeploymentCondition } from './deploymentStatus';
import {
  awaitsStart,
  createPod,
  isReady,
  podRefusal,
  podsOf,
  startDelay,
  startPod,
} from './pods';

const REVISION = 'deployment.kubernetes.io/revision';

/** Pods above the wanted number that a rolling update may start: the default of 25 %, rounded up. */
const surgeOf = (replicas: number) => Math.ceil(replicas * 0.25);

/** Plays deployment, replicaset and kubelet for Deployments: a rolling update in the steps and object versions of the real ones. */
export class DeploymentController {
  private readonly rollouts = new Map<string, RunningProcess>();

  constructor(private readonly context: ControllerContext) {}

  /** Begins to act on what changes in the cluster. */
  start(): void {
    this.context.store.subscribe(change => this.onChange(change));
  }

  private onChange({ kind, object, previous, type }: Change): void {
    if (kind === '/Pod' && type === 'MODIFIED') {
      this.onPod(object, previous);
      return;
    }
    if (kind !== 'apps/Deployment') {
      return;
    }
    const uid = object.metadata.uid!;
    if (type === 'DELETED') {
      this.rollouts.get(uid)?.cancel();
      this.removeAll(object);
    } else if (
      type === 'ADDED' ||
      object.metadata.generation !== previous?.metadata.generation
    ) {
      this.rollouts.get(uid)?.cancel();
      const ref = refOf(object);
      // One step later: the object must be known to everybody before its controller writes.
      this.context.clock.schedule(3, () => {
        this.rollouts.get(uid)?.cancel();
        this.rollouts.set(uid, spawn(this.context.clock, this.rollOut(ref)));
      });
    }
  }

  /** The readiness of a pod changed after its rollout had ended: only the counts follow. */
  private onPod(pod: KubeResource, previous: KubeResource | undefined): void {
    const [owner] = pod.metadata.ownerReferences ?? [];
    if (
      owner?.kind !== 'ReplicaSet' ||
      !previous?.status?.containerStatuses ||
      isReady(pod) === isReady(previous)
    ) {
      return;
    }
    const { store, clock } = this.context;
    const { namespace } = pod.metadata;
    const set = store.get({
      group: 'apps',
      kind: 'ReplicaSet',
      namespace,
      name: owner.name,
    });
    const [deployment] = set?.metadata.ownerReferences ?? [];
    if (!set || deployment?.kind !== 'Deployment') {
      return;
    }
    clock.schedule(5, () => {
      this.syncReplicaSet(set);
      this.sync({
        group: 'apps',
        kind: 'Deployment',
        namespace,
        name: deployment.name,
      });
    });
  }

  private *rollOut(ref: ResourceRef): Process {
    const { store, random } = this.context;
    const deployment = store.get(ref);
    if (!deployment || deployment.spec?.paused) {
      this.sync(ref);
      return;
    }
    const { replicas = 1, progressDeadlineSeconds = 600 } =
      deployment.spec ?? {};
    const current = this.ensureReplicaSet(deployment);
    yield random.between(4, 8);
    this.sync(ref);
    const minimum = replicas - Math.floor(replicas * 0.25);
    let progressedAt = this.context.clock.now();
    for (;;) {
      yield random.between(3, 8);
      const others = this.replicaSets(deployment).filter(
        set => set.metadata.uid !== current.metadata.uid,
      );
      const total = others.reduce(
        (sum, set) => sum + (set.spec?.replicas ?? 0),
        0,
      );
      const mine = this.fresh(current);
      const wanted = Math.min(
        replicas,
        Math.max(0, replicas + (total > 0 ? surgeOf(replicas) : 0) - total),
      );
      const has = podsOf(this.context, mine).length;
      if (has < wanted || (has > wanted && wanted === replicas)) {
        yield* this.scale(mine, wanted);
        this.sync(ref, 'ReplicaSetUpdated');
        progressedAt = this.context.clock.now();
      }
      if (podsOf(this.context, mine).some(awaitsStart)) {
        yield* this.startPods(mine);
        this.sync(ref, 'ReplicaSetUpdated');
        continue;
      }
      // Pods of older versions that serve nobody need not wait for the new ones.
      const broken = others.find(
        set => this.readyPods(set) < (set.spec?.replicas ?? 0),
      );
      if (broken) {
        yield* this.scale(broken, this.readyPods(broken));
        this.sync(ref, 'ReplicaSetUpdated');
        continue;
      }
      const ready =
        this.readyPods(this.fresh(current)) +
        others.reduce((sum, set) => sum + this.readyPods(set), 0);
      const spare = ready - minimum;
      const victim = others.find(set => (set.spec?.replicas ?? 0) > 0);
      const enough =
        this.readyPods(mine) >= Math.min(wanted, replicas) &&
        this.readyPods(mine) > 0;
      if (victim && spare > 0 && (enough || replicas === 0)) {
        yield* this.scale(
          victim,
          Math.max(0, (victim.spec?.replicas ?? 0) - spare),
        );
        this.sync(ref, 'ReplicaSetUpdated');
        continue;
      }
      if (!victim && this.readyPods(mine) >= replicas) {
        yield random.between(2, 5);
        this.sync(ref, 'NewReplicaSetAvailable');
        return;
      }
      // Stuck: nothing moves until the pods do, or the deadline passes.
      const left =
        progressDeadlineSeconds * 1000 -
        (this.context.clock.now() - progressedAt);
      yield Math.max(1000, left);
      this.sync(ref, 'ProgressDeadlineExceeded');
      return;
    }
  }

  private replicaSets(deployment: KubeResource): KubeResource[] {
    return this.context.store
      .list('apps', 'ReplicaSet', deployment.metadata.namespace)
      .filter(
        set =>
          set.metadata.ownerReferences?.[0]?.uid === deployment.metadata.uid,
      );
  }

  private fresh(object: KubeResource): KubeResource {
    return this.context.store.get(refOf(object)) ?? object;
  }

  private readyPods(set: KubeResource): number {
    return podsOf(this.context, set).filter(isReady).length;
  }

  private ensureReplicaSet(deployment: KubeResource): KubeResource {
    const { store, clock } = this.context;
    const { template, selector, replicas = 1 } = deployment.spec ?? {};
    const hash = templateHash(template);
    const sets = this.replicaSets(deployment);
    const revision = String(
      Math.max(
        0,
        ...sets.map(set => Number(set.metadata.annotations?.[REVISION] ?? 0)),
      ) + 1,
    );
    const existing = sets.find(
      set => set.metadata.labels?.['pod-template-hash'] === hash,
    );
    const newest =
      existing?.metadata.annotations?.[REVISION] ===
      String(Number(revision) - 1);
    const total = sets.reduce(
      (sum, other) => sum + (other.spec?.replicas ?? 0),
      0,
    );
    const set =
      existing ??
      this.createReplicaSet(deployment, {
        hash,
        template,
        selector,
        revision,
        replicas: Math.min(
          replicas,
          Math.max(0, replicas + (total > 0 ? surgeOf(replicas) : 0) - total),
        ),
      });
    const annotated = newest
      ? existing.metadata.annotations?.[REVISION] ?? revision
      : revision;
    if (existing && !newest) {
      store.modify(refOf(existing), draft => {
        draft.metadata.annotations = {
          ...draft.metadata.annotations,
          [REVISION]: revision,
        };
      });
    }
    store.modify(refOf(deployment), draft => {
      draft.metadata.annotations = {
        ...draft.metadata.annotations,
        [REVISION]: annotated,
      };
      if (!existing) {
        setDeploymentCondition(draft, clock.timestamp(), {
          type: 'Progressing',
          status: 'True',
          reason: 'NewReplicaSetCreated',
          message: `Created new replica set "${set.metadata.name}"`,
        });
      }
    });
    this.annotateScale(set, replicas);
    return this.fresh(set);
  }

  private createReplicaSet(
    deployment: KubeResource,
    {
      hash,
      template,
      selector,
      revision,
      replicas,
    }: {
      hash: string;
      template: Fields;
      selector: Fields;
      revision: string;
      replicas: number;
    },
  ) {
    const labels = { ...template.metadata?.labels, 'pod-template-hash': hash };
    return this.context.store.create({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${deployment.metadata.name}-${hash}`,
        namespace: deployment.metadata.namespace,
        labels,
        annotations: { [REVISION]: revision },
        ownerReferences: [ownerReferenceTo(deployment)],
      },
      spec: {
        replicas,
        selector: {
          matchLabels: { ...selector.matchLabels, 'pod-template-hash': hash },
        },
        template: { ...template, metadata: { ...template.metadata, labels } },
      },
      status: { replicas: 0 },
    });
  }

  private annotateScale(set: KubeResource, replicas: number): void {
    this.context.store.modify(refOf(set), draft => {
      draft.metadata.annotations = {
        'deployment.kubernetes.io/desired-replicas': String(replicas),
        'deployment.kubernetes.io/max-replicas': String(
          replicas + surgeOf(replicas),
        ),
        ...draft.metadata.annotations,
      };
    });
  }

  private *scale(set: KubeResource, replicas: number): Process {
    const { store, random } = this.context;
    const before = podsOf(this.context, set).length;
    store.modify(refOf(set), draft => {
      draft.spec = { ...draft.spec, replicas };
    });
    yield random.between(4, 9);
    if (replicas > before) {
      const pods = podsOf(this.context, set);
      for (let count = pods.length; count < replicas; count++) {
        const { template } = set.spec ?? {};
        const refusal = podRefusal(this.context, set, template);
        if (refusal) {
          this.cannotCreate(set, refusal);
          break;
        }
        createPod(this.context, this.fresh(set), template);
      }
    } else {
      // The unready go first, as they serve nobody.
      const pods = podsOf(this.context, set).sort(
        (a, b) => Number(isReady(a)) - Number(isReady(b)),
      );
      pods
        .slice(0, pods.length - replicas)
        .forEach(pod => store.remove(refOf(pod)));
    }
    this.syncReplicaSet(set);
  }

  private cannotCreate(set: KubeResource, { message }: Refusal): void {
    const now = this.context.clock.timestamp();
    this.context.store.modify(refOf(set), draft => {
      draft.status = {
        ...draft.status,
        conditions: [
          {
            type: 'ReplicaFailure',
            status: 'True',
            lastTransitionTime: now,
            reason: 'FailedCreate',
            message,
          },
        ],
      };
    });
  }

  private *startPods(set: KubeResource): Process {
    const waiting = podsOf(this.context, set).filter(awaitsStart);
    const delay = Math.max(0, ...waiting.map(startDelay));
    if (waiting.length > 0) {
      yield delay;
      waiting.forEach(pod => startPod(this.context, this.fresh(pod)));
      this.syncReplicaSet(set);
      yield this.context.random.between(3, 6);
    }
  }

  private syncReplicaSet(set: KubeResource): void {
    const pods = podsOf(this.context, set);
    const ready = pods.filter(isReady).length;
    this.context.store.modify(refOf(set), draft => {
      const { conditions } = draft.status ?? {};
      const isShort = pods.length < (draft.spec?.replicas ?? 0);
      draft.status = {
        ...(conditions && isShort ? { conditions } : {}),
        replicas: pods.length,
        ...(pods.length > 0 ? { fullyLabeledReplicas: pods.length } : {}),
        ...(ready > 0
          ? { readyReplicas: ready, availableReplicas: ready }
          : {}),
        terminatingReplicas: 0,
        observedGeneration: draft.metadata.generation,
      };
    });
  }

  private sync(ref: ResourceRef, reason?: string): void {
    const { store, clock } = this.context;
    store.modify(ref, draft => {
      const sets = this.replicaSets(draft);
      deploymentStatus(
        draft,
        sets,
        templateHash(draft.spec?.template),
        clock.timestamp(),
        reason,
      );
    });
  }

  private removeAll(deployment: KubeResource): void {
    const { store } = this.context;
    for (const set of this.replicaSets(deployment)) {
      podsOf(this.context, set).forEach(pod => store.remove(refOf(pod)));
      store.remove(refOf(set));
    }
  }
}
