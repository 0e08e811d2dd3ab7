import { timeoutOf } from '../flux/longestPass';
import { findCondition } from '../kube/conditions';
import type { Condition } from '../kube/KubeObject';
import { displayRef } from '../kube/ObjectRef';
import { readable, type ReconcileInput } from './applierCommon';
import { after, durationOr, isBefore, PICK_UP } from './deadline';
import { conditionFacts, messageOf } from './evidence';
import type { Judgement } from './Judgement';
import { revisionFacts, specOf, statusOf } from './kustomizationParts';
import { NOT_RECONCILED, notWorking } from './notReconciled';

/** The timeout that a controller says to have set, as a Go duration: `with a timeout of 5m0s`. */
export function timeoutIn(message: string | undefined): string | undefined {
  return /\btimeout of ([\d.hmsnuµμ]{1,32})\s*$/.exec(message ?? '')?.[1];
}

/** True while a condition Reconciling says that all is applied, and that its health is looked at. */
export function isCheckingHealth(reconciling: Condition | undefined): boolean {
  return (
    reconciling?.status === 'True' &&
    /^Running health checks/.test(reconciling.message ?? '')
  );
}

/**
 * A health check gives up by itself. One that does not end has lost the controller that ran it: whatever it waits for, nothing is
 * applied any more. Takes the applier without what it is carried with, as only Ready itself tells that a pass runs.
 */
export function endlessHealthCheck(
  input: ReconcileInput,
): Judgement | undefined {
  const { applier, context } = input;
  const reconciling = findCondition(applier.object, 'Reconciling');
  const message = messageOf(applier, 'Reconciling');
  const longest = Math.max(
    durationOr(timeoutIn(message), 0),
    timeoutOf(specOf(input)),
  );
  // A controller that was restarted needs some time until it comes to this object again.
  const end = after(reconciling?.lastTransitionTime, longest + PICK_UP);
  if (
    findCondition(applier.object, 'Ready')?.status !== 'Unknown' ||
    !isCheckingHealth(reconciling) ||
    !isBefore(end, context.now)
  ) {
    return undefined;
  }
  return {
    verdict: 'diverged',
    ...readable(statusOf(input).lastAppliedRevision),
    class: NOT_RECONCILED,
    headline: 'health check does not end',
    summary: `${displayRef(
      applier.ref,
    )} began a health check that should have ended by now: ${notWorking(
      'kustomize-controller',
    )}.`,
    since: end,
    message,
    evidence: [
      ...conditionFacts(applier, 'Reconciling'),
      ...conditionFacts(applier, 'Ready').slice(0, 1),
      ...revisionFacts(input),
    ],
  };
}
