import {
  type EventDto,
  type ObjectDetailsDto,
  type ObjectRef,
  redact,
} from 'backstage-plugin-flux-delivery-common';
import type { ClusterClient } from 'backstage-plugin-flux-delivery-node';
import { type EventTimes, timesOf } from '../clusters/eventTimes';
import { toldFailure } from '../clusters/toldFailure';

const KEPT = 50;

interface KubeEvent extends EventTimes {
  type?: string;
  reason?: string;
  message?: string;
  involvedObject?: { kind?: string; name?: string };
}

/**
 * The events of one object, newest first. A cluster that does not hand them out costs the events, not the details: the reason
 * is in the answer.
 */
export async function listEvents(
  client: ClusterClient,
  ref: ObjectRef,
  signal: AbortSignal,
): Promise<Pick<ObjectDetailsDto, 'events' | 'eventsError'>> {
  const selector = [
    `involvedObject.kind=${ref.kind}`,
    `involvedObject.name=${ref.name}`,
  ];
  try {
    const { items } = await client.list(
      ref.cluster,
      {
        group: '',
        version: 'v1',
        plural: 'events',
        namespace: ref.namespace || 'default',
      },
      { fieldSelector: selector.join(','), limit: 500, signal },
    );
    const events = items.map(item => toEvent(item as KubeEvent));
    return { events: events.sort(newestFirst).slice(0, KEPT) };
  } catch (error) {
    const reason = toldFailure(error, 'They');
    return { events: [], eventsError: `Events could not be read: ${reason}` };
  }
}

function toEvent(event: KubeEvent): EventDto {
  return {
    type: event.type ?? 'Normal',
    reason: event.reason ?? '',
    message: redact(event.message ?? ''),
    ...timesOf(event),
    object: `${event.involvedObject?.kind ?? ''}/${
      event.involvedObject?.name ?? ''
    }`,
  };
}

function newestFirst(a: EventDto, b: EventDto): number {
  return (b.lastAt ?? '').localeCompare(a.lastAt ?? '');
}
