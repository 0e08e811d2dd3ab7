import type { Refusal } from '../admission/Refusal';
import type { Process } from '../clock/process';
import { templateHash } from '../clock/Random';
import type { ControllerContext } from '../flux/FluxContext';
import {
  ownerReferenceTo,
  refOf,
  type KubeResource,
} from '../store/KubeResource';
import { setDeploymentCondition } from './deploymentStatus';
import {
  awaitsStart,
  createPod,
  isReady,
  ownedBy,
  podRefusal,
  podsOf,
  startDelay,
  startPod,
} from './pods';

const HASH = 'pod-template-hash';
const REVISION = 'deployment.kubernetes.io/revision';
const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';

/** Pods above the wanted number that a rolling update may start: the default of 25 %, rounded up. */
const surgeOf = (replicas: number) => Math.ceil(replicas * 0.25);

/** So many pods of the newest template may be, beside those that older ones still have. */
export const roomFor = (replicas: number, others: number): number =>
  Math.min(
    replicas,
    Math.max(0, replicas + (others > 0 ? surgeOf(replicas) : 0) - others),
  );

/** How many pods the ReplicaSets ask for together. */
export const askedBy = (sets: readonly KubeResource[]): number =>
  sets.reduce((sum, set) => sum + (set.spec?.replicas ?? 0), 0);

/** Plays the replicaset controller and the kubelet for the ReplicaSets of Deployments. */
export class ReplicaSets {
  constructor(private readonly context: ControllerContext) {}

  of(deployment: KubeResource): KubeResource[] {
    return ownedBy(this.context, deployment, 'apps', 'ReplicaSet');
  }

  /** As it is now. */
  fresh(object: KubeResource): KubeResource {
    return this.context.store.get(refOf(object)) ?? object;
  }

  readyPods(set: KubeResource): number {
    return podsOf(this.context, set).filter(isReady).length;
  }

  /** The ReplicaSet of the newest template, made where there is none, and numbered as the newest revision. */
  ensure(deployment: KubeResource): KubeResource {
    const { store, clock } = this.context;
    const sets = this.of(deployment);
    const hash = templateHash(deployment.spec?.template);
    const existing = sets.find(
      ({ metadata }) => metadata.labels?.[HASH] === hash,
    );
    const newest = Math.max(0, ...sets.map(revisionOf));
    const isNewest = existing !== undefined && revisionOf(existing) === newest;
    const revision = String(isNewest ? newest : newest + 1);
    const set =
      existing ?? this.create(deployment, { hash, revision, besides: sets });
    if (existing && !isNewest) {
      store.modify(refOf(existing), draft => useAgain(draft, revision));
    }
    store.modify(refOf(deployment), draft => {
      annotate(draft, revision);
      if (!existing) {
        setDeploymentCondition(draft, clock.timestamp(), {
          type: 'Progressing',
          status: 'True',
          reason: 'NewReplicaSetCreated',
          message: `Created new replica set "${set.metadata.name}"`,
        });
      }
    });
    this.annotateScale(set, deployment.spec?.replicas ?? 1);
    return this.fresh(set);
  }

  /** Makes pods, or removes some, until there are so many. */
  *scale(set: KubeResource, replicas: number): Process {
    const { store, random } = this.context;
    const before = podsOf(this.context, set).length;
    store.modify(refOf(set), draft => {
      draft.spec = { ...draft.spec, replicas };
    });
    yield random.between(4, 9);
    if (replicas > before) {
      this.addPods(set, replicas);
    } else {
      this.removePods(set, replicas);
    }
    this.sync(set);
  }

  /** Lets the kubelet start what waits for it. */
  *startPods(set: KubeResource): Process {
    const waiting = podsOf(this.context, set).filter(awaitsStart);
    if (waiting.length > 0) {
      yield Math.max(0, ...waiting.map(startDelay));
      waiting.forEach(pod => startPod(this.context, this.fresh(pod)));
      this.sync(set);
      yield this.context.random.between(3, 6);
    }
  }

  /** Counts the pods. */
  sync(set: KubeResource): void {
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

  /** With all of its pods. */
  remove(set: KubeResource): void {
    const { store } = this.context;
    podsOf(this.context, set).forEach(pod => store.remove(refOf(pod)));
    store.remove(refOf(set));
  }

  private create(
    deployment: KubeResource,
    {
      hash,
      revision,
      besides,
    }: { hash: string; revision: string; besides: KubeResource[] },
  ): KubeResource {
    const { template, selector, replicas = 1 } = deployment.spec ?? {};
    const labels = { ...template.metadata?.labels, [HASH]: hash };
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
        replicas: roomFor(replicas, askedBy(besides)),
        selector: { matchLabels: { ...selector.matchLabels, [HASH]: hash } },
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

  private addPods(set: KubeResource, replicas: number): void {
    const { template } = set.spec ?? {};
    const has = podsOf(this.context, set).length;
    for (let count = has; count < replicas; count++) {
      const refusal = podRefusal(this.context, set, template);
      if (refusal) {
        this.cannotCreate(set, refusal);
        return;
      }
      createPod(this.context, this.fresh(set), template);
    }
  }

  /** The unready go first, as they serve nobody. */
  private removePods(set: KubeResource, replicas: number): void {
    const pods = podsOf(this.context, set).sort(
      (a, b) => Number(isReady(a)) - Number(isReady(b)),
    );
    pods
      .slice(0, pods.length - replicas)
      .forEach(pod => this.context.store.remove(refOf(pod)));
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
}

function revisionOf({ metadata }: KubeResource): number {
  return Number(metadata.annotations?.[REVISION] ?? 0);
}

/** The revisions that it had are kept. */
function useAgain(draft: KubeResource, revision: string): void {
  const { annotations = {} } = draft.metadata;
  draft.metadata.annotations = {
    ...annotations,
    [REVISION_HISTORY]: [annotations[REVISION_HISTORY], annotations[REVISION]]
      .filter(Boolean)
      .join(),
  };
  annotate(draft, revision);
}

function annotate(draft: KubeResource, revision: string): void {
  draft.metadata.annotations = {
    ...draft.metadata.annotations,
    [REVISION]: revision,
  };
}
