import type { Process } from '../clock/process';
import { templateHash } from '../clock/Random';
import type { ControllerContext } from '../flux/FluxContext';
import {
  refOf,
  type Fields,
  type KubeResource,
  type ResourceRef,
} from '../store/KubeResource';
import type { Change } from '../store/ObjectStore';
import { createPod, isReady, podsOf, startDelay, startPod } from './pods';
import { Rollouts } from './Rollouts';
import { NODES } from './scheduling';

const HASH = 'controller-revision-hash';

/** Plays the controllers of StatefulSets and DaemonSets: pods are replaced one after the other, the next when the last is ready. */
export class OrderedWorkloads {
  private readonly rollouts: Rollouts;

  constructor(private readonly context: ControllerContext) {
    this.rollouts = new Rollouts(context.clock, ref => this.rollOut(ref));
  }

  /** Begins to act on what changes in the cluster. */
  start(): void {
    this.context.store.subscribe(change => this.onChange(change));
  }

  private onChange(change: Change): void {
    const { kind, object, type } = change;
    if (kind !== 'apps/StatefulSet' && kind !== 'apps/DaemonSet') {
      return;
    }
    this.rollouts.onChange(change);
    if (type === 'DELETED') {
      podsOf(this.context, object).forEach(pod =>
        this.context.store.remove(refOf(pod)),
      );
    }
  }

  private *rollOut(ref: ResourceRef): Process {
    const { store, random } = this.context;
    const workload = store.get(ref);
    if (!workload) {
      return;
    }
    // A StatefulSet labels its pods with the whole name of the revision, a DaemonSet with the hash alone.
    const hash =
      workload.kind === 'StatefulSet'
        ? `${ref.name}-${templateHash(workload.spec?.template)}`
        : templateHash(workload.spec?.template);
    const wanted: number =
      workload.kind === 'DaemonSet'
        ? NODES.length
        : workload.spec?.replicas ?? 1;
    this.sync(ref, hash, wanted);
    // From the highest ordinal down for an update, from the lowest up where pods are missing.
    const ordinals = Array.from({ length: wanted }, (_, index) => index);
    const update = podsOf(this.context, workload).length >= wanted;
    for (const ordinal of update ? ordinals.reverse() : ordinals) {
      const pod = this.podAt(workload, ordinal);
      if (pod && pod.metadata.labels?.[HASH] === hash) {
        continue;
      }
      if (pod) {
        store.remove(refOf(pod));
        yield random.between(300, 900);
      }
      const created = this.createAt(workload, ordinal, hash);
      this.sync(ref, hash, wanted);
      yield startDelay(created);
      startPod(this.context, created);
      this.sync(ref, hash, wanted);
      if (!isReady(store.get(refOf(created)) ?? created)) {
        return;
      }
      yield random.between(200, 600);
    }
    this.sync(ref, hash, wanted);
  }

  private podAt(
    workload: KubeResource,
    ordinal: number,
  ): KubeResource | undefined {
    return podsOf(this.context, workload).find(
      pod =>
        pod.metadata.labels?.['apps.kubernetes.io/pod-index'] ===
        String(ordinal),
    );
  }

  private createAt(
    workload: KubeResource,
    ordinal: number,
    hash: string,
  ): KubeResource {
    const name =
      workload.kind === 'StatefulSet'
        ? `${workload.metadata.name}-${ordinal}`
        : undefined;
    return createPod(this.context, workload, workload.spec?.template, {
      name,
      labels: {
        [HASH]: hash,
        'apps.kubernetes.io/pod-index': String(ordinal),
        ...(name ? { 'statefulset.kubernetes.io/pod-name': name } : {}),
      },
    });
  }

  private sync(ref: ResourceRef, hash: string, wanted: number): void {
    this.context.store.modify(ref, draft => {
      const pods = podsOf(this.context, draft);
      const updated = pods.filter(pod => pod.metadata.labels?.[HASH] === hash);
      const counts = {
        wanted,
        pods: pods.length,
        ready: pods.filter(isReady).length,
        updated: updated.length,
      };
      draft.status =
        draft.kind === 'DaemonSet'
          ? daemonSetStatus(draft, counts)
          : statefulSetStatus(draft, counts, hash);
    });
  }
}

interface Counts {
  wanted: number;
  pods: number;
  ready: number;
  updated: number;
}

function daemonSetStatus(
  { metadata }: KubeResource,
  { wanted, pods, ready, updated }: Counts,
): Fields {
  return {
    currentNumberScheduled: pods,
    numberMisscheduled: 0,
    desiredNumberScheduled: wanted,
    numberReady: ready,
    observedGeneration: metadata.generation,
    updatedNumberScheduled: updated,
    ...(ready > 0 ? { numberAvailable: ready } : {}),
    ...(wanted > ready ? { numberUnavailable: wanted - ready } : {}),
  };
}

function statefulSetStatus(
  { metadata, status }: KubeResource,
  { wanted, pods, ready, updated }: Counts,
  hash: string,
): Fields {
  const finished = updated === wanted && ready === wanted;
  return {
    observedGeneration: metadata.generation,
    replicas: pods,
    ...(ready > 0 ? { readyReplicas: ready } : {}),
    ...(finished ? { currentReplicas: wanted } : {}),
    ...(updated > 0 ? { updatedReplicas: updated } : {}),
    currentRevision: finished ? hash : status?.currentRevision ?? hash,
    updateRevision: hash,
    collisionCount: 0,
    availableReplicas: ready,
  };
}
