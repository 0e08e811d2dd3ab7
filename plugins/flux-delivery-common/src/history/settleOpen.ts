import { toMillis } from '../kube/time';
import type { ChainDraft } from './ChainDraft';
import type { DeliveredImage } from './Delivery';
import { latest } from './plainValues';
import type { LedgerRow } from './Ledger';
import { isSameRelease } from './helmFacts';
import type { HelmFacts, UnitHealth, UnitObservation } from './UnitObservation';

/** How long a failure of what no applier delivers has to last. */
const LASTS_MS = 60_000;

/** Fills in what the observation says of rows that are open, and ends those that succeeded or failed. */
export function settleOpen(draft: ChainDraft): void {
  const { observation: now } = draft;
  for (const row of draft.chain.open) {
    if (isThere(row, now)) {
      followRow(draft, row);
    }
  }
  if (
    draft.chain.open.length === 0 &&
    draft.cursor?.failingAt &&
    !now.health().failure
  ) {
    forgetFailure(draft);
  }
  const seen = imagesSeen(draft);
  if (seen) {
    draft.progress(seen.sequence, { images: seen.images });
  }
}

/** Whether what the observation shows is the content of the row. */
function isThere({ delivery, mark }: LedgerRow, now: UnitObservation): boolean {
  if (now.applier?.type === 'helm') {
    const { helmRevision } = delivery.revisions;
    const [newest] = now.applier.releases;
    return helmRevision === undefined
      ? delivery.kind !== 'restart' &&
          isSameRelease(
            mark.applied,
            now.applier.running?.content ?? mark.applied,
          )
      : newest?.version === helmRevision;
  }
  return mark.workloads === now.workloads;
}

function followRow(draft: ChainDraft, { delivery }: LedgerRow): void {
  const { observation: now } = draft;
  const { applier } = now;
  if (applier?.type === 'helm' && !hasGoneWell(draft, delivery, applier)) {
    return;
  }
  const { sequence } = delivery;
  const health = now.health();
  const appliedAt = appliedAtOf(draft);
  const isApplied = (delivery.appliedAt ?? appliedAt) !== undefined;
  // What Helm is about to change still looks complete.
  const isOurs = isApplied || applier?.type !== 'helm';
  const isRolledOut = isOurs && health.rollout === 'ok';
  draft.progress(sequence, {
    appliedAt,
    rolledOutAt: isRolledOut
      ? latest(health.rolledOutAt ?? now.at, delivery.attemptedAt)
      : undefined,
    servingAt: isRolledOut && health.traffic === 'ok' ? now.at : undefined,
    ...(appliedAt && {
      content: contentNow(now),
      revisions: digestOf(now),
      images: now.images,
    }),
  });
  const isComplete =
    isApplied && (isRolledOut || health.rollout === 'notObserved');
  if (isComplete && isServed(health) && !blocks(delivery, health)) {
    succeed(draft, sequence);
  } else {
    fail(draft, sequence, health);
  }
}

/** A rollback went well although the upgrade before it is the divergence of the unit. */
function blocks(
  { kind }: LedgerRow['delivery'],
  { failure }: UnitHealth,
): boolean {
  return (
    failure !== undefined &&
    !(kind === 'remediation' && failure.segment === 'reconcile')
  );
}

/** False where the Helm revision of the row failed, or none came of it: the row has ended then, or waits for the next word. */
function hasGoneWell(
  draft: ChainDraft,
  { sequence, revisions }: LedgerRow['delivery'],
  facts: HelmFacts,
): boolean {
  const release = facts.releases.find(
    ({ version }) => version === revisions.helmRevision,
  );
  if (release ? release.status !== 'failed' : facts.running) {
    return true;
  }
  const { failure } = draft.observation.health();
  if (release || (facts.failedAt && failure)) {
    const { observation: now } = draft;
    draft.progress(
      sequence,
      {},
      {
        outcome: 'failed',
        finishedAt: facts.failedAt ?? now.at,
        segment: failure?.segment ?? 'reconcile',
        class:
          failure?.class ??
          (release?.action === 'install'
            ? 'helm-install-failed'
            : 'helm-upgrade-failed'),
        message: failure?.message ?? facts.message,
      },
    );
  }
  return false;
}

/** `unknown` traffic cannot be observed; work in flight and what diverges is observed. */
function isServed({ traffic }: UnitHealth): boolean {
  return ['ok', 'notObserved', 'unknown'].includes(traffic);
}

function contentNow(now: UnitObservation) {
  return {
    workloads: now.workloads,
    restarts: now.restarts,
    ...(now.applier?.type === 'kustomization' && {
      applied: now.applier.digest,
    }),
  };
}

function digestOf({ applier }: UnitObservation) {
  return applier?.type === 'kustomization' && applier.digest
    ? { configDigest: applier.digest }
    : undefined;
}

function appliedAtOf({
  cursor,
  observation: { applier },
}: ChainDraft): string | undefined {
  if (applier?.type === 'kustomization') {
    return cursor?.attempt === applier.attempt.key
      ? applier.settledAt
      : undefined;
  }
  return applier?.settledAt;
}

function succeed(draft: ChainDraft, sequence: number): void {
  const row = draft.chain.open.find(
    ({ delivery }) => delivery.sequence === sequence,
  );
  if (row) {
    const { appliedAt, rolledOutAt, servingAt } = row.delivery;
    draft.progress(
      sequence,
      {},
      {
        outcome: 'succeeded',
        finishedAt:
          latest(appliedAt, rolledOutAt, servingAt) ?? draft.observation.at,
      },
    );
    forgetFailure(draft);
  }
}

/** A failure counts once it lasted longer than the applier waits before it tries again. */
function fail(
  draft: ChainDraft,
  sequence: number,
  { failure }: UnitHealth,
): void {
  const { observation: now, cursor } = draft;
  if (!failure) {
    forgetFailure(draft);
    return;
  }
  const row = draft.chain.open.find(
    ({ delivery }) => delivery.sequence === sequence,
  );
  // What diverged before it began is not its own.
  const since = failure.since && latest(failure.since, row?.delivery.startedAt);
  const failingAt = cursor?.failingAt ?? since ?? now.at;
  draft.move({ failingAt });
  const lasted = (toMillis(now.at) ?? 0) - (toMillis(failingAt) ?? 0);
  if (lasted > (now.applier?.retryMs ?? LASTS_MS)) {
    const { segment, class: failureClass, message } = failure;
    draft.progress(
      sequence,
      {},
      {
        outcome: 'failed',
        finishedAt: failingAt,
        segment,
        class: failureClass,
        message,
      },
    );
  }
}

function forgetFailure(draft: ChainDraft): void {
  if (draft.cursor?.failingAt) {
    draft.move({ failingAt: undefined });
  }
}

/** Pods are listed some time after the rollout: what they run may come when the row has ended. */
function imagesSeen({ newest, observation: now }: ChainDraft):
  | {
      sequence: number;
      images: DeliveredImage[];
    }
  | undefined {
  const isKnown = now.images.some(({ running }) => running !== undefined);
  return newest && isKnown && newest.delivery.images.length > 0
    ? { sequence: newest.delivery.sequence, images: now.images }
    : undefined;
}
