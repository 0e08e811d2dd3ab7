import {
  formatSelector,
  fromMillis,
  kindOf,
  type KubeObject,
  type ObjectRef,
  type Observed,
  type Pod,
  type PodSample,
} from 'backstage-plugin-flux-delivery-common';
import { listPods, sampleFrom } from './samplePods';
import { podSelectorOf } from './samplingRules';
import { withWarnings } from './sampleWarnings';
import type { SamplingCalls } from './SamplingCalls';
import { sharedProjection } from './sharedProjection';

/** Lists one object of a kind that is not watched, by its name, and its pods. The sample is without it where it is not there. */
export async function sampleBare(
  calls: SamplingCalls,
  ref: ObjectRef,
): Promise<PodSample> {
  const askedAt = calls.now();
  const self = await findOne(calls, ref);
  if (!self) {
    return nothing(askedAt);
  }
  const workload = { ref, object: self, observedAt: fromMillis(askedAt) };
  const sample =
    ref.kind === 'Pod'
      ? { ...nothing(askedAt), pods: [self as Pod] }
      : await podsOf(calls, workload, askedAt);
  const [told] = await withWarnings(calls, [{ workload, sample }]);
  return { ...told, self };
}

function nothing(askedAt: number): PodSample {
  return {
    observedAt: fromMillis(askedAt),
    pods: [],
    replicaSets: [],
    truncated: false,
  };
}

async function podsOf(
  calls: SamplingCalls,
  workload: Observed,
  askedAt: number,
): Promise<PodSample> {
  const labelSelector = formatSelector(podSelectorOf(workload));
  return labelSelector === undefined
    ? nothing(askedAt)
    : sampleFrom(
        workload,
        { items: [], complete: true },
        await listPods(calls, workload.ref, labelSelector),
        askedAt,
      );
}

async function findOne(
  { client, signal, admit }: SamplingCalls,
  { cluster, group, kind, namespace, name }: ObjectRef,
): Promise<KubeObject | undefined> {
  const known = kindOf(group, kind)!;
  await admit();
  const { items } = await client.list(
    cluster,
    { group, version: known.versions[0], plural: known.plural, namespace },
    { fieldSelector: `metadata.name=${name}`, limit: 2, signal },
  );
  const project = sharedProjection(known);
  return items
    .map(item => project(item))
    .find(object => object?.metadata.name === name);
}
