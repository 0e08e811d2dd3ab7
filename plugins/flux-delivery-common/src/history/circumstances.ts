import { sameRevision } from '../flux/revision';
import { isBefore } from '../divergence/deadline';
import type { ChainDraft } from './ChainDraft';

/** When the source fetched what is delivered, where that was after the row before: older content was fetched for another row. */
export function fetchedFor({
  observation,
  newest,
}: ChainDraft): string | undefined {
  const { fetchedAt } = observation;
  return fetchedAt && newest && isBefore(newest.delivery.startedAt, fetchedAt)
    ? fetchedAt
    : undefined;
}

/** What set a delivery off, where the objects tell it: somebody asked for a pass, or the spec of the applier changed. */
export function triggerOf(
  { observation: { requestedAt }, newest, cursor }: ChainDraft,
  raw: string | undefined,
): string | undefined {
  const startedAt = newest?.delivery.startedAt;
  if (requestedAt && startedAt && isBefore(startedAt, requestedAt)) {
    return 'requestedAt';
  }
  return cursor && sameRevision(newest?.delivery.revisions.raw, raw)
    ? 'spec'
    : undefined;
}
