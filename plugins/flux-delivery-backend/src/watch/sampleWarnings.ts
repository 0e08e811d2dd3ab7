import {
  compileProjection,
  conditionIs,
  kindOf,
  type Observed,
  type PodEvent,
  type PodSample,
} from 'backstage-plugin-flux-delivery-common';
import { isSilent, isUnsettled, lacksPods } from './samplingRules';
import type { SamplingCalls } from './SamplingCalls';

const MOST_LISTED = 500;
const KEPT = 10;
/** Said by the kubelet when it begins to pull an image: by then volumes are mounted and the pod has a network. */
const PULLING = 'Pulling';
const EVENTS = { group: '', version: 'v1', plural: 'events' };
const projectEvent = compileProjection(kindOf('', 'Event')!);

interface Sampled {
  workload: Observed;
  sample: PodSample;
}

/**
 * Adds the warnings of a namespace to the samples of those workloads whose pods do not come up and do not say why, and where pods
 * are warned about the pulls that tell how far they got since. One list for all of them, and none where every pod speaks for itself.
 * Where the list fails, the samples stay as they are: the pods are known.
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
  const [{ workload }] = asking;
  const warnings = await listEvents(calls, workload, 'type=Warning');
  const own = asking.map(one => newestFirst(eventsOf(one, warnings)));
  const pulls = own.flat().some(({ kind }) => kind === 'Pod')
    ? await listEvents(calls, workload, `reason=${PULLING}`)
    : [];
  return sampled.map(one => {
    const events = own[asking.indexOf(one)];
    return events
      ? { ...one.sample, events, ...progressOf(one, events, pulls) }
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

async function listEvents(
  { client, signal, admit }: SamplingCalls,
  { ref: { cluster, namespace } }: Observed,
  fieldSelector: string,
): Promise<PodEvent[]> {
  try {
    await admit();
    const { items } = await client.list(
      cluster,
      { ...EVENTS, namespace },
      { fieldSelector, limit: MOST_LISTED, signal },
    );
    return items.flatMap(toPodEvent);
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    return [];
  }
}

function toPodEvent(raw: unknown): PodEvent[] {
  const event = projectEvent(raw) as
    | {
        reason?: string;
        message?: string;
        count?: number;
        firstTimestamp?: string;
        lastTimestamp?: string;
        eventTime?: string;
        series?: { count?: number; lastObservedTime?: string };
        involvedObject?: { kind?: string; name?: string };
      }
    | undefined;
  const { kind, name } = event?.involvedObject ?? {};
  return event && kind && name
    ? [
        {
          kind,
          name,
          reason: event.reason ?? '',
          message: event.message ?? '',
          count: event.series?.count ?? event.count ?? 1,
          firstAt: event.firstTimestamp ?? event.eventTime ?? undefined,
          lastAt:
            event.series?.lastObservedTime ??
            event.lastTimestamp ??
            event.eventTime ??
            undefined,
        },
      ]
    : [];
}

function eventsOf(
  { workload: { ref }, sample }: Sampled,
  listed: readonly PodEvent[],
): PodEvent[] {
  const own = new Set([
    `${ref.kind}/${ref.name}`,
    ...sample.replicaSets.map(({ metadata }) => `ReplicaSet/${metadata.name}`),
    ...sample.pods.map(({ metadata }) => `Pod/${metadata.name}`),
  ]);
  return listed.filter(({ kind, name }) => own.has(`${kind}/${name}`));
}

function newestFirst(events: PodEvent[]): PodEvent[] {
  return [...events]
    .sort((a, b) => (b.lastAt ?? '').localeCompare(a.lastAt ?? ''))
    .slice(0, KEPT);
}
