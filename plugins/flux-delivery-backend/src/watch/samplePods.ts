import {
  formatSelector,
  fromMillis,
  kindOf,
  type KubeObject,
  matchesSelector,
  type ObjectRef,
  type Observed,
  type Pod,
  type PodSample,
  type ReplicaSet,
} from 'backstage-plugin-flux-delivery-common';
import { hasReplicaSets, isUnsettled, podSelectorOf } from './samplingRules';
import type { SamplingCalls } from './SamplingCalls';
import { sharedProjection } from './sharedProjection';
import { withWarnings } from './sampleWarnings';

const PAGE = 500;
const PAGES_OF_ONE = 1;
const PAGES_OF_NAMESPACE = 4;
const KEPT_PODS = 50;
const KEPT_REPLICA_SETS = 20;

const PODS = { group: '', version: 'v1', plural: 'pods' };
const REPLICA_SETS = { group: 'apps', version: 'v1', plural: 'replicasets' };
const projectPod = sharedProjection(kindOf('', 'Pod')!) as (
  raw: unknown,
) => Pod | undefined;
const projectReplicaSet = sharedProjection(kindOf('apps', 'ReplicaSet')!) as (
  raw: unknown,
) => ReplicaSet | undefined;

interface Listed<T> {
  items: T[];
  complete: boolean;
}

/** Lists the pods of one workload, and its ReplicaSets where it has them. */
export async function sampleOne(
  calls: SamplingCalls,
  workload: Observed,
): Promise<PodSample> {
  const { ref } = workload;
  const askedAt = calls.now();
  const labelSelector = formatSelector(podSelectorOf(workload));
  if (labelSelector === undefined) {
    return {
      observedAt: fromMillis(askedAt),
      pods: [],
      replicaSets: [],
      truncated: false,
    };
  }
  const replicaSets = hasReplicaSets(ref)
    ? await listAll(
        calls,
        ref,
        REPLICA_SETS,
        projectReplicaSet,
        PAGES_OF_ONE,
        labelSelector,
      )
    : { items: [], complete: true };
  const pods = await listPods(calls, ref, labelSelector);
  const [sample] = await withWarnings(calls, [
    { workload, sample: sampleFrom(workload, replicaSets, pods, askedAt) },
  ]);
  return sample;
}

/** The pods of one workload by its selector, as many as are worth to be read. */
export function listPods(
  calls: SamplingCalls,
  ref: ObjectRef,
  labelSelector: string,
): Promise<Listed<Pod>> {
  return listAll(calls, ref, PODS, projectPod, PAGES_OF_ONE, labelSelector);
}

/**
 * Lists the pods and ReplicaSets of a namespace once for many workloads in it. Undefined where there are too many to read all:
 * the workloads are then to be asked for one by one.
 */
export async function sampleNamespace(
  calls: SamplingCalls,
  workloads: readonly Observed[],
): Promise<PodSample[] | undefined> {
  const askedAt = calls.now();
  const [{ ref }] = workloads;
  const replicaSets = workloads.some(workload => hasReplicaSets(workload.ref))
    ? await listAll(
        calls,
        ref,
        REPLICA_SETS,
        projectReplicaSet,
        PAGES_OF_NAMESPACE,
      )
    : { items: [], complete: true };
  const pods = replicaSets.complete
    ? await listAll(calls, ref, PODS, projectPod, PAGES_OF_NAMESPACE)
    : { items: [], complete: false };
  if (!pods.complete) {
    return undefined;
  }
  return withWarnings(
    calls,
    workloads.map(workload => ({
      workload,
      sample: sampleFrom(workload, replicaSets, pods, askedAt),
    })),
  );
}

async function listAll<T extends KubeObject>(
  { client, signal, admit }: SamplingCalls,
  { cluster, namespace }: ObjectRef,
  resource: typeof PODS,
  project: (raw: unknown) => T | undefined,
  pages: number,
  labelSelector?: string,
): Promise<Listed<T>> {
  const items: T[] = [];
  let continueFrom: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    await admit();
    const options = {
      limit: PAGE,
      continue: continueFrom,
      labelSelector,
      signal,
    };
    const list = await client.list(
      cluster,
      { ...resource, namespace },
      options,
    );
    items.push(...list.items.flatMap(item => project(item) ?? []));
    continueFrom = list.metadata.continue;
    if (!continueFrom) {
      return { items, complete: true };
    }
  }
  return { items, complete: false };
}

/** What was listed, cut down to what is the workload's and worth keeping. */
export function sampleFrom(
  workload: Observed,
  listedSets: Listed<ReplicaSet>,
  listedPods: Listed<Pod>,
  askedAt: number,
): PodSample {
  const selector = podSelectorOf(workload);
  const isOwned = (object: KubeObject) =>
    isControlledBy(object, workload.object.metadata.uid);
  const selects = ({ metadata }: KubeObject) =>
    matchesSelector(selector, metadata.labels);
  const replicaSets = listedSets.items
    .filter(set => selects(set) && isOwned(set))
    .sort(byImportanceOfSet);
  const setUids = new Set(replicaSets.map(({ metadata }) => metadata.uid));
  const belongs = (pod: Pod) => {
    const controller = (pod.metadata.ownerReferences ?? []).find(
      owner => owner.controller,
    );
    const inBetween =
      !hasReplicaSets(workload.ref) &&
      workload.ref.group === 'serving.knative.dev';
    return (
      !controller || inBetween || isOwned(pod) || setUids.has(controller.uid)
    );
  };
  const pods = listedPods.items
    .filter(pod => selects(pod) && belongs(pod))
    .sort(byImportanceOfPod);
  return {
    observedAt: fromMillis(askedAt),
    pods: pods.slice(0, KEPT_PODS),
    replicaSets: replicaSets.slice(0, KEPT_REPLICA_SETS),
    truncated:
      pods.length > KEPT_PODS || !listedPods.complete || !listedSets.complete,
  };
}

function isControlledBy(
  { metadata }: KubeObject,
  uid: string | undefined,
): boolean {
  return (
    uid !== undefined &&
    (metadata.ownerReferences ?? []).some(
      owner => owner.controller && owner.uid === uid,
    )
  );
}

/** Where not all are kept: those in trouble, then the newest. */
function byImportanceOfPod(a: Pod, b: Pod): number {
  return Number(isUnsettled(b)) - Number(isUnsettled(a)) || newestFirst(a, b);
}

function byImportanceOfSet(a: ReplicaSet, b: ReplicaSet): number {
  return (
    Number((b.spec?.replicas ?? 0) > 0) - Number((a.spec?.replicas ?? 0) > 0) ||
    newestFirst(a, b)
  );
}

function newestFirst(
  { metadata: a }: KubeObject,
  { metadata: b }: KubeObject,
): number {
  const ages = (b.creationTimestamp ?? '').localeCompare(
    a.creationTimestamp ?? '',
  );
  return ages || (a.name < b.name ? -1 : 1);
}
