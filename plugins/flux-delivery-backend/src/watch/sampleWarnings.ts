import {
  conditionIs,
  type Observed,
  type PodEvent,
  type PodSample,
} from 'backstage-plugin-flux-delivery-common';
import { listEvents } from './listEvents';
import { isSilent, isUnsettled, lacksPods } from './samplingRules';
import type { SamplingCalls } from './SamplingCalls';

const KEPT = 10;
/** Said by the kubelet when it begins to pull an image: by then volumes are mounted and the pod has a network. */
const PULLING = 'Pulling';

interface Sampled {
  workload: Observed;
  sample: PodSample;
}

/**
 * Adds the warnings of a namespace to the samples of those workloads whose pods do not come up and do not say why, and where pods
 * are warned about the pulls that tell how far they got since. One list for all of them, and none where every pod speaks for itself.
 * Where the list fails, the samples say so beside what they have: the pods are known.
 */
export async function withWarnings(
  calls: SamplingCalls,
  sampled: readonly Sampled[],
): Promise<PodSample[]> {
  const now = calls.now();
  const asking = sampled.filter(one => wantsWarnings(one, now));
  if (asking.length === 0) {
    return sampled.map(({ sample }) => sample);
  }
  const about = new Set(asking.flatMap(one => [...namesOf(one)]));
  const [{ workload }] = asking;
  const list = (fieldSelector: string) =>
    listEvents(calls, workload.ref, { fieldSelector, about });
  const warnings = await list('type=Warning');
  const own = asking.map(one => newestFirst(eventsOf(one, warnings.events)));
  const pulls = own.flat().some(({ kind }) => kind === 'Pod')
    ? await list(`reason=${PULLING}`)
    : { events: [] };
  const eventsError = warnings.error ?? pulls.error;
  return sampled.map(one => {
    const events = own[asking.indexOf(one)];
    return events
      ? {
          ...one.sample,
          events,
          ...progressOf(one, events, pulls.events),
          ...(eventsError && { eventsError }),
        }
      : one.sample;
  });
}

function progressOf(
  one: Sampled,
  warnings: readonly PodEvent[],
  pulls: readonly PodEvent[],
): Pick<PodSample, 'progress'> {
  const warned = new Set(warnings.map(({ name }) => name));
  const progress = eventsOf(one, pulls).filter(
    ({ kind, name, reason }) =>
      kind === 'Pod' && reason === PULLING && warned.has(name),
  );
  return progress.length > 0 ? { progress: newestFirst(progress) } : {};
}

function wantsWarnings({ workload, sample }: Sampled, now: number): boolean {
  return (
    sample.pods.some(pod => isSilent(pod, now)) ||
    lacksPods(workload, sample) ||
    // What gave up is to be explained at once.
    (conditionIs(workload.object, 'Progressing', 'False') &&
      sample.pods.some(isUnsettled))
  );
}

function eventsOf(one: Sampled, listed: readonly PodEvent[]): PodEvent[] {
  const own = namesOf(one);
  return listed.filter(({ kind, name }) => own.has(`${kind}/${name}`));
}

/** What events about a workload may be about, as `Kind/name`. */
function namesOf({ workload: { ref }, sample }: Sampled): Set<string> {
  return new Set([
    `${ref.kind}/${ref.name}`,
    ...sample.replicaSets.map(({ metadata }) => `ReplicaSet/${metadata.name}`),
    ...sample.pods.map(({ metadata }) => `Pod/${metadata.name}`),
  ]);
}

function newestFirst(events: PodEvent[]): PodEvent[] {
  return [...events]
    .sort((a, b) => (b.lastAt ?? '').localeCompare(a.lastAt ?? ''))
    .slice(0, KEPT);
}
