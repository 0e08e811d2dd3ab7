import { longestPassOf, timeoutOf } from '../flux/longestPass';
import { sameRevision } from '../flux/revision';
import { findCondition } from '../kube/conditions';
import { displayRef } from '../kube/ObjectRef';
import {
  artifactRevisionOf,
  newerThan,
  readable,
  shortOf,
  type ReconcileInput,
} from './applierCommon';
import { after, isBefore, MINUTE } from './deadline';
import { conditionFacts, fact, messageOf } from './evidence';
import { specIsUnread } from './generation';
import { inProgress, type Judgement } from './Judgement';
import { NOT_RECONCILED, notWorking } from './notReconciled';
import { revisionFacts, specOf, statusOf } from './kustomizationParts';

/** What is newer than what was applied, and the pass that takes it up. */
export function stillOnItsWay(input: ReconcileInput): Judgement | undefined {
  const { applier, context, source } = input;
  const status = statusOf(input);
  const artifact = artifactRevisionOf(input);
  const current = status.lastAppliedRevision;
  const ready = findCondition(applier.object, 'Ready');
  const wanted = artifact ?? status.lastAttemptedRevision;
  const changed = specIsUnread(applier.object);
  const behind = wanted !== undefined && !sameRevision(wanted, current);
  const justApplied = ready?.status === 'True' && current === undefined;
  if (
    !behind &&
    !changed &&
    !justApplied &&
    ready?.reason !== 'HealthCheckCanceled'
  ) {
    return undefined;
  }
  const passStarted = findCondition(
    applier.object,
    'Reconciling',
  )?.lastTransitionTime;
  const known = behind
    ? source?.object.status?.artifact?.lastUpdateTime ?? passStarted
    : passStarted;
  // When a spec was changed nobody tells: only that it has been so since it was looked at.
  const from = known ?? (changed ? applier.observedAt : undefined);
  const otherwise = changed ? 'a changed spec' : 'its first revision';
  const what = behind ? shortOf(wanted) : otherwise;
  // A pass that is within its time-out is late, and its controller works.
  const isAtWork =
    ready?.status === 'Unknown' &&
    isBefore(
      context.now,
      after(passStarted, timeoutOf(specOf(input)) + MINUTE),
    );
  return inProgress(
    {
      ...readable(current),
      ...(behind && newerThan(wanted)),
      headline:
        ready?.status === 'Unknown'
          ? `applying ${what}`
          : `${what} not applied yet`,
      summary: `${displayRef(applier.ref)} is about to apply ${what}${
        current ? `; ${shortOf(current)} is applied` : ''
      }.`,
      detail: messageOf(applier, 'Reconciling')
        ?.replace(/ for revision .*$/s, '')
        .toLowerCase(),
      expectedBy: after(from, longestPassOf(specOf(input))),
      message: messageOf(applier, 'Reconciling'),
      evidence: [
        ...revisionFacts(input),
        ...conditionFacts(applier, 'Ready').slice(0, 1),
        ...(changed
          ? fact(
              applier,
              'metadata.generation',
              applier.object.metadata.generation,
            )
          : []),
        ...(changed
          ? fact(
              applier,
              'status.observedGeneration',
              status.observedGeneration,
            )
          : []),
      ],
    },
    context.now,
    {
      headline: `${what} not applied`,
      summary: `${displayRef(applier.ref)} should have applied ${what} by now${
        current ? `; ${shortOf(current)} is applied` : ''
      }${isAtWork ? '' : `: ${notWorking('kustomize-controller')}`}.`,
      ...(!isAtWork && { class: NOT_RECONCILED }),
      ...(known === undefined && { since: null }),
    },
  );
}
