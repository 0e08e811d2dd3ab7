import { isBefore } from '../divergence/deadline';
import {
  backfillTemplates,
  imagesOfPass,
  imagesOfRelease,
} from './backfillTemplates';
import { byLastTime, pastRow } from './catchUp';
import type { ChainDraft, RowDraft } from './ChainDraft';
import { contentIdOf } from './contents';
import { earliest, latest } from './plainValues';
import type { UnitContent } from './Ledger';
import type {
  HelmFacts,
  KustomizationFacts,
  ReleaseFacts,
} from './UnitObservation';

/**
 * The first time that a unit is seen: what was there already is a baseline, and no deployment. What Flux still knows of the time
 * before becomes rows as well, marked; what ReplicaSets tell of it, too.
 */
export function firstSight(draft: ChainDraft): void {
  const { applier } = draft.observation;
  if (applier?.type === 'kustomization') {
    seeKustomization(draft, applier);
  } else if (applier?.type === 'helm') {
    seeHelmRelease(draft, applier);
  } else if (draft.observation.uid) {
    const since = backfillTemplates(draft);
    draft.append({
      ...baseline(draft, { applied: '' }),
      ...(since && { startedAt: since, appliedAt: since }),
    });
  }
}

function seeKustomization(draft: ChainDraft, facts: KustomizationFacts): void {
  const { observation: now } = draft;
  const [present, ...past] = facts.history;
  draft.move({
    attempt: facts.attempt.key,
    attemptedAt: facts.attempt.at ?? now.at,
  });
  if (!present && !facts.settledAt && now.images.length === 0) {
    // Nothing was ever applied: what comes first is a delivery.
    draft.append({
      ...baseline(draft, { applied: '' }),
      detail: 'nothing was applied yet',
    });
    return;
  }
  if (!now.narrowed) {
    past.sort(byLastTime).forEach(entry =>
      draft.append({
        ...pastRow(draft, entry),
        images: imagesOfPass(draft, entry),
      }),
    );
  }
  const isSettled = facts.digest !== '';
  const pastUntil = latest(...past.map(({ lastAt }) => lastAt));
  // What was there, was left and came back has the time of its first coming.
  const cameBack =
    pastUntil && present?.firstAt && !isBefore(pastUntil, present.firstAt);
  draft.append({
    ...baseline(draft, { applied: facts.digest || present?.digest || '' }),
    revisions: isSettled
      ? {
          ...facts.attempt.revisions,
          ...(facts.digest && { configDigest: facts.digest }),
        }
      : present?.revisions ?? {},
    startedAt: cameBack
      ? pastUntil
      : earliest(present?.firstAt, facts.settledAt) ?? now.at,
    ...(present?.firstAt && !cameBack && { appliedAt: present.firstAt }),
  });
  if (isSettled) {
    // The baseline tells of that attempt: whatever comes later of it, another pass brings.
    draft.move({ attemptedAt: draft.newest!.delivery.startedAt });
  }
}

function seeHelmRelease(draft: ChainDraft, facts: HelmFacts): void {
  const { observation: now } = draft;
  const [present] = facts.releases;
  facts.releases.slice(1).forEach((_, at, { length }) => {
    const [next, release] = facts.releases.slice(length - at - 1);
    draft.append({
      ...pastRelease(draft, release),
      images: imagesOfRelease(draft, release, next),
    });
  });
  draft.append({
    ...baseline(draft, { applied: present?.content ?? '' }),
    ...(present
      ? {
          revisions: present.revisions,
          startedAt: present.deployedAt,
          attemptedAt: present.deployedAt,
        }
      : { detail: 'nothing was installed yet' }),
  });
  draft.move({
    attemptedAt: present?.deployedAt ?? now.at,
    release: present ? `${present.version}@${present.deployedAt}` : '0@',
  });
}

function pastRelease(
  draft: ChainDraft,
  { version, deployedAt, status, content, revisions }: ReleaseFacts,
): RowDraft {
  const whole = { workloads: '', applied: content, restarts: '' };
  return {
    kind: draft.newest && draft.earlierOf(whole) ? 'rollback' : 'forward',
    outcome:
      status === 'failed'
        ? 'failed'
        : (status === 'superseded' && 'succeeded') || 'unknown',
    content: whole,
    contentId: contentIdOf(whole, 'applied'),
    naturalKey: `release ${draft.observation.uid} ${version} ${deployedAt}`,
    revisions,
    attemptedAt: deployedAt,
    finishedAt: deployedAt,
    backfilled: true,
  };
}

function baseline(
  draft: ChainDraft,
  { applied }: { applied: string },
): RowDraft {
  const { observation: now } = draft;
  const content: UnitContent = {
    workloads: now.workloads,
    applied,
    restarts: now.restarts,
  };
  return {
    kind: 'baseline',
    outcome: 'unknown',
    content,
    contentId:
      now.applier?.type === 'helm'
        ? contentIdOf({ ...content, workloads: '' }, 'applied')
        : contentIdOf(content),
    naturalKey: 'baseline',
    images: now.images,
    startedAt: now.at,
    backfilled: true,
  };
}
