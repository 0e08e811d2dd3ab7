import {
  type FleetBar,
  type FleetPath,
  type FleetTarget,
  worstState,
} from 'backstage-plugin-flux-delivery-common';
import type { PathMay } from '../access/PathAccess';
import type { FleetEntry } from './FleetBook';

/** The part of a path that the caller may see by permission; undefined where that is none of it. */
export function visiblePart(
  { facts, path }: FleetEntry,
  may: PathMay,
): FleetPath | undefined {
  if (may.all) {
    return path;
  }
  if (may.nothing || !may.seeEntity(facts, path.targets)) {
    return undefined;
  }
  const seen = path.targets.filter(target => may.seeTarget(facts, target));
  const targets = may.bySegment
    ? seen.map(target =>
        withoutSegments(target, bar =>
          may.seeSegment(facts, target, bar.segment),
        ),
      )
    : seen;
  return { ...path, targets };
}

/** Segments that may not be seen are unknown: a target of which part is hidden is not told to be well. */
function withoutSegments(
  target: FleetTarget,
  isSeen: (bar: Pick<FleetBar, 'segment'>) => boolean,
): FleetTarget {
  if (target.bars.every(isSeen)) {
    return target;
  }
  const { divergence, version, expectedBy: _, ...rest } = target;
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
    ...(seen ? { divergence: seen } : { headline: 'part of it is not shown' }),
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
