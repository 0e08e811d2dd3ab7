import type { JudgedTarget } from '../../divergence/JudgedTarget';
import { SEGMENTS, type Segment } from '../../divergence/SegmentVerdict';
import { keyOf, type ObjectRef } from '../../kube/ObjectRef';
import type { ResolvedTarget, TargetRefs } from '../../paths/DeliveryPath';
import { handoffsOf } from '../handoffs';
import { partialObservability } from '../observability/partialObservability';
import type { Documented } from '../observability/whoIsTold';
import { onCallOf } from '../onCall';
import { ownerOfSegment } from '../ownerOfSegment';
import type { OwnershipOptions } from '../OwnershipRule';
import { isBound } from '../subjects';
import { belongingsOf } from './belongingsOf';
import type { SegmentOwnership, TargetOwnership } from './OwnershipDto';
import type { OwnershipGap } from './OwnershipGap';
import {
  sourceOwnershipOf,
  type SourceOwnershipContext,
} from './sourceOwnership';

/** What a target's owners are told by. @public */
export interface TargetOwnershipContext extends SourceOwnershipContext {
  /** Whether the caller may be told of a segment. */
  tellsSegment: (segment: Segment) => boolean;
  gapsOf: (ref: ObjectRef) => readonly OwnershipGap[];
  /** Without it nothing is said of that. */
  documented?: Documented;
}

const UNTOLD = { because: 'you may not see who owns it' };

/**
 * Everything about who owns a target: per segment and interface, of its sources and their credentials, and what its applier owns.
 *
 * @public
 */
export function targetOwnershipOf(
  target: JudgedTarget,
  context: TargetOwnershipContext,
): TargetOwnership {
  const { options, tellsSegment, view, documented } = context;
  const told = isBound(target);
  const { applier, applierRef } = target;
  const segments = segmentOwners(target, options, tellsSegment);
  return {
    targetId: target.id,
    environment: target.environment,
    cluster: target.cluster,
    binding: target.binding,
    because: target.because,
    applier: applierRef ?? null,
    segments,
    handoffs: handoffsOf(target, options).map(handoff => ({
      ...handoff,
      ...(!tellsSegment(handoff.from) && { giver: UNTOLD }),
      ...(!tellsSegment(handoff.to) && { taker: UNTOLD }),
    })),
    partlySeen: SEGMENTS.every(segment => tellsSegment(segment))
      ? partialObservability(target, options, view, documented)
      : [],
    onCall: onCallOf(segments, options),
    belongings:
      told && applier && tellsSegment('reconcile')
        ? belongingsOf(applier, view)
        : null,
    sources:
      told && tellsSegment('source') ? sourceOwnershipOf(target, context) : [],
    workloads:
      told && tellsSegment('rollout')
        ? target.workloads.map(({ ref }) => ref)
        : [],
    parents: told ? target.parents.map(({ ref }) => ref) : [],
    gaps: told ? gapsOn(target, context) : [],
  };
}

/** The owner of each of the five segments. @public */
export function segmentOwners(
  target: ResolvedTarget,
  options: OwnershipOptions,
  tells: (segment: Segment) => boolean = () => true,
): SegmentOwnership[] {
  return SEGMENTS.map(segment =>
    tells(segment)
      ? { segment, ...ownerOfSegment(target, segment, options) }
      : { segment, ...UNTOLD, notPermitted: true },
  );
}

/** Which segment of a target an object is part of; undefined where it is none of it. @public */
export function segmentOfObject(
  target: TargetRefs,
  ref: ObjectRef,
): Segment | undefined {
  const key = keyOf(ref);
  const isIt = (other: { ref: ObjectRef }) => keyOf(other.ref) === key;
  if (target.applierRef && keyOf(target.applierRef) === key) {
    return 'reconcile';
  }
  if (target.sources.some(isIt)) {
    return 'source';
  }
  if (target.workloads.some(each => isIt(each) || each.related.some(isIt))) {
    return 'rollout';
  }
  if (
    target.services.some(
      each => isIt(each) || each.routes.some(isIt) || each.slices.some(isIt),
    )
  ) {
    return 'traffic';
  }
  if (target.imageAutomation.some(isIt)) {
    return 'promotion';
  }
  return target.parents.some(isIt) ||
    target.owned.some(owned => keyOf(owned) === key)
    ? 'reconcile'
    : undefined;
}

function gapsOn(
  target: ResolvedTarget,
  { gapsOf, tells, tellsSegment }: TargetOwnershipContext,
): OwnershipGap[] {
  const refs = [
    ...(target.applierRef && tellsSegment('reconcile')
      ? [target.applierRef]
      : []),
    ...(tellsSegment('source') ? target.sources.map(({ ref }) => ref) : []),
    ...(tellsSegment('rollout') ? target.workloads.map(({ ref }) => ref) : []),
  ];
  return refs.filter(tells).flatMap(gapsOf);
}
