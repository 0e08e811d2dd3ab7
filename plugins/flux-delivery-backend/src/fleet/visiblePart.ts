import {
  type FleetBar,
  type FleetPath,
  type FleetTarget,
  worstState,
} from 'backstage-plugin-flux-delivery-common';
import type { PathMay } from '../access/PathAccess';
import { placeOfObject } from '../access/places';
import type { FleetEntry } from './FleetBook';
import { withoutForeign } from './foreignParts';

/** The part of a path that the caller may see by permission; undefined where that is none of it. */
export function visiblePart(
  entry: FleetEntry,
  may: PathMay,
): FleetPath | undefined {
  const { facts, path, foreign } = entry;
  if (may.all) {
    return path;
  }
  if (path.failed) {
    return isFailureTold(entry, may) ? path : undefined;
  }
  if (may.nothing || !may.seeEntity(facts, path.targets)) {
    return undefined;
  }
  const seen = path.targets.filter(target => may.seeTarget(facts, target));
  const told = foreign
    ? withoutForeign({ ...path, targets: seen }, foreign, ref =>
        may.seePlace(placeOfObject(ref)),
      )
    : { ...path, targets: seen };
  if (!may.bySegment) {
    return told;
  }
  return {
    ...told,
    targets: told.targets.map(target =>
      withoutSegments(target, bar =>
        may.seeSegment(facts, target, bar.segment),
      ),
    ),
  };
}

/** Whether something of the path is seen because of what the catalog says of its entity. */
export function restsOnFacts(
  { facts, path, places = [] }: FleetEntry,
  may: PathMay,
): boolean {
  return may.restsOnFacts(facts, path.failed ? places : path.targets);
}

/**
 * A path that cannot be judged has no targets by which to decide: it is decided by where they were before. Where nobody knows, it is
 * for those alone to whom targets make no difference.
 */
function isFailureTold(
  { facts, places = [] }: FleetEntry,
  may: PathMay,
): boolean {
  return places.length > 0 || !may.byTarget
    ? may.seeEntity(facts, places)
    : false;
}

/** Segments that may not be seen are unknown: a target of which part is hidden is not told to be well. */
function withoutSegments(
  target: FleetTarget,
  isSeen: (bar: Pick<FleetBar, 'segment'>) => boolean,
): FleetTarget {
  if (target.bars.every(isSeen)) {
    return target;
  }
  const { divergence, version, headlineOf, expectedBy: _, ...rest } = target;
  const seen = divergence && isSeen(divergence) ? divergence : undefined;
  const bars = target.bars.map(bar => visibleBar(bar, isSeen(bar), seen));
  const state = seen
    ? target.state
    : worstState(
        bars.flatMap(({ verdict }) =>
          verdict === 'notObserved' ? [] : verdict,
        ),
      ) ?? 'unknown';
  return {
    ...rest,
    bars,
    state,
    ...(version !== undefined && isSeen({ segment: 'rollout' }) && { version }),
    ...(seen
      ? { divergence: seen, headlineOf }
      : { headline: 'part of it is not shown' }),
    suspensions: target.suspensions.filter(isSeen),
  };
}

/** What follows from something hidden is told by itself. */
function visibleBar(
  { segment, verdict, consequence }: FleetBar,
  isSeen: boolean,
  divergence: FleetTarget['divergence'],
): FleetBar {
  if (!isSeen) {
    return { segment, verdict: 'unknown' };
  }
  return {
    segment,
    verdict,
    ...(consequence && divergence && { consequence }),
  };
}
