import type { SegmentState } from 'backstage-plugin-flux-delivery-common';
import { stateCells } from './stateCells';

const state = (
  segment: SegmentState['segment'],
  verdict: SegmentState['verdict'],
  of: Partial<SegmentState> = {},
): SegmentState => ({
  segment,
  verdict,
  headline: verdict,
  summary: 's',
  ...of,
});

it('has one red cell, and parts the planes', () => {
  const cells = stateCells([
    state('promotion', 'ok'),
    state('source', 'ok'),
    state('reconcile', 'diverged'),
    state('rollout', 'diverged', { consequenceOf: 'reconcile' }),
    state('traffic', 'ok'),
  ]);
  expect(cells.map(cell => cell.isFirstDivergence)).toEqual([
    false,
    false,
    true,
    false,
    false,
  ]);
  expect(cells.map(cell => cell.startsDataPlane)).toEqual([
    false,
    false,
    false,
    true,
    false,
  ]);
});

it('draws one unknown once, and what is missing as unknown', () => {
  const cells = stateCells([state('promotion', 'ok')]);
  expect(cells.map(({ covers }) => covers.length)).toEqual([1, 4]);
  expect(cells[1].state.verdict).toBe('unknown');
});
