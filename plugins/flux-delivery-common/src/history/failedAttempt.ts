import { toMillis } from '../kube/time';
import type { ChainDraft } from './ChainDraft';
import { fetchedFor, triggerOf } from './circumstances';
import type { DeliveryRevisions } from './Delivery';
import { latest } from './plainValues';
import type { UnitHealth } from './UnitObservation';

/** What is or was tried, and by which names it is told. */
export interface FailedAttempt {
  /** Names it among the attempts of its applier. */
  key: string;
  revisions: DeliveryRevisions;
  contentId: string;
  /** How long the applier waits before it tries again, in milliseconds. */
  retryMs: number;
  detail: string;
  /** RFC 3339: what failed earlier is not of this attempt. */
  notBefore?: string;
  /** How it fails, where that is not the divergence of the unit. */
  failure?: UnitHealth['failure'];
}

/** Notes in the cursor what is being tried. */
export function beginAttempt(
  draft: ChainDraft,
  { key, at }: { key: string; at?: string },
): void {
  if (draft.cursor?.attempt !== key) {
    draft.move({
      attempt: key,
      attemptedAt: at ?? draft.observation.at,
      failingAt: undefined,
      told: undefined,
    });
  }
}

/**
 * An attempt that fails before it brought anything: what it would have brought is not known, and that it failed is told once, when it
 * lasted longer than the applier waits before it tries again.
 */
export function tellFailedAttempt(
  draft: ChainDraft,
  attempt: FailedAttempt,
): void {
  const { key, revisions, contentId, retryMs, detail, notBefore } = attempt;
  const { observation: now, newest, cursor } = draft;
  if (!newest || cursor?.told) {
    return;
  }
  const failure = attempt.failure ?? now.health().failure;
  if (failure?.segment !== 'reconcile') {
    return;
  }
  const failingAt =
    draft.cursor?.failingAt ??
    (failure.since && latest(failure.since, notBefore)) ??
    now.at;
  draft.move({ failingAt });
  const lasted = (toMillis(now.at) ?? 0) - (toMillis(failingAt) ?? 0);
  if (lasted <= retryMs) {
    return;
  }
  const { workloads, applied, restarts } = newest.mark;
  draft.append({
    kind: 'forward',
    outcome: 'failed',
    content: { workloads, applied, restarts },
    contentId,
    // A revision may be left and come again: the row before tells its attempts apart.
    naturalKey: `failed ${now.uid} ${key} after ${newest.delivery.sequence}`,
    revisions,
    images: [],
    fetchedAt: fetchedFor(draft),
    attemptedAt: draft.cursor?.attemptedAt,
    finishedAt: failingAt,
    segment: failure.segment,
    class: failure.class,
    message: failure.message,
    detail,
    trigger: triggerOf(draft, revisions.raw),
  });
  draft.move({ told: true });
}
