import { findCondition } from '../../kube/conditions';
import { displayRef } from '../../kube/ObjectRef';
import type { Workload } from '../../kube/workloads';
import type { ResolvedWorkload } from '../../paths/DeliveryPath';
import { isBefore } from '../deadline';
import { inProgress, type Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { list } from '../rollout/shape';
import type { Behind } from './behind';
import { endpointFacts, selectorFacts } from './endpoints';
import { meantToSelectNothing } from './meantToSelectNothing';
import { lastReadyAt } from './readiness';
import { lastWriteOf, latestOf, settled } from './settling';
import { sideRoleOf } from './sideRole';

/**
 * A Service behind which no pod of the target is ready. Slices follow pods within seconds, so that it counts only some time after the
 * last of both changed, unless the rollout says already that pods fail.
 */
export function judgeNoEndpoint(
  behind: Behind,
  rollout: Judgement,
  { now, view }: JudgeContext,
): Judgement {
  const { service, selected, strangers } = behind;
  const name = displayRef(service.ref);
  const evidence = [...selectorFacts(service), ...endpointFacts(service)];
  // Pods of kinds that are not watched are in the slices still.
  const hasPods = list(service.slices).some(
    ({ object }) => list(object.endpoints).length > 0,
  );
  const changedAt = changedAtBehind(behind);
  if (selected.length === 0 && !hasPods) {
    const why = meantToSelectNothing(service, view);
    if (why) {
      return {
        verdict: 'notObserved',
        headline: `${why.what}: nothing serves`,
        summary: `${name} selects no pod: ${why.because}.`,
        evidence: [...why.evidence, ...evidence],
      };
    }
    const since = emptiedAt(behind);
    return settled(
      {
        class: 'selector-matches-nothing',
        headline: 'selector matches nothing',
        summary: `${name} selects no pod: nobody answers.`,
        ...(since && { since }),
        evidence,
      },
      changedAt,
      now,
    );
  }
  if (selected.length > 0 && selected.every(isMeantToBeEmpty)) {
    return {
      verdict: 'notObserved',
      headline: 'scaled to 0: nothing serves',
      summary: `${name}: the workload behind it is scaled to 0, or no node wants it.`,
      evidence,
    };
  }
  const side = sideRoleOf(behind);
  if (side && !side.getsTraffic) {
    return {
      verdict: 'notObserved',
      headline: `${side.role}: nothing serves`,
      summary: `${name} is the ${side.role} Service of ${displayRef(
        side.rollout.ref,
      )}, and gets no traffic now.`,
      evidence: [...evidence, ...side.evidence],
    };
  }
  const others = [
    ...new Set(strangers.map(({ stranger }) => displayRef(stranger.ref))),
  ].join(', ');
  const words = {
    headline: 'no ready endpoint',
    summary: others
      ? `${name} has no ready endpoint of this target: only pods of ${others} answer.`
      : `${name} has no ready endpoint: nobody answers.`,
    ...(others && { detail: `only ${others} serves` }),
    evidence,
  };
  const since = hasPods ? unreadySince(behind) : emptiedAt(behind);
  const fault = {
    ...words,
    class: 'no-ready-endpoints' as const,
    ...(since && { since }),
  };
  if (rollout.verdict === 'inProgress') {
    return inProgress(
      {
        ...words,
        detail: 'the rollout is not complete',
        expectedBy: rollout.expectedBy,
      },
      now,
      fault,
    );
  }
  return rollout.verdict === 'diverged'
    ? { ...fault, verdict: 'diverged' }
    : settled(fault, changedAt, now);
}

/** A Service whose endpoints are set by somebody else, and are not. */
export function nobodySetEndpoints(
  behind: Behind,
  { now }: JudgeContext,
): Judgement {
  const { service } = behind;
  return settled(
    {
      class: 'no-ready-endpoints',
      headline: 'no ready endpoint',
      summary: `${displayRef(
        service.ref,
      )} has no selector, and nobody has set a ready endpoint.`,
      evidence: endpointFacts(service),
    },
    changedAtBehind(behind),
    now,
  );
}

/** When a pod became ready, the Service was written or its slices were, whichever is last. */
function changedAtBehind({ service, selected }: Behind): string | undefined {
  const { writtenAt, creationTimestamp } = service.service.object.metadata;
  return latestOf([
    lastReadyAt(selected.flatMap(({ pods }) => list(pods?.pods))),
    writtenAt,
    creationTimestamp,
    ...list(service.slices).map(lastWriteOf),
  ]);
}

/** Nothing changes in slices without endpoints: their last write emptied them, or made them so. */
function emptiedAt({ service: { service, slices } }: Behind) {
  const written = [service, ...list(slices)].map(
    ({ object }) => object.metadata.writtenAt,
  );
  return list(slices).length > 0 ? latestOf(written) : undefined;
}

/**
 * Pods that became ready after the slices were written wait for them since then; else what their workload tells of having lost them.
 * Pods that are going wait for nothing, however long they have been ready.
 */
function unreadySince({ service, selected }: Behind): string | undefined {
  const staying = selected
    .flatMap(({ pods }) => list(pods?.pods))
    .filter(({ metadata }) => !metadata.deletionTimestamp);
  const ready = lastReadyAt(staying);
  const written = latestOf(
    list(service.slices).map(({ object }) => object.metadata.writtenAt),
  );
  const lost = selected.map(({ workload }) => {
    const available = findCondition(workload?.object, 'Available');
    return available?.status === 'False'
      ? available.lastTransitionTime
      : undefined;
  });
  return ready && !isBefore(ready, written) ? ready : latestOf(lost);
}

function isMeantToBeEmpty({ ref, workload }: ResolvedWorkload): boolean {
  const { spec, status } = (workload?.object ?? {}) as Partial<Workload>;
  return ref.kind === 'DaemonSet'
    ? status?.desiredNumberScheduled === 0
    : spec?.replicas === 0;
}
