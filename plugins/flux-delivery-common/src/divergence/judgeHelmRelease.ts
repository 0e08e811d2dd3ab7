import { chartMatchesSource } from '../flux/revision';
import { findCondition } from '../kube/conditions';
import { displayRef } from '../kube/ObjectRef';
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
import { prerequisiteBegan } from './began';
import { waitsForDependency } from './dependencies';
import { conditionFacts, messageOf } from './evidence';
import { actionFailure } from './helmFailure';
import { releaseFacts, releaseOf, runningRelease } from './helmReleaseParts';
import type { Judgement } from './Judgement';
import { failedReconciliation } from './reconcileFailure';
import {
  hasNewChart,
  isEndless,
  isHeldUp,
  newContent,
  onItsWay,
  working,
} from './releaseOnItsWay';
import { sharedRelease } from './sharedRelease';
import { suspensionOf } from './suspension';

/**
 * The chart that the source holds against the release that is there. What runs is the newest entry of the history, failed or
 * not; `lastAttemptedRevision` is only what was wanted.
 */
export function judgeHelmRelease(input: ReconcileInput): Judgement {
  return (
    beingDeleted(input) ??
    suspended(input) ??
    sharedRelease(input) ??
    neverReconciled(input) ??
    targetOutOfReach(input) ??
    newContent(input) ??
    failedAction(input) ??
    otherFailure(input) ??
    drifted(input) ??
    working(input) ??
    released(input)
  );
}

function suspended(input: ReconcileInput): Judgement | undefined {
  const release = releaseOf(input);
  if (!release.spec?.suspend) {
    return undefined;
  }
  const current = runningRelease(input.applier)?.chartVersion;
  const suspension = suspensionOf(input.applier);
  const artifact = artifactRevisionOf(input);
  const withheld =
    artifact !== undefined && !chartMatchesSource(current, artifact);
  const seen = findCondition(release, 'Ready')?.observedGeneration;
  const changed =
    seen !== undefined && (release.metadata.generation ?? 0) > seen + 1;
  const waits = withheld
    ? `${shortOf(artifact)} waits`
    : 'nothing newer is known';
  return {
    verdict: 'suspended',
    ...(withheld && { class: 'suspended', ...newerThan(artifact) }),
    ...readable(current),
    headline: withheld ? `suspended, ${waits}` : 'suspended',
    summary: `${displayRef(input.applier.ref)} is suspended${
      current ? ` at ${shortOf(current)}` : ' and never released anything'
    }; ${waits}.`,
    detail: `${
      current ? `stays on ${shortOf(current)}` : 'nothing was ever released'
    }${changed ? '; its spec was changed since' : ''}`,
    ...(suspension.since && { since: suspension.since }),
    evidence: [...suspension.evidence, ...releaseFacts(input)],
  };
}

/** The last action failed: that it waits in vain once more is for the workloads to say, unless it does so without an end. */
function failedAction(input: ReconcileInput): Judgement | undefined {
  const failure = actionFailure(input);
  if (failure?.verdict !== 'ok') {
    return failure;
  }
  const what = shortOf(artifactRevisionOf(input)) || 'its chart';
  if (isEndless(input)) {
    return onItsWay(input, what);
  }
  if (!hasNewChart(input)) {
    return failure;
  }
  // Where something else keeps it from the newer chart, that says more.
  return isHeldUp(input) ? undefined : onItsWay(input, what);
}

function otherFailure(input: ReconcileInput): Judgement | undefined {
  const { applier, context } = input;
  const ready = findCondition(applier.object, 'Ready');
  if (ready?.status !== 'False') {
    return undefined;
  }
  const current = runningRelease(applier)?.chartVersion;
  switch (ready.reason) {
    case 'DependencyNotReady':
      return { ...waitsForDependency(applier, context), ...readable(current) };
    case 'UninstallSucceeded':
    case 'Progressing':
      return onItsWay(input, shortOf(artifactRevisionOf(input)) || 'its chart');
    case 'TestFailed':
      // The release is there; its test is for the rollout to tell.
      return {
        ...released(input),
        detail: 'its test failed',
        reason: 'TestFailed',
      };
    default:
      return failedReconciliation(input, {
        reason: ready.reason ?? '',
        began: { since: prerequisiteBegan(releaseOf(input)) },
        attempted: releaseOf(input).status?.lastAttemptedRevision,
        current,
        evidence: releaseFacts(input),
        inFlight: false,
      });
  }
}

function drifted(input: ReconcileInput): Judgement | undefined {
  const { applier } = input;
  const condition = findCondition(applier.object, 'Drifted');
  if (condition?.status !== 'True') {
    return undefined;
  }
  const current = runningRelease(applier)?.chartVersion;
  const message = messageOf(applier, 'Drifted');
  const objects = (message ?? '').split('\n').length - 1;
  return {
    verdict: 'diverged',
    class: 'drift-detected',
    ...readable(current),
    headline:
      objects > 0
        ? `${objects} ${objects === 1 ? 'object has' : 'objects have'} drifted`
        : 'drifted',
    summary: `What ${displayRef(
      applier.ref,
    )} released was changed in the cluster, and is not put back.`,
    since: condition.lastTransitionTime,
    reason: condition.reason,
    message,
    evidence: [...conditionFacts(applier, 'Drifted'), ...releaseFacts(input)],
  };
}

function released(input: ReconcileInput): Judgement {
  const { applier } = input;
  const running = runningRelease(applier);
  const current = running?.chartVersion;
  const name = displayRef(applier.ref);
  const ready = findCondition(applier.object, 'Ready');
  const evidence = [
    ...conditionFacts(applier, 'Ready').slice(0, 1),
    ...releaseFacts(input),
  ];
  const isDeployed =
    running?.status === 'deployed' || running?.status === 'superseded';
  if (
    !current ||
    artifactRevisionOf(input) === undefined ||
    !isDeployed ||
    !ready
  ) {
    return {
      verdict: 'unknown',
      unknownReason: 'noEvidence',
      ...readable(current),
      headline: current
        ? `released ${shortOf(current)}, newest unknown`
        : 'no release told',
      summary: current
        ? `${name} released ${shortOf(
            current,
          )}; whether that is what its chart source holds cannot be told.`
        : `${name} does not tell what it released.`,
      evidence,
    };
  }
  return {
    verdict: 'ok',
    ...readable(current),
    headline: `released ${shortOf(current)}`,
    summary: `${name} released chart ${shortOf(
      current,
    )}, the newest that its source holds.`,
    ...(running?.lastDeployed && {
      at: running.lastDeployed,
      atWord: 'released',
    }),
    evidence,
  };
}
