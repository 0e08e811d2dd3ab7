import type { Verdict } from 'backstage-plugin-flux-delivery-common';
import { healthy } from '../__fixtures__/scenarios';
import {
  compareVerdicts,
  countVerdicts,
  segmentAppearance,
  verdictAppearance,
} from './statusAppearance';

const [ok] = healthy.environments[0].targets[0].segments;

it('tells all verdicts apart without colour', () => {
  const glyphs = (
    [
      'ok',
      'inProgress',
      'diverged',
      'suspended',
      'unknown',
      'notObserved',
    ] as const
  ).map(verdict => verdictAppearance(verdict).glyph);

  expect(new Set(glyphs).size).toBe(6);
});

it('never shows the unknown in the tone of success', () => {
  expect(verdictAppearance('unknown').tone).toBe('unknown');
  expect(
    segmentAppearance(
      { ...ok, verdict: 'unknown', consequenceOf: 'source' },
      false,
    ).tone,
  ).toBe('unknown');
});

it('fills the first divergence and not its consequences', () => {
  const diverged = { ...ok, verdict: 'diverged' as const };

  expect(segmentAppearance(diverged, true)).toMatchObject({
    glyph: '✕',
    loud: true,
  });
  expect(
    segmentAppearance({ ...diverged, consequenceOf: 'source' }, false),
  ).toMatchObject({ glyph: '↳', loud: false });
});

it('orders and counts worst first', () => {
  const verdicts: Verdict[] = ['ok', 'suspended', 'diverged'];
  expect(verdicts.sort(compareVerdicts)).toEqual([
    'diverged',
    'suspended',
    'ok',
  ]);
  expect(countVerdicts(['ok', 'unknown', 'ok'])).toEqual([
    { verdict: 'unknown', count: 1 },
    { verdict: 'ok', count: 2 },
  ]);
});
