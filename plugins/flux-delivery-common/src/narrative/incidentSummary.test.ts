import { COMMIT, REVISION } from '../testUtils/builders';
import { aJudgedTarget, SEEN_AT } from '../testUtils/judgedPath';
import { BUILT_SITUATIONS } from '../testUtils/situations';
import { incidentSummary } from './incidentSummary';
import { utcAndLocal } from './words';

const situation = (name: string) =>
  BUILT_SITUATIONS.find(one => one.name === name)!.target;
const options = {
  title: 'component:default/payments-api',
  observedAt: SEEN_AT,
  offsetMinutes: 60,
};

describe('an incident summary', () => {
  it('carries divergence, times, owner, identifiers, evidence and links', () => {
    const broken = situation('job failed');
    const target = {
      ...broken,
      segments: broken.segments.map(one =>
        one.segment === 'reconcile'
          ? {
              ...one,
              revision: {
                raw: REVISION,
                short: 'main 3fa2c1e',
                commit: COMMIT,
              },
            }
          : one,
      ),
    };
    const summary = incidentSummary(
      [
        {
          target,
          responder: { owner: 'group:default/team', because: 'a rule' },
        },
      ],
      {
        ...options,
        links: [
          { title: 'Path', url: 'https://portal.example.com/path' },
          { title: 'Bad', url: 'data:text/html,x' },
        ],
      },
    );

    expect(summary).toContain('# component:default/payments-api');
    expect(summary).toContain(
      'Observed 2026-11-21 06:00:00 UTC (2026-11-21 07:00:00 UTC+01:00).',
    );
    expect(summary).toContain('- Divergence: rollout, job-failed');
    expect(summary).toContain(
      '- Since: 2026-11-21 05:51:00 UTC (2026-11-21 06:51:00 UTC+01:00)',
    );
    expect(summary).toContain('- Whose move: First move: group:default/team');
    expect(summary).toContain(`- Revision (reconcile): ${REVISION}`);
    expect(summary).toContain('Job/payments/migrate status.conditions');
    expect(summary).toContain('- [Path](<https://portal.example.com/path>)');
    expect(summary).not.toContain('data:');
  });

  it('names what runs by digest', () => {
    expect(
      incidentSummary([{ target: situation('old version serves') }], options),
    ).toContain(`- Digest running: sha256:${'ab12'.repeat(16)}`);
  });

  it('gives no identifiers of a target that is not bound', () => {
    const hidden = incidentSummary(
      [{ target: situation('not authorized') }],
      options,
    );

    expect(hidden).not.toMatch(/1\.8\.|sha256/);
  });

  it('keeps a message inside its block, whatever it holds', () => {
    const target = aJudgedTarget({
      source: {
        verdict: 'diverged',
        headline: 'x',
        summary: 'x',
        message: 'a\n```\n# not a title',
      },
    });

    expect(incidentSummary([{ target }], options)).toContain(
      '````text\na\n```\n# not a title\n````',
    );
  });
});

describe('an instant', () => {
  it.each([
    [0, '2026-11-21 06:00:00 UTC (2026-11-21 06:00:00 UTC+00:00)'],
    [-210, '2026-11-21 06:00:00 UTC (2026-11-21 02:30:00 UTC-03:30)'],
    [345, '2026-11-21 06:00:00 UTC (2026-11-21 11:45:00 UTC+05:45)'],
  ])('is told at an offset of %s minutes', (offset, expected) => {
    expect(utcAndLocal(SEEN_AT, offset)).toBe(expected);
  });

  it('that is none stays as it was written', () => {
    expect(utcAndLocal('soon', 60)).toBe('soon');
  });
});
