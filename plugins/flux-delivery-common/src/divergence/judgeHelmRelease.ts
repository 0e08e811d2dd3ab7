import type { HelmRelease, HelmSnapshot } from '../flux/objects';
import { isInAction } from '../flux/passingReasons';
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
import { after, durationOr, isBefore, MINUTE, PICK_UP } from './deadline';
import { waitsForDependency } from './dependencies';
import { notWorking, timeoutIn } from './endlessHealthCheck';
import { conditionFacts, fact, messageOf } from './evidence';
import { isOutdated, specIsUnread } from './generation';
import { actionFailure } from './helmFailure';
import { inProgress, type Judgement } from './Judgement';
import { suspensionOf } from './suspension';
import { failedReconciliation } from './reconcileFailure';
import { sharedRelease } from './sharedRelease';

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

function releaseOf({ applier }: ReconcileInput): HelmRelease {
  return applier.object as HelmRelease;
}

/** The release that is there now; of v2beta1, which has no history, only the chart version. */
export function runningRelease({
  object,
}: ReconcileInput['applier']): Partial<HelmSnapshot> | undefined {
  const { history, lastAppliedRevision } = (object as HelmRelease).status ?? {};
  const [newest] = Array.isArray(history) ? history : [];
  if (newest) {
    return newest;
  }
  return lastAppliedRevision
    ? { chartVersion: lastAppliedRevision, status: 'deployed' }
    : undefined;
}

function releaseFacts(input: ReconcileInput) {
  const { applier, source } = input;
  const { history, lastAttemptedRevision, lastAppliedRevision } =
    releaseOf(input).status ?? {};
  const [newest] = Array.isArray(history) ? history : [];
  return [
    ...fact(applier, 'status.history[0].chartVersion', newest?.chartVersion),
    ...fact(applier, 'status.history[0].status', newest?.status),
    ...(newest
      ? []
      : fact(applier, 'status.lastAppliedRevision', lastAppliedRevision)),
    ...fact(applier, 'status.lastAttemptedRevision', lastAttemptedRevision),
    ...(source
      ? fact(source, 'status.artifact.revision', artifactRevisionOf(input))
      : []),
  ];
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

/** A chart or a spec that no action has tried yet: what failed before says nothing about it. */
function newContent(input: ReconcileInput): Judgement | undefined {
  const release = releaseOf(input);
  const ready = findCondition(release, 'Ready');
  const attempted = release.status?.lastAttemptedRevision;
  const artifact = artifactRevisionOf(input);
  const newChart =
    artifact !== undefined &&
    attempted !== undefined &&
    !chartMatchesSource(attempted, artifact);
  const newSpec =
    isOutdated(release, findCondition(release, 'Released') ?? ready) &&
    specIsUnread(release);
  const failed = ready?.status === 'False' && !isInAction(ready.reason);
  if ((!newChart && !newSpec) || (failed && !isOutdated(release, ready))) {
    // What this spec failed of, or waits for, says more than that it is new.
    return undefined;
  }
  return onItsWay(input, newChart ? shortOf(artifact) : 'a changed spec');
}

function onItsWay(input: ReconcileInput, what: string): Judgement {
  const { applier, context, source } = input;
  const release = releaseOf(input);
  const current = runningRelease(applier)?.chartVersion;
  const artifact = artifactRevisionOf(input);
  const reconciling = findCondition(release, 'Reconciling');
  const waiting = after(
    source?.object.status?.artifact?.lastUpdateTime,
    durationOr(release.spec?.interval, 10 * MINUTE) * 1.05,
  );
  const works = reconciling?.status === 'True';
  // When a spec was changed nobody tells: only that it has been so since it was looked at.
  const isUntold = !works && specIsUnread(release);
  const idle = isUntold ? applier.observedAt : waiting;
  const start = works ? reconciling.lastTransitionTime : idle;
  const longest = timeoutOfAction(input);
  return inProgress(
    {
      ...readable(current),
      ...(!chartMatchesSource(current, artifact) && newerThan(artifact)),
      headline: `releasing ${what}`,
      summary: `${displayRef(applier.ref)} is releasing ${what}${
        current ? `; ${shortOf(current)} is there now` : ''
      }.`,
      detail: messageOf(applier, 'Reconciling'),
      message: messageOf(applier, 'Reconciling'),
      expectedBy: after(
        start,
        // What its objects fail of tells more than that it is late.
        waitsForObjects(input) ? longestActionOf(input) : longest + MINUTE,
      ),
      evidence: [
        ...conditionFacts(applier, 'Reconciling'),
        ...conditionFacts(applier, 'Ready').slice(0, 1),
        ...fact(applier, 'metadata.generation', release.metadata.generation),
        ...releaseFacts(input),
      ],
    },
    context.now,
    {
      headline: `${what} not released`,
      summary: `${displayRef(applier.ref)} should have released ${what} by now${
        current ? `; ${shortOf(current)} is there` : ''
      }${isEndless(input) ? `: ${notWorking('helm-controller')}` : ''}.`,
      ...(isUntold && { since: null }),
    },
  );
}

/** Milliseconds that each wait of an action may take: that of a hook, and that for its objects. */
function timeoutOfAction(input: ReconcileInput): number {
  const told = isActing(input.applier)
    ? timeoutIn(messageOf(input.applier, 'Reconciling'))
    : undefined;
  return durationOr(told ?? releaseOf(input).spec?.timeout, 5 * MINUTE);
}

/** Milliseconds after which nobody can be running an action, be it that its controller was restarted. */
function longestActionOf(input: ReconcileInput): number {
  return 2 * timeoutOfAction(input) + PICK_UP;
}

/** True of an action that has lost the controller that ran it. */
function isEndless(input: ReconcileInput): boolean {
  const { applier, context } = input;
  const { lastTransitionTime } =
    findCondition(applier.object, 'Reconciling') ?? {};
  return (
    isActing(applier) &&
    isBefore(after(lastTransitionTime, longestActionOf(input)), context.now)
  );
}

/** The last action failed: that it waits in vain once more is for the workloads to say, unless it does so without an end. */
function failedAction(input: ReconcileInput): Judgement | undefined {
  const failure = actionFailure(input);
  return failure?.verdict === 'ok' && isEndless(input)
    ? onItsWay(input, shortOf(artifactRevisionOf(input)) || 'its chart')
    : failure;
}

/** True while an action runs whose objects fail. */
function waitsForObjects({ applier, workloads }: ReconcileInput): boolean {
  return workloads.verdict === 'diverged' && isActing(applier);
}

function isActing(applier: ReconcileInput['applier']): boolean {
  return (
    /^Running '/.test(messageOf(applier, 'Reconciling') ?? '') &&
    findCondition(applier.object, 'Reconciling')?.status === 'True'
  );
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

function working(input: ReconcileInput): Judgement | undefined {
  const { applier } = input;
  const release = releaseOf(input);
  const ready = findCondition(release, 'Ready');
  const running = runningRelease(applier);
  const artifact = artifactRevisionOf(input);
  const inSync =
    running !== undefined &&
    (artifact === undefined ||
      chartMatchesSource(running.chartVersion, artifact));
  if (
    inSync &&
    !isActing(applier) &&
    !specIsUnread(release) &&
    ready?.status !== 'False'
  ) {
    return undefined;
  }
  return onItsWay(
    input,
    inSync ? 'changed values' : shortOf(artifact) || 'its chart',
  );
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
