import type { Divergence } from '../divergence/firstDivergence';
import { SEGMENTS, type Segment } from '../divergence/SegmentVerdict';
import { toMillis } from '../kube/time';

/**
 * Where a person sees the divergence point: a segment, or none at all.
 *
 * @public
 */
export type DivergencePoint = Segment | 'none';

/** @public */
export const DIVERGENCE_POINTS: readonly DivergencePoint[] = [
  ...SEGMENTS,
  'none',
];

/** The longest note that is kept with a divergence point, in characters. @public */
export const LONGEST_NOTE = 1000;

/**
 * Which divergence a statement was made about, as it was judged then.
 *
 * @public
 */
export interface DivergenceInQuestion {
  segment: DivergencePoint;
  class?: string;
  /** RFC 3339. */
  since?: string;
}

/**
 * What a person says of the divergence point of a target.
 *
 * @public
 */
export interface DivergenceStatement {
  /** Full entity ref of the person. */
  by: string;
  /** RFC 3339. */
  at: string;
  segment: DivergencePoint;
  note?: string;
  about: DivergenceInQuestion;
}

/**
 * A statement beside what is judged now.
 *
 * @public
 */
export interface RecordedDivergence extends DivergenceStatement {
  /** True where the person agreed with what was judged; false where they corrected it. */
  confirms: boolean;
  /** True where the divergence that is judged now is another one than the one that was spoken of. */
  stale?: true;
}

/**
 * What a statement that is made now would be about.
 *
 * @public
 */
export function inQuestion(
  divergence: Divergence | null | undefined,
): DivergenceInQuestion {
  if (!divergence) {
    return { segment: 'none' };
  }
  const { segment, class: failure, since } = divergence;
  return {
    segment,
    ...(failure && { class: failure }),
    ...(since && { since }),
  };
}

/**
 * A statement, judged against the divergence of now.
 *
 * @public
 */
export function besideDivergence(
  statement: DivergenceStatement,
  divergence: Divergence | null | undefined,
): RecordedDivergence {
  const { by, at, segment, note, about } = statement;
  return {
    by,
    at,
    segment,
    ...(note && { note }),
    about,
    confirms: segment === about.segment,
    ...(isAnother(statement, inQuestion(divergence)) && {
      stale: true as const,
    }),
  };
}

/**
 * Whether somebody only says again what stands by them, of the same divergence.
 *
 * @public
 */
export function repeats(
  next: DivergenceStatement,
  standing: DivergenceStatement,
): boolean {
  return (
    next.by === standing.by &&
    next.segment === standing.segment &&
    next.note === standing.note &&
    !isAnother(standing, next.about)
  );
}

/**
 * The same class at the same segment may be another incident: it is, where it began after the person spoke. An earlier begin
 * that only reads differently (a controller that tries again rewrites its times) is none.
 */
function isAnother(
  { at, about }: DivergenceStatement,
  now: DivergenceInQuestion,
): boolean {
  if (about.segment !== now.segment || about.class !== now.class) {
    return true;
  }
  const [said, began] = [toMillis(at), toMillis(now.since)];
  return said !== undefined && began !== undefined && began > said;
}
