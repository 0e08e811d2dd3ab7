import {
  compileProjection,
  kindOf,
  type ObjectRef,
  type PodEvent,
} from 'backstage-plugin-flux-delivery-common';
import { type EventTimes, timesOf } from '../clusters/eventTimes';
import { toldFailure } from '../clusters/toldFailure';
import type { SamplingCalls } from './SamplingCalls';

const PAGE = 500;
const MOST_PAGES = 10;
const EVENTS = { group: '', version: 'v1', plural: 'events' };
const projectEvent = compileProjection(kindOf('', 'Event')!) as (
  raw: unknown,
) => RawEvent | undefined;

interface RawEvent extends EventTimes {
  reason?: string;
  message?: string;
  involvedObject?: { kind?: string; name?: string };
}

export interface ListedEvents {
  events: PodEvent[];
  /** In words, where they could not be read, or not all. */
  error?: string;
}

/**
 * The events of a namespace that a field selector lets through and that are about one of some objects, page after page. Where a
 * page fails, or there are too many, the answer has what was read until then, and says so.
 *
 * @param about - `Kind/name`
 */
export async function listEvents(
  { client, signal, admit }: SamplingCalls,
  { cluster, namespace }: Pick<ObjectRef, 'cluster' | 'namespace'>,
  { fieldSelector, about }: { fieldSelector: string; about: Set<string> },
): Promise<ListedEvents> {
  const events: PodEvent[] = [];
  let continueFrom: string | undefined;
  try {
    for (let page = 0; page < MOST_PAGES; page += 1) {
      await admit();
      const { items, metadata } = await client.list(
        cluster,
        { ...EVENTS, namespace },
        { fieldSelector, limit: PAGE, continue: continueFrom, signal },
      );
      const read = items.flatMap(item => toPodEvent(projectEvent(item)));
      events.push(
        ...read.filter(({ kind, name }) => about.has(`${kind}/${name}`)),
      );
      continueFrom = metadata.continue;
      if (!continueFrom) {
        return { events };
      }
    }
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    return { events, error: toldFailure(error, 'The events') };
  }
  return {
    events,
    error: `There are more than ${
      MOST_PAGES * PAGE
    } in namespace ${namespace}; only the first were read`,
  };
}

function toPodEvent(event: RawEvent | undefined): PodEvent[] {
  const { kind, name } = event?.involvedObject ?? {};
  return event && kind && name
    ? [
        {
          kind,
          name,
          reason: event.reason ?? '',
          message: event.message ?? '',
          ...timesOf(event),
        },
      ]
    : [];
}
