import { isInAction } from '../flux/passingReasons';
import { chartMatchesSource } from '../flux/revision';
import { findCondition } from '../kube/conditions';
import { displayRef } from '../kube/ObjectRef';
import {
  artifactRevisionOf,
  newerThan,
  readable,
  shortOf,
  type ReconcileInput,
} from './applierCommon';
import { after, durationOr, isBefore, MINUTE, PICK_UP } from './deadline';
import { timeoutIn } from './endlessHealthCheck';
import { conditionFacts, fact, messageOf } from './evidence';
import { isOutdated, specIsUnread } from './generation';
import {
  isActing,
  releaseFacts,
  releaseOf,
  runningRelease,
} from './helmReleaseParts';
import { inProgress, type Judgement } from './Judgement';
import { NOT_RECONCILED, notWorking } from './notReconciled';

/** A chart or a spec that no action has tried yet: what failed before says nothing about it. */
export function newContent(input: ReconcileInput): Judgement | undefined {
  const release = releaseOf(input);
  const ready = findCondition(release, 'Ready');
  const newChart = hasNewChart(input);
  const newSpec =
    isOutdated(release, findCondition(release, 'Released') ?? ready) &&
    specIsUnread(release);
  const failed = ready?.status === 'False' && !isInAction(ready.reason);
  if ((!newChart && !newSpec) || (failed && !isOutdated(release, ready))) {
    // What this spec failed of, or waits for, says more than that it is new.
    return undefined;
  }
  return onItsWay(
    input,
    newChart ? shortOf(artifactRevisionOf(input)) : 'a changed spec',
  );
}

/** True where the source holds a chart that no action has tried. */
export function hasNewChart(input: ReconcileInput): boolean {
  const attempted = releaseOf(input).status?.lastAttemptedRevision;
  const artifact = artifactRevisionOf(input);
  return (
    artifact !== undefined &&
    attempted !== undefined &&
    !chartMatchesSource(attempted, artifact)
  );
}

/** True where Ready tells of something else than the action that failed: a dependency, values, the source. */
export function isHeldUp({ applier }: ReconcileInput): boolean {
  const { status, reason } = findCondition(applier.object, 'Ready') ?? {};
  return (
    status === 'False' &&
    reason !== findCondition(applier.object, 'Released')?.reason &&
    reason !== 'HealthCheckCanceled' &&
    !isInAction(reason)
  );
}

/** The action that brings what is wanted, and the end of its time. */
export function onItsWay(input: ReconcileInput, what: string): Judgement {
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
  // An action that runs longer than it may is late, and nobody knows why; where none runs any more, nobody acts.
  const isIdle = !isActing(applier) || isEndless(input);
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
      }${isIdle ? `: ${notWorking('helm-controller')}` : ''}.`,
      ...(isIdle && { class: NOT_RECONCILED }),
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
export function isEndless(input: ReconcileInput): boolean {
  const { applier, context } = input;
  const { lastTransitionTime } =
    findCondition(applier.object, 'Reconciling') ?? {};
  return (
    isActing(applier) &&
    isBefore(after(lastTransitionTime, longestActionOf(input)), context.now)
  );
}

/** True while an action runs whose objects fail. */
function waitsForObjects({ applier, workloads }: ReconcileInput): boolean {
  return workloads.verdict === 'diverged' && isActing(applier);
}

/** What is wanted is not what is there, and nothing failed: it is on its way. */
export function working(input: ReconcileInput): Judgement | undefined {
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
