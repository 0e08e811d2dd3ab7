import { isBefore } from '../divergence/deadline';
import { fingerprint } from '../kube/templateFingerprint';
import { appendGap } from './appendGap';
import type { ChainDraft, RowDraft } from './ChainDraft';
import { fetchedFor } from './circumstances';
import {
  contentIdOf,
  imagesBefore,
  kindOfChange,
  sameImages,
} from './contents';
import { beginAttempt, tellFailedAttempt } from './failedAttempt';
import type { DeliverySteps, LedgerRow } from './Ledger';
import { controllerOf, followOutside } from './followWorkloads';
import { hasSameChart, isSameRelease } from './helmFacts';
import type { HelmFacts, ReleaseFacts } from './UnitObservation';

/** The rows that a version of a HelmRelease, or of what it delivered, gives rise to: one for each Helm revision. */
export function followHelm(draft: ChainDraft, facts: HelmFacts): void {
  const fresh = [...facts.releases].reverse().filter(isFresh(draft));
  if (draft.observation.listed && isTorn(draft, fresh[0])) {
    appendGap(draft, 'Helm revisions in between are not kept any more');
  }
  for (const release of fresh) {
    placeRelease(draft, facts, release);
    draft.move({ release: `${release.version}@${release.deployedAt}` });
  }
  if (facts.running) {
    startRelease(draft, facts.running);
  } else if (fresh.length === 0) {
    followOutside(draft, false);
    if (facts.untried) {
      tellNotReleased(draft, facts.untried, facts.retryMs);
    }
  }
}

function tellNotReleased(
  draft: ChainDraft,
  untried: NonNullable<HelmFacts['untried']>,
  retryMs: number,
): void {
  const { key, revisions, at } = untried;
  const { attempt, attemptedAt } = draft.cursor ?? {};
  // Where the attempt before it failed as well, Ready tells since when that did.
  const isStale =
    untried.failure !== undefined ||
    (Boolean(attempt) && !isBefore(attemptedAt, at));
  beginAttempt(draft, { key, at: isStale ? undefined : at });
  tellFailedAttempt(draft, {
    key,
    revisions,
    // Generations of different appliers have nothing to do with each other.
    contentId: fingerprint(['attempt', draft.observation.uid, key]),
    retryMs,
    detail: 'it failed before anything was released',
    notBefore: draft.cursor?.attemptedAt,
    failure: untried.failure,
  });
}

/** True of a row that no action began: it bears the content that was there. */
function isNotReleased({ delivery, mark }: LedgerRow): boolean {
  return (
    delivery.outcome === 'failed' &&
    delivery.revisions.helmRevision === undefined &&
    mark.workloads !== ''
  );
}

/** After an uninstall the numbers start again. */
function isFresh({ cursor }: ChainDraft) {
  const [number, deployedAt] = (cursor?.release ?? '').split('@');
  return (release: ReleaseFacts) =>
    !number ||
    release.version > Number(number) ||
    isBefore(deployedAt, release.deployedAt);
}

/** A HelmRelease that is healthy keeps two revisions. */
function isTorn(
  { cursor }: ChainDraft,
  oldest: ReleaseFacts | undefined,
): boolean {
  const number = parseInt(cursor?.release ?? '', 10);
  return oldest !== undefined && oldest.version > number + 1;
}

function placeRelease(
  draft: ChainDraft,
  facts: HelmFacts,
  release: ReleaseFacts,
): void {
  const started = draft.newest!;
  const isStarted =
    started.delivery.revisions.helmRevision === undefined &&
    ['inProgress', 'failed'].includes(started.delivery.outcome) &&
    !isNotReleased(started) &&
    isSameRelease(started.mark.applied, release.content);
  if (isStarted && release.action !== 'rollback') {
    draft.progress(started.delivery.sequence, {
      revisions: release.revisions,
      ...(release.status === 'failed' && imagesOfFailed(draft)),
    });
  } else {
    appendRelease(draft, facts, release);
  }
}

/** What was declared when it failed; what was there before says that nothing of it came to be. */
function imagesOfFailed(draft: ChainDraft): Pick<DeliverySteps, 'images'> {
  const { workloads, images } = draft.observation;
  return draft.earlierOf({ workloads, applied: '' }) ? {} : { images };
}

function appendRelease(
  draft: ChainDraft,
  facts: HelmFacts,
  release: ReleaseFacts,
): void {
  const { observation: now } = draft;
  const isNewest = facts.releases[0] === release;
  const settled = isNewest ? undefined : settledAs(release);
  const row = draft.append({
    ...kindOf(draft, release, isNewest),
    content: {
      workloads: isNewest && release.status === 'deployed' ? now.workloads : '',
      applied: release.content,
      restarts: isNewest && release.status === 'deployed' ? now.restarts : '',
    },
    contentId: contentIdOf(
      { workloads: '', applied: release.content, restarts: '' },
      'applied',
    ),
    naturalKey: `release ${now.uid} ${release.version} ${release.deployedAt}`,
    revisions: release.revisions,
    images: isNewest && release.status === 'deployed' ? now.images : [],
    fetchedAt: isNewest ? fetchedFor(draft) : undefined,
    attemptedAt: release.deployedAt,
    backfilled: now.listed,
  });
  if (settled) {
    draft.progress(row.delivery.sequence, {}, settled);
  }
}

function kindOf(
  draft: ChainDraft,
  release: ReleaseFacts,
  isNewest: boolean,
): Pick<RowDraft, 'kind' | 'detail' | 'actor' | 'trigger'> {
  const newest = draft.newest!;
  const content = { workloads: '', applied: release.content, restarts: '' };
  const earlier = draft.earlierOf(content);
  if (isRemediation(newest, release, isNewest)) {
    return {
      kind: 'remediation',
      trigger: 'helmRemediation',
      actor: controllerOf(draft),
      ...(earlier && { detail: `to row ${earlier.sequence}` }),
    };
  }
  const same = isSameRelease(newest.mark.applied, release.content);
  if (same) {
    // The same again: after a failure a further attempt, else a forced upgrade that brings nothing.
    const isRetry =
      newest.delivery.outcome === 'failed' && !isNotReleased(newest);
    return { kind: isRetry ? 'forward' : 'noChange' };
  }
  const { images } = draft.observation;
  return !earlier &&
    isNewest &&
    hasSameChart(newest.mark.applied, release.content) &&
    images.length > 0 &&
    sameImages(images, imagesBefore(draft))
    ? { kind: 'configOnly' }
    : kindOfChange(draft, content, []);
}

/** What the action of an older snapshot says is not reliable: it may name the rollback that went to it. */
function isRemediation(
  newest: LedgerRow,
  release: ReleaseFacts,
  isNewest: boolean,
): boolean {
  return (
    release.action === 'rollback' &&
    (isNewest || newest.delivery.outcome === 'failed') &&
    !isSameRelease(newest.mark.applied, release.content)
  );
}

/** An older revision has ended: `superseded` is Helm's word for one that was deployed. */
function settledAs({ status, deployedAt, action }: ReleaseFacts) {
  const finishedAt = deployedAt;
  if (status === 'failed') {
    return {
      outcome: 'failed' as const,
      finishedAt,
      segment: 'reconcile' as const,
      class:
        action === 'install' ? 'helm-install-failed' : 'helm-upgrade-failed',
    };
  }
  return {
    outcome:
      status === 'superseded' || status === 'deployed'
        ? ('succeeded' as const)
        : ('unknown' as const),
    finishedAt,
  };
}

/**
 * An action that runs: its Helm revision is told when it has ended. Where only the values differ, it is not known what that changes
 * before the workloads show other images.
 */
function startRelease(
  draft: ChainDraft,
  running: NonNullable<HelmFacts['running']>,
): void {
  const { observation: now } = draft;
  const newest = draft.newest!;
  const { mark, delivery } = newest;
  const isTold =
    isSameRelease(mark.applied, running.content) &&
    (delivery.outcome !== 'failed' ||
      delivery.revisions.helmRevision === undefined);
  const isConfig = hasSameChart(mark.applied, running.content);
  if (
    isTold ||
    (isConfig &&
      (delivery.outcome !== 'failed' || isNotReleased(newest)) &&
      sameImages(now.images, imagesBefore(draft)))
  ) {
    return;
  }
  const content = { workloads: '', applied: running.content, restarts: '' };
  draft.append({
    ...kindOfChange(draft, content, []),
    content,
    contentId: contentIdOf(content, 'applied'),
    naturalKey: `running ${now.uid} ${running.content} ${now.version}`,
    revisions: running.revisions,
    images: [],
    fetchedAt: fetchedFor(draft),
    attemptedAt: running.at ?? now.at,
  });
}
