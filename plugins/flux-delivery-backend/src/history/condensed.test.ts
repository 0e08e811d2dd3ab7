import type { LedgerOperation } from 'backstage-plugin-flux-delivery-common';
import { row } from './__testUtils__/rows';
import { condensed } from './condensed';

const cursor = (version: string, instead?: string): LedgerOperation => ({
  type: 'cursor',
  cursor: {
    version,
    attempt: `at ${version}`,
    attemptedAt: '2026-11-21T05:00:00Z',
  },
  ...(instead && { instead }),
});
const progress = (sequence: number): LedgerOperation => ({
  type: 'progress',
  sequence,
  steps: { appliedAt: '2026-11-21T05:09:00Z' },
  end: { outcome: 'succeeded', finishedAt: '2026-11-21T05:09:00Z' },
});
const append = (sequence: number): LedgerOperation => ({
  type: 'append',
  row: row(sequence),
});

describe('operations of one write', () => {
  it('steps of a row that is new are part of it, those of others stay', () => {
    const [first, second, ...none] = condensed([
      progress(1),
      append(2),
      progress(2),
    ]);
    expect(none).toEqual([]);
    expect(first).toEqual(progress(1));
    expect(second).toMatchObject({
      type: 'append',
      row: {
        delivery: {
          sequence: 2,
          outcome: 'succeeded',
          appliedAt: '2026-11-21T05:09:00Z',
        },
      },
    });
  });

  it('the last place of the cursor counts', () => {
    expect(condensed([cursor('1'), append(1), cursor('3')])).toEqual([
      cursor('3'),
      append(1),
    ]);
  });

  it('a place that is taken from another is held against that one', () => {
    expect(
      condensed([
        cursor('900'),
        cursor('1000'),
        cursor('5', '1000'),
        cursor('7'),
      ]),
    ).toEqual([cursor('1000'), cursor('7', '1000')]);
  });
});
