import { isBefore } from '../divergence/deadline';
import { sameRevision } from '../flux/revision';
import { toMillis } from '../kube/time';
import { fingerprint } from '../kube/templateFingerprint';
import type { ChainDraft, RowDraft } from './ChainDraft';
import { contentIdOf, differenceOf, kindOfChange } from './contents';
import { fetchedFor, triggerOf } from './circumstances';
import { beginAttempt, tellFailedAttempt } from './failedAttempt';
import {
  appendOutside,
  controllerOf,
  followOutside,
  isByStrangers,
} from './followWorkloads';
import type { LedgerRow, UnitContent } from './Ledger';
import { latest } from './plainValues';
import type { KustomizationFacts } from './UnitObservation';

/** How long after a delivery its last workloads may be seen: watches of different kinds may be that far apart. */
const LATE_MS = 10 * 60_000;

/** The rows that a version of a Kustomization, or of what it delivered, gives rise to. */
export function followKustomization(
  draft: ChainDraft,
  facts: KustomizationFacts,
): void {
  beginAttempt(draft, facts.attempt);
  if (facts.isApplied) {
    followApplied(draft, facts);
  } else {
    followOutside(draft, !isOfRevision(draft.newest!, facts));
    if (facts.attempt.revisions.raw && !isOfRevision(draft.newest!, facts)) {
      tellNotApplied(draft, facts);
    }
  }
}

function followApplied(draft: ChainDraft, facts: KustomizationFacts): void {
  const { observation: now } = draft;
  const newest = draft.newest!;
  const content: UnitContent = {
    workloads: now.workloads,
    applied: facts.digest,
    restarts: now.restarts,
  };
  const difference = differenceOf(content, newest.mark, now);
  const outside =
    difference === 'workloads' ? outsideKind(draft, facts) : undefined;
  if (outside) {
    appendOutside(draft, outside);
  } else if (difference) {
    appendChange(draft, facts, content, difference);
  } else if (facts.settledAt && !isOfRevision(newest, facts)) {
    appendAdvance(draft, facts, facts.settledAt);
    // Pods may have been restarted in the meantime: a version that is told again must find nothing left to tell.
    followOutside(draft, false);
  } else {
    followOutside(draft, false);
    if (facts.settledAt) {
      endAttempt(draft);
    }
  }
}

/** An attempt that ends without a row is that of the row before: what comes later, another pass brings. */
function endAttempt(draft: ChainDraft): void {
  const began = beganOf(draft.newest!);
  if (isBefore(began, draft.cursor?.attemptedAt)) {
    draft.move({ attemptedAt: began });
  }
}

/** A newer revision that brought nothing for this unit. */
function appendAdvance(
  draft: ChainDraft,
  facts: KustomizationFacts,
  settledAt: string,
): void {
  const { observation: now } = draft;
  const { mark, delivery } = draft.newest!;
  draft.append({
    kind: 'noChange',
    outcome: 'succeeded',
    content: { ...mark, applied: facts.digest || mark.applied },
    contentId: delivery.contentId,
    naturalKey: `advance ${now.uid} ${facts.attempt.key} ${now.version}`,
    revisions: withDigest(facts),
    images: delivery.images,
    fetchedAt: fetchedFor(draft),
    attemptedAt: draft.cursor?.attemptedAt,
    appliedAt: settledAt,
    finishedAt: settledAt,
    backfilled: now.listed,
  });
}

/**
 * Whether workloads that are not what the newest row says were changed past Flux, or put back: what Flux delivers comes with another
 * revision or other manifests. What no stranger wrote, as managed fields
 * tell, and came within ten minutes after a delivery, may be the rest of it.
 */
function outsideKind(
  draft: ChainDraft,
  facts: KustomizationFacts,
): 'outOfBand' | 'driftCorrection' | undefined {
  const { observation: now } = draft;
  const { delivery, mark } = draft.newest!;
  const isOurs =
    !isOfRevision(draft.newest!, facts) ||
    (facts.digest !== '' &&
      mark.applied !== '' &&
      facts.digest !== mark.applied);
  if (isOurs) {
    return undefined;
  }
  if (isByStrangers(draft)) {
    return 'outOfBand';
  }
  if (delivery.kind === 'outOfBand') {
    return 'driftCorrection';
  }
  const isSettled = facts.settledAt !== undefined && mark.applied !== '';
  const age = (toMillis(now.at) ?? 0) - (toMillis(delivery.startedAt) ?? 0);
  return isSettled && age > LATE_MS ? 'outOfBand' : undefined;
}

function appendChange(
  draft: ChainDraft,
  facts: KustomizationFacts,
  content: UnitContent,
  difference: 'workloads' | 'applied',
): void {
  const { observation: now } = draft;
  draft.append({
    ...kindFor(draft, content, difference),
    content,
    contentId: contentIdOf(content, difference),
    naturalKey: `content ${now.uid} ${content.workloads} ${content.applied} ${now.version}`,
    revisions: withDigest(facts),
    images: now.images,
    fetchedAt: fetchedFor(draft),
    attemptedAt: beganAt(draft, facts),
    trigger: triggerOf(draft, facts.attempt.revisions.raw),
    backfilled: now.listed,
  });
}

/** When what brought a change began: the attempt, or where a row tells of that already, the pass. */
function beganAt(
  { cursor, newest, observation }: ChainDraft,
  { attempt }: KustomizationFacts,
): string | undefined {
  return cursor && isBefore(beganOf(newest!), cursor.attemptedAt)
    ? cursor.attemptedAt
    : latest(cursor?.attemptedAt, attempt.at ?? observation.at);
}

function beganOf({ delivery }: LedgerRow): string {
  return delivery.attemptedAt ?? delivery.startedAt;
}

function kindFor(
  draft: ChainDraft,
  content: UnitContent,
  difference: 'workloads' | 'applied',
): Pick<RowDraft, 'kind' | 'detail' | 'actor'> {
  const { delivery, mark } = draft.newest!;
  const earlier = draft.earlierOf({ ...content, applied: '' });
  if (
    delivery.kind === 'outOfBand' &&
    earlier?.sequence === delivery.sequence - 1
  ) {
    return { kind: 'driftCorrection', actor: controllerOf(draft) };
  }
  const { images } = draft.observation;
  if (difference === 'workloads') {
    return kindOfChange(draft, content, images);
  }
  // The templates are those of the row before: only the manifests tell which content it is.
  const manifests = { ...content, workloads: '' };
  return mark.workloads && images.length > 0 && !draft.earlierOf(manifests)
    ? { kind: 'configOnly' }
    : kindOfChange(draft, manifests, images);
}

function tellNotApplied(
  draft: ChainDraft,
  { attempt: { key, revisions }, retryMs }: KustomizationFacts,
): void {
  tellFailedAttempt(draft, {
    key,
    revisions,
    contentId: fingerprint(['attempt', key]),
    retryMs,
    detail: 'it failed before anything was applied',
    notBefore: draft.cursor?.attemptedAt,
  });
}

function isOfRevision(
  { delivery }: LedgerRow,
  { attempt }: KustomizationFacts,
): boolean {
  return sameRevision(delivery.revisions.raw, attempt.revisions.raw);
}

function withDigest({ attempt, digest }: KustomizationFacts) {
  return {
    ...attempt.revisions,
    ...(digest && { configDigest: digest }),
  };
}
