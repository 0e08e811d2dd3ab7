import { SEGMENTS, planeOf } from 'backstage-plugin-flux-delivery-common';
import type {
  Segment,
  SegmentState,
} from 'backstage-plugin-flux-delivery-common';

/** One cell of the grid of then. */
export interface StateCellLayout {
  state: SegmentState;
  covers: Segment[];
  startsDataPlane: boolean;
  /** The first that left intent: the one red cell of its row. */
  isFirstDivergence: boolean;
}

/** Cells merged where one unknown hides several; a segment that was not recorded is unknown, not left out. */
export function stateCells(states: readonly SegmentState[]): StateCellLayout[] {
  const first = states.find(
    ({ verdict, consequenceOf }) =>
      (verdict === 'diverged' || verdict === 'suspended') && !consequenceOf,
  );
  const cells: StateCellLayout[] = [];
  for (const segment of SEGMENTS) {
    const state = states.find(each => each.segment === segment) ?? {
      segment,
      verdict: 'unknown' as const,
      headline: '?',
      summary: '',
    };
    const last = cells[cells.length - 1];
    if (
      last?.state.verdict === 'unknown' &&
      state.verdict === 'unknown' &&
      last.state.summary === state.summary
    ) {
      last.covers.push(segment);
    } else {
      cells.push({
        state,
        covers: [segment],
        startsDataPlane:
          planeOf(segment) === 'data' &&
          planeOf(SEGMENTS[SEGMENTS.indexOf(segment) - 1]) === 'control',
        isFirstDivergence: state === first,
      });
    }
  }
  return cells;
}
