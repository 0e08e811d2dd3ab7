import { isBefore } from '../divergence/deadline';
import { sameRevision } from '../flux/revision';
import { appendGap } from './appendGap';
import type { ChainDraft, RowDraft } from './ChainDraft';
import { contentIdOf } from './contents';
import type { LedgerRow } from './Ledger';
import { latest } from './plainValues';
import type { AppliedManifests, KustomizationFacts } from './UnitObservation';

/** Flux keeps no more entries in the history of a Kustomization. */
const KEPT_ENTRIES = 5;

const CLASS_OF_STATUS: Record<string, string> = {
  HealthCheckFailed: 'health-check-failed',
  PruneFailed: 'prune-failure',
};

/**
 * What a list tells of the time before it that was not watched: what Flux still keeps becomes rows, and where more may be missing
 * than that, a gap says so.
 */
export function catchUpKustomization(
  draft: ChainDraft,
  facts: KustomizationFacts,
): void {
  const { observation: now } = draft;
  completeNewest(draft, facts);
  const { delivery, mark } = draft.newest!;
  const since = latest(
    delivery.startedAt,
    delivery.appliedAt,
    delivery.finishedAt,
  )!;
  const missed = facts.history.filter(
    ({ digest, lastAt }) =>
      digest !== mark.applied &&
      lastAt !== undefined &&
      isBefore(since, lastAt),
  );
  // An entry that is not of this time, or the row's own, says that none was dropped since.
  const isTorn =
    missed.length >= KEPT_ENTRIES && missed.length === facts.history.length;
  const isChanged = !now.narrowed || now.workloads !== mark.workloads;
  if (isTorn && isChanged) {
    appendGap(
      draft,
      'Flux keeps five entries; what came before them was not seen',
    );
  }
  const between = missed.filter(({ digest }) => digest !== facts.digest);
  if (!now.narrowed) {
    between
      .sort(byLastTime)
      .forEach(entry => draft.append(pastRow(draft, entry)));
  } else if (isChanged && between.length > 0) {
    appendGap(
      draft,
      'the applier delivered more than once; whether this service was part of each is not kept',
    );
  }
}

/** The newest row may have been rolling out when it was seen last: the history tells how that ended. */
function completeNewest(draft: ChainDraft, facts: KustomizationFacts): void {
  const { delivery, mark } = draft.newest!;
  const entry = entryOf(draft.newest!, facts);
  const isPresent = entry?.digest === facts.digest;
  if (mark.applied !== '' || !entry || isPresent) {
    return;
  }
  const { digest, lastAt, status } = entry;
  const firstAt = isBefore(entry.firstAt, delivery.startedAt)
    ? lastAt
    : entry.firstAt;
  const hasSucceeded = /Succeeded$/.test(status ?? '');
  draft.progress(
    delivery.sequence,
    {
      content: { applied: digest },
      revisions: { configDigest: digest },
      ...(hasSucceeded && { appliedAt: firstAt }),
    },
    hasSucceeded && firstAt
      ? { outcome: 'succeeded', finishedAt: firstAt }
      : undefined,
  );
}

/** What Flux keeps of a row: its revision, since it began. Before, the same revision may have been applied with other values. */
function entryOf(
  { delivery }: LedgerRow,
  { history }: KustomizationFacts,
): AppliedManifests | undefined {
  return history.find(
    ({ revisions, lastAt }) =>
      sameRevision(revisions.raw, delivery.revisions.raw) &&
      !isBefore(lastAt, delivery.startedAt),
  );
}

/** The content that a list shows of workloads which Flux does not deliver: what was there meanwhile, nothing tells. */
export function catchUpUnmanaged(draft: ChainDraft): void {
  const { observation: now, newest } = draft;
  if (newest && newest.mark.workloads !== now.workloads && now.unseenSince) {
    appendGap(draft, 'nothing keeps what was there in between');
  }
}

/** A row for an entry of the past. What the workloads were then is not known. */
export function pastRow(
  draft: ChainDraft,
  { digest, revisions, firstAt, lastAt, status }: AppliedManifests,
): RowDraft {
  const content = { workloads: '', applied: digest, restarts: '' };
  const earlier = draft.earlierOf(content);
  const before = draft.newest?.delivery.startedAt;
  const isFirst = firstAt && (!before || isBefore(before, firstAt));
  const appliedAt = isFirst ? firstAt : lastAt;
  const hasSucceeded = status === undefined || /Succeeded$/.test(status);
  return {
    kind: earlier ? 'rollback' : 'forward',
    ...(earlier && { detail: `to row ${earlier.sequence}` }),
    outcome: hasSucceeded ? 'succeeded' : 'failed',
    ...(!hasSucceeded && {
      segment: status === 'HealthCheckFailed' ? 'rollout' : 'reconcile',
      class: CLASS_OF_STATUS[status] ?? 'unknown',
    }),
    content,
    contentId: contentIdOf(content, 'applied'),
    naturalKey: `past ${draft.observation.uid} ${digest} ${appliedAt}`,
    revisions: { ...revisions, configDigest: digest },
    ...(hasSucceeded && { appliedAt }),
    startedAt: appliedAt,
    finishedAt: appliedAt,
    backfilled: true,
  };
}

export function byLastTime(a: AppliedManifests, b: AppliedManifests): number {
  return (a.lastAt ?? '') < (b.lastAt ?? '') ? -1 : 1;
}
