import {
  NOW,
  ago,
  applyRefused,
  brokenTarget,
  diverged,
  target,
} from '../__fixtures__/scenarios';
import { translate } from '../__testUtils__/translate';
import { cellDetail, cellName } from './cellText';
import { layoutRow } from './pathLayout';

const row = layoutRow(applyRefused);

describe('cellDetail', () => {
  const detail = (
    of: Parameters<typeof brokenTarget>[1],
    index: number,
    now = NOW,
  ) =>
    cellDetail(layoutRow(brokenTarget('a', of)).cells[index], now, translate);

  it('tells how long ago, with the word before it', () => {
    expect(detail({}, 1)).toBe('fetched 15\u00a0min ago');
    expect(detail({}, 1, NOW + 60_000)).toBe('fetched 16\u00a0min ago');
  });

  it('does not say the word of the headline twice', () => {
    expect(detail({}, 2)).toBe('14\u00a0min ago');
  });

  it('tells when work in flight is expected, and when a failure is tried again', () => {
    expect(
      detail(
        {
          rollout: {
            verdict: 'inProgress',
            at: undefined,
            expectedBy: ago(-3),
          },
        },
        3,
      ),
    ).toMatch(/^expected by \d\d:33$/);
    expect(cellDetail(row.cells[2], NOW, translate)).toMatch(
      /^for\u00a014\u00a0min · retries at \d\d:31$/,
    );
  });

  it('tells what was last known behind an unknown, and since when', () => {
    const unreachable = diverged.environments[2].targets[2];
    expect(cellDetail(layoutRow(unreachable).cells[1], NOW, translate)).toMatch(
      /^connection refused · since \d\d:52 · last known 1.8.2, all ok$/,
    );
  });

  it('shows a revision that the headline does not tell', () => {
    const revision = { raw: 'v2@sha1:abc', short: 'v2 abc' };
    expect(detail({ source: { headline: 'fetched', revision } }, 1)).toBe(
      'v2 abc · 15\u00a0min ago',
    );
  });
});

describe('cellDetail of what is not well', () => {
  it('says of a revision in a failed step that it is the one before', () => {
    const revision = { raw: 'main@sha1:abc', short: 'main abc' };
    const failed = brokenTarget('a', {
      reconcile: { verdict: 'diverged', headline: 'build failed', revision },
    });
    expect(cellDetail(layoutRow(failed).cells[2], NOW, translate)).toContain(
      'still on main abc',
    );
  });

  it('tells since which time of day something is out of sight', () => {
    const unseen = brokenTarget('a', {
      source: { verdict: 'unknown', at: ago(60), atWord: 'since' },
    });
    expect(cellDetail(layoutRow(unseen).cells[1], NOW, translate)).toMatch(
      /since \d\d:\d\d/,
    );
  });
});

describe('cellName', () => {
  const name = (index: number) =>
    cellName(row.cells[index], 'prod', applyRefused, translate);

  it('is a sentence that stands on its own', () => {
    expect(name(1)).toBe(
      'prod, prod-eu, Source: ok. GitRepository fleet holds main 3fa2c1e. Open details.',
    );
  });

  it('says which is the first divergence, and what follows from it', () => {
    expect(name(2)).toContain('Reconcile: diverged, the first divergence.');
    expect(name(3)).toContain('Rollout: ok, a consequence of Reconcile.');
  });

  it('names the span that an unknown hides', () => {
    const hidden = {
      verdict: 'unknown',
      unknownReason: 'notSynced',
      summary: 'Not read yet.',
    } as const;
    const { cells } = layoutRow(
      brokenTarget('a', { rollout: hidden, traffic: hidden }),
    );
    expect(
      cellName(
        cells[3],
        'prod',
        target('a', { clusterTitle: 'Alpha' }),
        translate,
      ),
    ).toBe('prod, a, Rollout to Traffic: unknown. Not read yet. Open details.');
  });
});
