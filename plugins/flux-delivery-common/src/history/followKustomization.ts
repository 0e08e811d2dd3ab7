import { sameRevision } from '../flux/revision';
import { toMillis } from '../kube/time';
import { fingerprint } from '../kube/templateFingerprint';
import type { ChainDraft, RowDraft } from './ChainDraft';
import { contentIdOf, differenceOf, kindOfChange } from './contents';
import { fetchedFor, triggerOf } from './circumstances';
import {
  appendOutside,
  controllerOf,
  followOutside,
  isByStrangers,
} from './followWorkloads';
import type { LedgerRow, UnitContent } from './Ledger';
import type { KustomizationFacts } from './UnitObservation';

/** How long after a delivery its last workloads may be seen: watches of different kinds may be that far apart. */
const LATE_MS = 10 * 60_000;

/** The rows that a version of a Kustomization, or of what it delivered, gives rise to. */
export function followKustomization(
  draft: ChainDraft,
  facts: KustomizationFacts,
): void {
  const { attempt } = facts;
  if (draft.cursor?.attempt !== attempt.key) {
    draft.move({
      attempt: attempt.key,
      attemptedAt: attempt.at ?? draft.observation.at,
      failingAt: undefined,
      told: undefined,
    });
  }
  if (facts.isApplied) {
    followApplied(draft, facts);
  } else {
    followOutside(draft, !isOfRevision(draft.newest!, facts));
    tellFailedAttempt(draft, facts);
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
  } else {
    followOutside(draft, false);
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
    attemptedAt: draft.cursor?.attemptedAt,
    trigger: triggerOf(draft, facts.attempt.revisions.raw),
    backfilled: now.listed,
  });
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

/**
 * An attempt that failed before anything was applied: what it would have brought is not known, and that it failed is told once it
 * lasted.
 */
function tellFailedAttempt(draft: ChainDraft, facts: KustomizationFacts): void {
  const { observation: now, newest } = draft;
  const raw = facts.attempt.revisions.raw;
  if (!raw || !newest || isOfRevision(newest, facts)) {
    return;
  }
  const { failure } = now.health();
  if (failure?.segment !== 'reconcile') {
    return;
  }
  const failingAt = draft.cursor?.failingAt ?? failure.since ?? now.at;
  draft.move({ failingAt });
  const lasted = (toMillis(now.at) ?? 0) - (toMillis(failingAt) ?? 0);
  if (lasted <= facts.retryMs || draft.cursor?.told) {
    return;
  }
  draft.append({
    kind: 'forward',
    outcome: 'failed',
    content: {
      workloads: newest.mark.workloads,
      applied: newest.mark.applied,
      restarts: newest.mark.restarts,
    },
    contentId: fingerprint(['attempt', facts.attempt.key]),
    // A revision may be left and come again: the row before tells its attempts apart.
    naturalKey: `failed ${now.uid} ${facts.attempt.key} after ${newest.delivery.sequence}`,
    revisions: facts.attempt.revisions,
    images: [],
    fetchedAt: fetchedFor(draft),
    attemptedAt: draft.cursor?.attemptedAt,
    finishedAt: failingAt,
    segment: failure.segment,
    class: failure.class,
    message: failure.message,
    detail: 'it failed before anything was applied',
    trigger: triggerOf(draft, raw),
  });
  draft.move({ told: true });
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
