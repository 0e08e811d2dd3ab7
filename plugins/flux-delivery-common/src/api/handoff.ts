import {
  firstDivergence,
  type Divergence,
} from '../divergence/firstDivergence';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import { hasRole } from '../paths/kindRoles';
import type { ToldTarget } from '../narrative/Narrative';
import { firstResponder } from '../ownership/firstResponder';
import { teamOf } from '../ownership/onCall';
import { ownerOfSegment } from '../ownership/ownerOfSegment';
import type { OwnershipOptions } from '../ownership/OwnershipRule';
import { recoveryOwners } from '../ownership/recovery';
import { responderForUnknown } from '../ownership/responderForUnknown';
import type { RunbookRule } from '../runbooks/Runbook';
import { runbookFor } from '../runbooks/runbookFor';
import type { RootCause } from '../divergence/SegmentVerdict';
import type { DivergenceDto, SegmentDto } from './dto';

/** By what a path tells whose move it is, and what to do. @public */
export interface HandoffOptions {
  ownership: OwnershipOptions;
  runbooks: readonly RunbookRule[];
  /** The entity's own runbook page: it comes before all rules. */
  runbookUrl?: string;
}

/** The segments of a target, each with its owner. */
export function segmentsOf(
  target: JudgedTarget,
  { ownership }: HandoffOptions,
): SegmentDto[] {
  return target.segments.map(segment => {
    const { owner, because, unowned } = ownerOfSegment(
      target,
      segment.segment,
      {
        ...ownership,
        class: segment.class,
      },
    );
    return { ...segment, owner, ownerBecause: because, unowned };
  });
}

/** A target with what diverged first and whose move it is: told once, for everything that is said of it. */
export function toldTarget(
  target: JudgedTarget,
  { ownership }: Pick<HandoffOptions, 'ownership'>,
): ToldTarget {
  const divergence = firstDivergence(target.segments);
  if (divergence) {
    const responder = firstResponder(divergence, target, ownership);
    return { target, divergence, responder };
  }
  const unknown = target.segments.find(({ verdict }) => verdict === 'unknown');
  const responder = unknown && responderForUnknown(unknown, target, ownership);
  return { target, divergence, responder };
}

/** The first divergence with whose move it is and what to do; null where nothing diverged. */
export function divergenceOf(
  { target, divergence, responder }: ToldTarget,
  { ownership, runbooks, runbookUrl }: HandoffOptions,
): DivergenceDto | null {
  if (!divergence) {
    return null;
  }
  const { class: failure, segment, object, rootCause } = divergence;
  const { rollback, fix } = recoveryOwners(divergence, target, ownership);
  return {
    ...divergence,
    rootCause: rootCause ?? mendFirst(divergence, target),
    firstResponder: responder?.owner,
    because: responder?.because,
    responderClaimed: responder?.claimed,
    responderTeam:
      responder?.owner && !responder.claimed
        ? teamOf(responder.owner, ownership)
        : undefined,
    unowned: responder?.unowned,
    policy: responder?.policy,
    rollbackOwner: rollback,
    fixOwner: fix,
    runbook: runbookFor({
      class: failure,
      segment,
      target,
      object,
      rootCause,
      rules: runbooks,
      owners: [
        ...(responder?.owner && !responder.claimed ? [responder.owner] : []),
        ...(ownership.entityOwner ? [ownership.entityOwner] : []),
      ],
      entityUrl: runbookUrl,
    }),
  };
}

/**
 * What is to be mended first is mostly what the divergence was read from, so that clients find it in one place; of a pod, the workload
 * that makes it.
 */
export function mendFirst(
  { segment, object, class: failure, summary }: Divergence,
  { segments }: JudgedTarget,
): RootCause | undefined {
  const judged = segments.find(one => one.segment === segment);
  const workload =
    object?.kind === 'Pod'
      ? judged?.evidence.find(one => hasRole(one.object, 'workload'))?.object
      : undefined;
  const ref = workload ?? object;
  return ref && { ...ref, ...(failure && { class: failure }), summary };
}
