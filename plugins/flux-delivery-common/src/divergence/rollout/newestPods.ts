import type { KubeObject } from '../../kube/KubeObject';
import { podTemplateOf } from '../../kube/podTemplate';
import type {
  Pod,
  PodSample,
  ReplicaSet,
  WorkloadStatus,
} from '../../kube/workloads';
import { isBefore } from '../deadline';
import { daemonHash, REVISION_LABEL } from './daemonHash';
import { list } from './shape';
import { likenessOf, type Likeness } from './templateImage';

/** On the pods of a Knative Service. */
const KNATIVE_REVISION_LABEL = 'serving.knative.dev/revision';
const REPLICATORS = new Set(['ReplicaSet', 'ReplicationController']);
const DEPLOYMENT_REVISION = 'deployment.kubernetes.io/revision';
const ROLLOUT_REVISION = 'rollout.argoproj.io/revision';

/** The pods of a sample, parted by whether they are of the workload's newest pod template. */
export interface PodsByAge {
  newest: Pod[];
  older: Pod[];
  /** Those of `newest` that may be older as well: nothing but their image tells, and it was rewritten when they were made. */
  untold: Pod[];
}

/**
 * Parts the pods by template: by the newest ReplicaSet, by the update revision of a StatefulSet, by what a DaemonSet counts,
 * else by the images that the pods declare. What may be of the newest template speaks of the rollout, and proves nothing.
 */
export function podsByAge(
  workload: KubeObject,
  sample: PodSample | undefined,
): PodsByAge {
  const pods = list(sample?.pods).filter(pod => isPod(pod) && !isGone(pod));
  const age = ageTest(workload, list(sample?.replicaSets), pods);
  const ages = new Map(pods.map(pod => [pod, age(pod)]));
  return {
    newest: pods.filter(pod => ages.get(pod) !== 'other'),
    older: pods.filter(pod => ages.get(pod) === 'other'),
    untold: pods.filter(pod => ages.get(pod) === 'untold'),
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

function ageTest(
  workload: KubeObject,
  replicaSets: ReplicaSet[],
  pods: Pod[],
): (pod: Pod) => Likeness {
  const isNewest = newestTest(workload, replicaSets, pods);
  if (isNewest) {
    return pod => (isNewest(pod) ? 'same' : 'other');
  }
  const declared = list(podTemplateOf(workload)?.spec?.containers);
  return pod =>
    isMadeSince(workload, pod) ? 'same' : likenessOf(pod, declared);
}

/** Undefined where neither ReplicaSets nor labels of revisions tell. */
function newestTest(
  workload: KubeObject,
  replicaSets: ReplicaSet[],
  pods: Pod[],
): ((pod: Pod) => boolean) | undefined {
  const newestSet = newestReplicaSet(replicaSets);
  if (newestSet) {
    const { name, uid } = newestSet.metadata;
    return pod =>
      list(pod.metadata.ownerReferences).some(
        owner =>
          owner.name === name && (uid === undefined || owner.uid === uid),
      );
  }
  const { updateRevision, latestCreatedRevisionName: revision } =
    (workload.status ?? {}) as WorkloadStatus & {
      latestCreatedRevisionName?: string;
    };
  if (
    updateRevision &&
    pods.some(pod => pod.metadata.labels?.[REVISION_LABEL])
  ) {
    return pod => pod.metadata.labels?.[REVISION_LABEL] === updateRevision;
  }
  if (
    revision &&
    pods.some(pod => pod.metadata.labels?.[KNATIVE_REVISION_LABEL])
  ) {
    return pod => pod.metadata.labels?.[KNATIVE_REVISION_LABEL] === revision;
  }
  const hash = workload.kind === 'DaemonSet' && daemonHash(workload, pods);
  return hash
    ? pod => pod.metadata.labels?.[REVISION_LABEL] === hash.newest
    : undefined;
}

/**
 * True of the pods of a workload whose spec was never changed, or not since they were made, whatever a webhook made of their images.
 * The template of a Job cannot be changed.
 */
function isMadeSince({ kind, metadata }: KubeObject, pod: Pod): boolean {
  return (
    kind === 'Job' ||
    (REPLICATORS.has(kind) &&
      (metadata.generation === 1 ||
        isBefore(metadata.writtenAt, pod.metadata.creationTimestamp)))
  );
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
