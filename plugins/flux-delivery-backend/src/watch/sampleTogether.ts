import type {
  Observed,
  PodSample,
} from 'backstage-plugin-flux-delivery-common';
import { sampleBare } from './sampleBare';
import { sampleNamespace, sampleOne } from './samplePods';
import type { SamplingCalls } from './SamplingCalls';

/** A workload; without its object where its kind is not watched. */
export type Sampled = Pick<Observed, 'ref'> & Partial<Observed>;

/**
 * Samples one workload, or many of one namespace by one list.
 *
 * @returns undefined where they are to be asked for one by one
 */
export async function sampleTogether(
  calls: SamplingCalls,
  workloads: readonly Sampled[],
  together: boolean,
): Promise<PodSample[] | undefined> {
  const watched = workloads.filter(isWatched);
  if (watched.length < workloads.length) {
    return [await sampleBare(calls, workloads[0].ref)];
  }
  return together
    ? sampleNamespace(calls, watched)
    : [await sampleOne(calls, watched[0])];
}

function isWatched(workload: Sampled): workload is Observed {
  return workload.object !== undefined;
}
