import type { PathMay } from './PathAccess';

/** What is allowed by both. */
export function bothMay(a: PathMay, b: PathMay): PathMay {
  return {
    all: a.all && b.all,
    nothing: a.nothing || b.nothing,
    byTarget: a.byTarget || b.byTarget,
    bySegment: a.bySegment || b.bySegment,
    seeEntity(entity, targets) {
      return targets.length === 0
        ? a.seeEntity(entity, []) && b.seeEntity(entity, [])
        : targets.some(target => this.seeTarget(entity, target));
    },
    seeTarget: (entity, target) =>
      a.seeTarget(entity, target) && b.seeTarget(entity, target),
    seeSegment: (entity, target, segment) =>
      a.seeSegment(entity, target, segment) &&
      b.seeSegment(entity, target, segment),
    restsOnFacts: (entity, targets) =>
      a.restsOnFacts(entity, targets) || b.restsOnFacts(entity, targets),
    seePlace: place => a.seePlace(place) && b.seePlace(place),
    visibleAmong: entityRefs => a.visibleAmong(entityRefs),
  };
}
