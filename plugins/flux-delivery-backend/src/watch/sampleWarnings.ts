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
const EVENTS = { group: '', version: 'v1', plural: 'events' };
const projectEvent = compileProjection(kindOf('', 'Event')!);

interface Sampled {
  workload: Observed;
  sample: PodSample;
}

/**
 * Adds the warnings of a namespace to the samples of those workloads whose pods do not come up and do not say why. One list for all
 * of them, and none where every pod speaks for itself. Where the list fails, the samples stay as they are: the pods are known.
 */
export async function withWarnings(
  calls: SamplingCalls,
  sampled: readonly Sampled[],
): Promise<PodSample[]> {
  const now = calls.now();
  const asking = sampled.filter(one => wantsWarnings(one, now));
  const warnings =
    asking.length > 0 ? await listWarnings(calls, asking[0].workload) : [];
  return sampled.map(one =>
    asking.includes(one)
      ? { ...one.sample, events: warningsOf(one, warnings) }
      : one.sample,
  );
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

async function listWarnings(
  { client, signal, admit }: SamplingCalls,
  { ref: { cluster, namespace } }: Observed,
): Promise<PodEvent[]> {
  try {
    await admit();
    const { items } = await client.list(
      cluster,
      { ...EVENTS, namespace },
      { fieldSelector: 'type=Warning', limit: MOST_LISTED, signal },
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
          lastAt:
            event.series?.lastObservedTime ??
            event.lastTimestamp ??
            event.eventTime ??
            undefined,
        },
      ]
    : [];
}

function warningsOf(
  { workload: { ref }, sample }: Sampled,
  warnings: readonly PodEvent[],
): PodEvent[] {
  const own = new Set([
    `${ref.kind}/${ref.name}`,
    ...sample.replicaSets.map(({ metadata }) => `ReplicaSet/${metadata.name}`),
    ...sample.pods.map(({ metadata }) => `Pod/${metadata.name}`),
  ]);
  return warnings
    .filter(({ kind, name }) => own.has(`${kind}/${name}`))
    .sort((a, b) => (b.lastAt ?? '').localeCompare(a.lastAt ?? ''))
    .slice(0, KEPT);
}
