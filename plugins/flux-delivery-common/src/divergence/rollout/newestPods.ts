import { parseImage, type ImageReference } from '../../kube/imageReference';
import type { KubeObject } from '../../kube/KubeObject';
import { podTemplateOf } from '../../kube/podTemplate';
import type {
  Container,
  Pod,
  PodSample,
  ReplicaSet,
  WorkloadStatus,
} from '../../kube/workloads';
import { daemonHash, REVISION_LABEL } from './daemonHash';
import { list } from './shape';

const DEPLOYMENT_REVISION = 'deployment.kubernetes.io/revision';
const ROLLOUT_REVISION = 'rollout.argoproj.io/revision';

/** The pods of a sample, parted by whether they are of the workload's newest pod template. */
export interface PodsByAge {
  newest: Pod[];
  older: Pod[];
}

/**
 * Parts the pods by template: by the newest ReplicaSet, by the update revision of a StatefulSet, by what a DaemonSet counts,
 * else by the images that the pods declare.
 */
export function podsByAge(
  workload: KubeObject,
  sample: PodSample | undefined,
): PodsByAge {
  const pods = list(sample?.pods).filter(pod => isPod(pod) && !isGone(pod));
  const isNewest = newestTest(workload, list(sample?.replicaSets), pods);
  return {
    newest: pods.filter(isNewest),
    older: pods.filter(pod => !isNewest(pod)),
  };
}

function isPod(pod: Pod | undefined): pod is Pod {
  return typeof pod?.metadata?.name === 'string';
}

/** Pods that ended, or are about to, are neither progress nor failure of the rollout. */
function isGone(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined || hasEnded(pod);
}

/**
 * Evicted, shut down with its node, refused by it, or completed. Of a workload whose pods run for ever, an ended pod stays listed for
 * days, and its controller has made another.
 */
export function hasEnded({ status }: Pod): boolean {
  return status?.phase === 'Failed' || status?.phase === 'Succeeded';
}

function newestTest(
  workload: KubeObject,
  replicaSets: ReplicaSet[],
  pods: Pod[],
): (pod: Pod) => boolean {
  const newestSet = newestReplicaSet(replicaSets);
  if (newestSet) {
    const { name, uid } = newestSet.metadata;
    return pod =>
      list(pod.metadata.ownerReferences).some(
        owner =>
          owner.name === name && (uid === undefined || owner.uid === uid),
      );
  }
  const updateRevision = (workload.status as WorkloadStatus | undefined)
    ?.updateRevision;
  if (
    updateRevision &&
    pods.some(pod => pod.metadata.labels?.[REVISION_LABEL])
  ) {
    return pod => pod.metadata.labels?.[REVISION_LABEL] === updateRevision;
  }
  const hash = workload.kind === 'DaemonSet' && daemonHash(workload, pods);
  if (hash) {
    return pod => pod.metadata.labels?.[REVISION_LABEL] === hash.newest;
  }
  const declared = list(podTemplateOf(workload)?.spec?.containers);
  return pod => declares(pod, declared);
}

function newestReplicaSet(replicaSets: ReplicaSet[]): ReplicaSet | undefined {
  const revisionOf = ({ metadata }: ReplicaSet) =>
    Number(
      metadata?.annotations?.[DEPLOYMENT_REVISION] ??
        metadata?.annotations?.[ROLLOUT_REVISION] ??
        0,
    );
  return [...replicaSets]
    .filter(set => revisionOf(set) > 0)
    .sort((a, b) => revisionOf(b) - revisionOf(a))[0];
}

/** Sidecars are injected into pods, so that a pod may have more containers than its template. */
function declares(pod: Pod, declared: Container[]): boolean {
  return declared.every(({ name, image }) =>
    list(pod.spec?.containers).some(
      container =>
        container?.name === name && isSameImage(container.image, image),
    ),
  );
}

/** Webhooks send images to a mirror, and add the digest to a tag: its name and what is asked of it stay the same. */
function isSameImage(running = '', declared = ''): boolean {
  if (running === declared) {
    return true;
  }
  const [a, b] = [parseImage(running), parseImage(declared)];
  return nameIn(a) !== '' && nameIn(a) === nameIn(b) && mayAgree(a, b);
}

/** A digest in place of a tag proves nothing: those that verify signatures put it there. */
function mayAgree(a: ImageReference, b: ImageReference): boolean {
  if (a.digest && b.digest) {
    return a.digest === b.digest;
  }
  return a.tag !== undefined && b.tag !== undefined
    ? a.tag === b.tag
    : a.digest !== undefined || b.digest !== undefined;
}

function nameIn({ repository }: ImageReference): string {
  return repository.slice(repository.lastIndexOf('/') + 1);
}
