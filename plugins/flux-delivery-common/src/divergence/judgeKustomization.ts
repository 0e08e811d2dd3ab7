import { withCarriedFailure } from '../flux/carriedFailure';
import type { Kustomization, KustomizationHistory } from '../flux/objects';
import { sameRevision } from '../flux/revision';
import { findCondition } from '../kube/conditions';
import type { Observed } from '../kube/KubeObject';
import { list } from '../kube/list';
import { displayRef } from '../kube/ObjectRef';
import { toMillis } from '../kube/time';
import {
  artifactRevisionOf,
  beingDeleted,
  neverReconciled,
  newerThan,
  readable,
  shortOf,
  targetOutOfReach,
  type ReconcileInput,
} from './applierCommon';
import { kustomizationBegan } from './began';
import { waitsForDependency } from './dependencies';
import { endlessHealthCheck } from './endlessHealthCheck';
import { conditionFacts, fact, messageOf } from './evidence';
import { isOutdated } from './generation';
import type { Judgement } from './Judgement';
import { appliedNotHealthy, waitsForHealth } from './kustomizationHealth';
import { stillOnItsWay } from './kustomizationOnItsWay';
import {
  retryAt,
  revisionFacts,
  specIsChanged,
  specOf,
  statusOf,
} from './kustomizationParts';
import { failedReconciliation } from './reconcileFailure';
import { suspensionOf } from './suspension';

/**
 * Artifact revision against attempted and applied revision of one Kustomization. Ready alone proves nothing: it goes through
 * Unknown on every pass, and is True some milliseconds before the revision that it speaks of is written.
 */
export function judgeKustomization(given: ReconcileInput): Judgement {
  const input = withLastFailure(given);
  return (
    beingDeleted(input) ??
    suspended(input) ??
    neverReconciled(input) ??
    targetOutOfReach(input) ??
    endlessHealthCheck(given) ??
    failed(input) ??
    waitsForHealth(input) ??
    stillOnItsWay(input) ??
    applied(input)
  );
}

/** A pass that only repeats a known failure is no work in flight; one on a newer artifact is. */
function withLastFailure(input: ReconcileInput): ReconcileInput {
  const { lastAttemptedRevision } = statusOf(input);
  const artifact = artifactRevisionOf(input) ?? lastAttemptedRevision;
  return sameRevision(artifact, lastAttemptedRevision)
    ? {
        ...input,
        applier: {
          ...input.applier,
          object: withCarriedFailure(input.applier.object),
        },
      }
    : input;
}

function suspended(input: ReconcileInput): Judgement | undefined {
  if (!specOf(input).suspend) {
    return undefined;
  }
  const { applier } = input;
  const { lastAppliedRevision: current } = statusOf(input);
  const suspension = suspensionOf(applier);
  const artifact = artifactRevisionOf(input);
  const withheld = artifact !== undefined && !sameRevision(artifact, current);
  // Controllers move status.observedGeneration of suspended objects; the condition still tells what was really read.
  const changed =
    isOutdated(applier.object, findCondition(applier.object, 'Ready')) &&
    hasOtherChanges(applier);
  const waits = withheld
    ? `${shortOf(artifact)} waits`
    : 'nothing newer is known';
  return {
    verdict: 'suspended',
    ...(withheld && { class: 'suspended', ...newerThan(artifact) }),
    ...readable(current),
    headline: withheld ? `suspended, ${waits}` : 'suspended',
    summary: `${displayRef(applier.ref)} is suspended${
      current ? ` at ${shortOf(current)}` : ' and never applied anything'
    }; ${waits}.`,
    detail: current
      ? `stays on ${shortOf(current)}`
      : 'nothing was ever applied',
    ...(changed && {
      detail: `stays on ${shortOf(current)}; its spec was changed since`,
    }),
    message:
      findCondition(applier.object, 'Ready')?.status === 'False'
        ? messageOf(applier, 'Ready')
        : undefined,
    ...(suspension.since && { since: suspension.since }),
    evidence: [...suspension.evidence, ...revisionFacts(input)],
  };
}

/** The patch that suspends is itself one generation. */
function hasOtherChanges({ object }: Observed): boolean {
  const seen = findCondition(object, 'Ready')?.observedGeneration;
  return seen !== undefined && (object.metadata.generation ?? 0) > seen + 1;
}

/** What the last pass that came to its end says, where it failed on what is still wanted. */
function lastFailure(input: ReconcileInput): KustomizationHistory | undefined {
  const status = statusOf(input);
  const [latest] = list(status.history);
  const attempted = status.lastAttemptedRevision;
  const wanted = artifactRevisionOf(input) ?? attempted;
  const repeats =
    latest?.lastReconciledStatus !== undefined &&
    latest.lastReconciledStatus !== 'ReconciliationSucceeded' &&
    sameRevision(latest.metadata?.revision, attempted) &&
    sameRevision(wanted, attempted) &&
    !specIsChanged(input);
  return repeats ? latest : undefined;
}

function failed(input: ReconcileInput): Judgement | undefined {
  const { applier, context } = input;
  const ready = findCondition(applier.object, 'Ready');
  const inFlight = ready?.status === 'Unknown' ? lastFailure(input) : undefined;
  if (ready?.status !== 'False' && !inFlight) {
    return undefined;
  }
  const reason = inFlight?.lastReconciledStatus ?? ready?.reason ?? '';
  switch (reason) {
    case 'HealthCheckFailed':
      return hasNewerContent(input) ? undefined : appliedNotHealthy(input);
    case 'HealthCheckCanceled':
      return undefined;
    case 'DependencyNotReady':
      return {
        ...waitsForDependency(applier, context),
        ...readable(statusOf(input).lastAppliedRevision),
      };
    default:
      return failedReconciliation(input, {
        reason,
        began: kustomizationBegan(
          applier.object as Kustomization,
          input.source?.object.status?.artifact,
        ),
        retryAt: retryAt(input),
        attempted: statusOf(input).lastAttemptedRevision,
        current: statusOf(input).lastAppliedRevision,
        evidence: revisionFacts(input),
        inFlight: inFlight !== undefined,
      });
  }
}

function hasNewerContent(input: ReconcileInput): boolean {
  const artifact = artifactRevisionOf(input);
  const isNewer =
    artifact !== undefined &&
    !sameRevision(artifact, statusOf(input).lastAttemptedRevision);
  return isNewer || specIsChanged(input);
}

function applied(input: ReconcileInput): Judgement {
  const { applier } = input;
  const status = statusOf(input);
  const current = status.lastAppliedRevision;
  const name = displayRef(applier.ref);
  const evidence = [
    ...conditionFacts(applier, 'Ready').slice(0, 1),
    ...revisionFacts(input),
  ];
  if (!current || artifactRevisionOf(input) === undefined) {
    return {
      verdict: 'unknown',
      unknownReason: 'noEvidence',
      ...readable(current),
      headline: current
        ? `applied ${shortOf(current)}, newest unknown`
        : 'no revision told',
      summary: current
        ? `${name} applied ${shortOf(
            current,
          )}; its source cannot be seen, so that it cannot be told whether that is the newest.`
        : `${name} does not tell which revision it applied.`,
      evidence:
        evidence.length > 0
          ? evidence
          : fact(applier, 'status.lastAppliedRevision', 'absent'),
    };
  }
  return {
    verdict: 'ok',
    ...readable(current),
    headline: `applied ${shortOf(current)}`,
    summary: `${name} applied ${shortOf(
      current,
    )}, the newest that its source holds.`,
    ...appliedAt(input, current),
    evidence,
  };
}

/**
 * The first pass with this content; later passes only repeat it. A commit that changes nothing here is a new revision of old
 * content, which was applied before that revision was there.
 */
function appliedAt(
  input: ReconcileInput,
  current: string,
): Pick<Judgement, 'at' | 'atWord' | 'since'> {
  const entry = list(statusOf(input).history).find(
    ({ lastReconciledStatus, metadata }) =>
      lastReconciledStatus === 'ReconciliationSucceeded' &&
      sameRevision(metadata?.revision, current),
  );
  const at = toMillis(entry?.firstReconciled);
  if (at === undefined) {
    return {};
  }
  const { artifact } = input.source?.object.status ?? {};
  const fetched = sameRevision(artifact?.revision, current)
    ? toMillis(artifact?.lastUpdateTime)
    : undefined;
  return {
    at: entry?.firstReconciled,
    atWord:
      fetched !== undefined && at < fetched
        ? 'same content applied'
        : 'applied',
  };
}
