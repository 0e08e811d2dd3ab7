import { failingAtLeastSince, failingSinceOf } from '../flux/carriedFailure';
import type {
  Artifact,
  FluxAuxiliary,
  HelmRelease,
  HelmSnapshot,
  Kustomization,
} from '../flux/objects';
import { longestPassOf } from '../flux/longestPass';
import { sameRevision } from '../flux/revision';
import { findCondition } from '../kube/conditions';
import type { KubeObject } from '../kube/KubeObject';
import { list } from '../kube/list';
import { earlier, later } from '../kube/time';
import { after, isBefore } from './deadline';
import type { Judgement } from './Judgement';

/**
 * When something began to fail; where nothing tells that, when it worked last. Never an instant that says only when this portal came
 * to look: after a restart it is the same, or it is not told.
 */
export type Began = Pick<Judgement, 'since' | 'at' | 'atWord'>;

/** The word before the instant at which something worked last. */
export const LAST_WORKED = 'last worked';

const SUCCEEDED = 'ReconciliationSucceeded';

/**
 * Since when a Kustomization fails: as its history tells, or as it was seen; else since its source holds what it does not apply, or
 * since it was made, where it never applied anything. The time of its condition says nothing: every pass renews it.
 */
export function kustomizationBegan(
  object: Kustomization,
  artifact: Artifact | undefined,
): Began {
  const worked = lastWorked(object);
  const since =
    earlier(failedSince(object, worked), failingSinceOf(object)) ??
    notAppliedSince(object, artifact, worked);
  if (since) {
    return { since };
  }
  return worked ? { at: worked, atWord: LAST_WORKED } : {};
}

function lastWorked({ status }: Kustomization): string | undefined {
  return list(status?.history)
    .filter(({ lastReconciledStatus }) => lastReconciledStatus === SUCCEEDED)
    .map(({ lastReconciled }) => lastReconciled)
    .reduce<string | undefined>(later, undefined);
}

/** The first failure of this kind since it worked, of whichever content. */
function failedSince(
  object: Kustomization,
  worked: string | undefined,
): string | undefined {
  const entries = list(object.status?.history);
  const ready = findCondition(object, 'Ready');
  const kind =
    ready?.status === 'False' ? ready.reason : entries[0]?.lastReconciledStatus;
  return entries
    .filter(
      ({ lastReconciledStatus, firstReconciled }) =>
        lastReconciledStatus === kind &&
        kind !== SUCCEEDED &&
        // Content that comes again keeps the time at which it failed first.
        !isBefore(firstReconciled, worked),
    )
    .map(({ firstReconciled }) => firstReconciled)
    .reduce<string | undefined>(earlier, undefined);
}

/** Passes that end before the apply leave no history. */
function notAppliedSince(
  object: Kustomization,
  artifact: Artifact | undefined,
  worked: string | undefined,
): string | undefined {
  const { lastAppliedRevision } = object.status ?? {};
  if (!lastAppliedRevision && !worked) {
    return object.metadata.creationTimestamp;
  }
  const { revision, lastUpdateTime } = artifact ?? {};
  const isApplied =
    revision === undefined || sameRevision(revision, lastAppliedRevision);
  // What had not worked for longer than a pass takes did not begin to fail with this content.
  const failedBefore = isBefore(
    after(worked, longestPassOf(object.spec)),
    lastUpdateTime,
  );
  return isApplied || failedBefore ? undefined : lastUpdateTime;
}

/**
 * Since when an action of a HelmRelease fails: since its first try of what is wanted, as its history tells or as it was seen; else since it
 * was made, where it never released anything, or as its own condition tells.
 */
export function actionBegan(release: HelmRelease): string | undefined {
  const { metadata, status } = release;
  const tried = earlier(firstTry(release), failingSinceOf(release));
  const isUntouched =
    list(status?.history).length === 0 && metadata.generation === 1;
  return (
    tried ??
    (isUntouched ? metadata.creationTimestamp : undefined) ??
    findCondition(release, 'Released')?.lastTransitionTime
  );
}

/** The oldest failure of what is wanted that nothing which worked came after. What was rolled back to in between is something else. */
function firstTry({ status }: HelmRelease): string | undefined {
  const isWanted = ({ chartVersion, configDigest }: HelmSnapshot) =>
    chartVersion === status?.lastAttemptedRevision &&
    (configDigest === undefined ||
      status?.lastAttemptedConfigDigest === undefined ||
      configDigest === status.lastAttemptedConfigDigest);
  const tries = list(status?.history)
    .filter(isWanted)
    .sort((a, b) => (b.version ?? 0) - (a.version ?? 0));
  const end = tries.findIndex(entry => entry.status !== 'failed');
  return tries
    .slice(0, end < 0 ? undefined : end)
    .map(({ lastDeployed }) => lastDeployed)
    .reduce<string | undefined>(earlier, undefined);
}

/**
 * Since when a HelmRelease fails before any action, or waits. While reason and message stay, its controller leaves the condition as it is:
 * other than that of a Kustomization, its time tells.
 */
export function prerequisiteBegan(release: HelmRelease): string | undefined {
  return earlier(
    failingSinceOf(release),
    findCondition(release, 'Ready')?.lastTransitionTime,
  );
}

/**
 * Since when a source fails. A condition of its own for the failure stays as it is until its message changes; of Ready, which some producers
 * write anew on every pass, only that it was seen to begin.
 */
export function sourceBegan(object: KubeObject, type: string): Began {
  const since =
    type === 'Ready'
      ? failingSinceOf(object)
      : earlier(
          failingAtLeastSince(object),
          findCondition(object, type)?.lastTransitionTime,
        );
  return since ? { since } : {};
}

/** Since when an object of image automation fails, or when it worked last. */
export function automationBegan(object: FluxAuxiliary): Began {
  const since = failingSinceOf(object);
  if (since) {
    return { since };
  }
  const { scanTime } = object.status?.lastScanResult ?? {};
  return scanTime ? { at: scanTime, atWord: LAST_WORKED } : {};
}
