import { firstDivergence } from '../divergence/firstDivergence';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import type { ToldTarget } from '../narrative/Narrative';
import { firstResponder } from '../ownership/firstResponder';
import { ownerOfSegment } from '../ownership/ownerOfSegment';
import type { OwnershipOptions } from '../ownership/OwnershipRule';
import { responderForUnknown } from '../ownership/responderForUnknown';
import type { RunbookRule } from '../runbooks/Runbook';
import { runbookFor } from '../runbooks/runbookFor';
import type { DivergenceDto, SegmentDto } from './dto';

/** By what a path tells whose move it is, and what to do. @public */
export interface HandoffOptions {
  ownership: OwnershipOptions;
  runbooks: readonly RunbookRule[];
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
  { ownership }: HandoffOptions,
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
  { runbooks }: HandoffOptions,
): DivergenceDto | null {
  if (!divergence) {
    return null;
  }
  const { class: failure, segment, object, rootCause } = divergence;
  return {
    ...divergence,
    firstResponder: responder?.owner,
    because: responder?.because,
    responderClaimed: responder?.claimed,
    unowned: responder?.unowned,
    policy: responder?.policy,
    runbook: runbookFor({
      class: failure,
      segment,
      target,
      object,
      rootCause,
      rules: runbooks,
    }),
  };
}
