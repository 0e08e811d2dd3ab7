import { SEGMENTS, type Segment } from '../divergence/SegmentVerdict';

/** What a resource ref of the type `flux-delivery-path` names: a path, one target of it, or one segment of that. @public */
export interface PathResourceName {
  /** A full entity ref. */
  entityRef: string;
  targetId?: string;
  /** Of the target. */
  segment?: Segment;
}

/**
 * A resource ref for whoever asks the permission framework about less than a path: `component:default/api#<target>#<segment>`. A
 * target by itself stands for all segments of it.
 *
 * @public
 */
export function pathResourceRef({
  entityRef,
  targetId,
  segment,
}: PathResourceName): string {
  return [
    entityRef,
    ...(targetId === undefined ? [] : [targetId]),
    ...(targetId === undefined || !segment ? [] : [segment]),
  ].join('#');
}

/** Undefined for what is none. @public */
export function readPathResourceRef(ref: string): PathResourceName | undefined {
  const [entityRef, targetId, segment, ...rest] = ref.split('#');
  const known = SEGMENTS.find(each => each === segment);
  if (
    !entityRef ||
    targetId === '' ||
    rest.length > 0 ||
    (segment !== undefined && !known)
  ) {
    return undefined;
  }
  return {
    entityRef,
    ...(targetId !== undefined && { targetId }),
    ...(known && { segment: known }),
  };
}
