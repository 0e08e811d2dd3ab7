import { displayRef } from '../../kube/ObjectRef';
import { after, isBefore, MINUTE } from '../deadline';
import type { Judgement } from '../Judgement';
import type { JudgeContext } from '../JudgeContext';
import { list } from '../rollout/shape';
import type { Evidence } from '../SegmentVerdict';
import type { Behind } from './behind';
import { noun } from './counted';
import { lastReadyAt } from './readiness';
import { AGREE_WITHIN } from './settling';

/** So long after endpoints changed, their pods are listed again at the latest. */
const LISTING = MINUTE / 4;

/**
 * Ready endpoints of which some are pods that were not seen. While a rollout makes new pods, and just after it, the list of pods and
 * the endpoints are a moment behind, and not both by the same. Later it is not known.
 */
export function notProven(
  behind: Behind,
  rollout: Judgement,
  evidence: Evidence[],
  { now }: JudgeContext,
): Judgement {
  return (
    (isListed(behind)
      ? onItsWay(behind, rollout, evidence, now)
      : undefined) ?? {
      ...wordsOn(behind),
      verdict: 'unknown',
      unknownReason: 'noEvidence',
      evidence,
    }
  );
}

function onItsWay(
  behind: Behind,
  rollout: Judgement,
  evidence: Evidence[],
  now: string,
): Judgement | undefined {
  const total = behind.endpoints.length;
  if (rollout.verdict === 'inProgress' || endpointsJustChanged(behind, now)) {
    return {
      verdict: 'inProgress',
      headline: `${total} ready, some just changed`,
      summary: `${ready(behind)}, which are changing; the pods of ${
        behind.unproven
      } of them are to be looked at yet.`,
      expectedBy: rollout.expectedBy,
      evidence,
    };
  }
  const expectedBy = agreesBy(behind);
  if (
    rollout.verdict !== 'ok' ||
    behind.untold > 0 ||
    !isBefore(now, expectedBy)
  ) {
    return undefined;
  }
  return {
    verdict: 'inProgress',
    headline: `${total} ready, some behind the rollout`,
    summary: `${ready(behind)}; of ${
      behind.unproven
    } of them the pod is not among those that were listed last. The rollout has just ended, and the endpoints may be behind it.`,
    expectedBy,
    evidence,
  };
}

function wordsOn(behind: Behind) {
  const { endpoints, unproven, untold } = behind;
  return {
    headline: `${endpoints.length} ready, version not proven`,
    summary: `${ready(behind)}; of ${unproven} of them ${
      untold > 0
        ? 'the image was rewritten when their pods were made, or their pods were not seen'
        : 'the pod was not seen'
    }, so that its version cannot be told.`,
  };
}

function ready({ service, endpoints }: Behind): string {
  const total = endpoints.length;
  return `${displayRef(service.ref)} has ${total} ready ${noun(total)}`;
}

function isListed({ selected }: Behind): boolean {
  return selected.every(({ pods }) => pods && !pods.truncated && !pods.error);
}

function endpointsJustChanged(
  { service, selected }: Behind,
  now: string,
): boolean {
  return list(service.slices).some(
    ({ observedAt }) =>
      selected.some(({ pods }) => isBefore(pods?.observedAt, observedAt)) &&
      isBefore(now, after(observedAt, LISTING)),
  );
}

/** When the endpoints have followed a rollout that is complete: some time after its last pod became ready. */
function agreesBy({ selected }: Behind): string | undefined {
  return after(
    lastReadyAt(selected.flatMap(({ pods }) => list(pods?.pods))),
    AGREE_WITHIN,
  );
}
