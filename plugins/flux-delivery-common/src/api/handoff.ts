import { firstDivergence } from '../divergence/firstDivergence';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import { describeTarget } from '../narrative/describeTarget';
import type { Narrative, ToldTarget } from '../narrative/Narrative';
import {
  firstResponder,
  type FirstResponder,
} from '../ownership/firstResponder';
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

/** The first divergence with whose move it is and what to do; null where nothing diverged. */
export function divergenceOf(
  target: JudgedTarget,
  options: HandoffOptions,
): DivergenceDto | null {
  const divergence = firstDivergence(target.segments);
  if (!divergence) {
    return null;
  }
  const responder = firstResponder(divergence, target, options.ownership);
  const { segment, object, rootCause } = divergence;
  return {
    ...divergence,
    firstResponder: responder.owner,
    because: responder.because,
    responderClaimed: responder.claimed,
    unowned: responder.unowned,
    policy: responder.policy,
    runbook: runbookFor({
      class: divergence.class,
      segment,
      target,
      object,
      rootCause,
      rules: options.runbooks,
    }),
  };
}

/** What a narrative may say of a target, beside its verdicts. */
export function toldTarget(
  target: JudgedTarget,
  { ownership }: HandoffOptions,
): ToldTarget {
  const divergence = firstDivergence(target.segments);
  return { target, divergence, responder: responderOf(target, ownership) };
}

function responderOf(
  target: JudgedTarget,
  ownership: OwnershipOptions,
): FirstResponder | undefined {
  const divergence = firstDivergence(target.segments);
  if (divergence) {
    return firstResponder(divergence, target, ownership);
  }
  const unknown = target.segments.find(({ verdict }) => verdict === 'unknown');
  return unknown && responderForUnknown(unknown, target, ownership);
}

/** One target in five clauses. */
export function narrativeOf(
  target: JudgedTarget,
  options: HandoffOptions,
): Narrative {
  const { divergence, responder } = toldTarget(target, options);
  return describeTarget(target, { divergence, responder });
}
