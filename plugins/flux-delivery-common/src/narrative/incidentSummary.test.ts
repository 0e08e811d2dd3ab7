import { toDeliveryPathDto } from '../api/toDto';
import type { DeliveryPathDto } from '../api/dto';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import { COMMIT, REVISION } from '../testUtils/builders';
import { memoryInventory } from '../testUtils/memoryInventory';
import { aJudgedTarget, SEEN_AT } from '../testUtils/judgedPath';
import { BUILT_SITUATIONS } from '../testUtils/situations';
import { incidentSummary, type IncidentOptions } from './incidentSummary';
import { utcAndLocal } from './words';

const TEAM = 'group:default/team';
const PLATFORM = 'group:default/platform';

const situation = (name: string) =>
  BUILT_SITUATIONS.find(one => one.name === name)!.target;

function pathOf(...targets: JudgedTarget[]): DeliveryPathDto {
  const path = toDeliveryPathDto({
    entityRef: 'component:default/payments-api',
    resolved: { targets, annotationErrors: [] },
    judged: targets,
    environments: [],
    links: {
      git: [],
      dashboards: [
        { title: 'Grafana', url: 'https://grafana.example.com/{name}' },
      ],
    },
    ownership: { entityOwner: TEAM, platformGroup: PLATFORM, rules: [] },
    runbooks: [],
    context: { view: memoryInventory([]), now: SEEN_AT },
  });
  return {
    ...path,
    owners: {
      [TEAM]: {
        title: 'Team',
        kind: 'group',
        exists: true,
        contacts: [
          {
            type: 'chat',
            title: '#team',
            url: 'https://chat.example.com/team',
          },
          {
            type: 'mail',
            title: 'team@example.com',
            url: 'mailto:team@example.com',
          },
        ],
      },
      [PLATFORM]: {
        title: 'platform',
        kind: 'group',
        exists: false,
        contacts: [],
      },
    },
  };
}

const summaryOf = (
  path: DeliveryPathDto,
  more: Partial<IncidentOptions> = {},
) => incidentSummary(path, { offsetMinutesAt: () => 60, ...more });

const broken = situation('job failed');
const withRevision: JudgedTarget = {
  ...broken,
  segments: broken.segments.map(one =>
    one.segment === 'reconcile'
      ? {
          ...one,
          revision: { raw: REVISION, short: 'main 3fa2c1e', commit: COMMIT },
        }
      : one,
  ),
};

describe('an incident summary', () => {
  const summary = summaryOf(pathOf(withRevision), {
    links: [
      { title: 'Path', url: 'https://portal.example.com/path' },
      { title: 'Bad', url: 'data:text/html,x' },
    ],
  });

  it.each([
    '# component:default/payments-api',
    'Observed 2026-11-21 06:00:00 UTC (2026-11-21 07:00:00 UTC+01:00).',
    '- **Promotion:** ',
    '## prod on prod-eu, Kustomization flux-system/payments-api',
    '- Divergence: rollout, job-failed',
    '- Since: 2026-11-21 05:51:00 UTC (2026-11-21 06:51:00 UTC+01:00)',
    `- First move: ${TEAM}, because job-failed goes to the owner of the entity first`,
    '- Contact: \\#team https://chat.example.com/team',
    '- Contact: team@example.com',
    `- Rollback: ${PLATFORM}`,
    `- Fix: ${TEAM}`,
    `- Revision (reconcile): ${REVISION}`,
    'Job has reached the specified backoff limit',
    'Job/payments/migrate status.conditions',
    '- [Path](<https://portal.example.com/path>)',
    '- [Grafana: Job/payments/migrate on prod-eu](<https://grafana.example.com/migrate>)',
  ])('has %s', part => {
    expect(summary).toContain(part);
  });

  it('leaves out what is no web address', () => {
    expect(summary).not.toContain('data:');
  });

  it('tells each instant by the clock that the reader had then', () => {
    const inBerlin = summaryOf(pathOf(broken), {
      offsetMinutesAt: instant => (instant.startsWith(SEEN_AT) ? 60 : 120),
    });

    expect(inBerlin).toContain('07:00:00 UTC+01:00');
    expect(inBerlin).toContain('07:51:00 UTC+02:00');
  });

  it('is of one target alone where that is asked for, also where it is well', () => {
    const two = pathOf(broken, {
      ...situation('healthy from end to end'),
      id: 'fine',
      cluster: 'prod-us',
    });
    const one = summaryOf(two, { targetId: 'fine' });

    expect(one).toContain('No divergence was found');
    expect(one).toContain('## prod on prod-us');
    expect(one).not.toContain('job-failed');
    expect(summaryOf(two)).not.toContain('## prod on prod-us');
  });

  it('says that whom it names is not in the catalog', () => {
    const target = aJudgedTarget({
      source: {
        verdict: 'diverged',
        class: 'source-auth',
        headline: 'x',
        summary: 'x',
      },
    });

    expect(summaryOf(pathOf(target))).toContain(
      `- First move: ${PLATFORM}, because source-auth goes to the platform group first\n- Contact: not in the catalog`,
    );
  });

  it('names what runs by digest', () => {
    expect(summaryOf(pathOf(situation('old version serves')))).toContain(
      `- Digest running: sha256:${'ab12'.repeat(16)}`,
    );
  });

  it('gives no identifiers of a target that is not bound', () => {
    expect(
      summaryOf(pathOf(situation('not authorized')), {
        targetId: situation('not authorized').id,
      }),
    ).not.toMatch(/1\.8\.|sha256/);
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

    expect(summaryOf(pathOf(target))).toContain(
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
