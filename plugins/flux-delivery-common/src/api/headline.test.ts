import type { SegmentVerdict, Verdict } from '../divergence/SegmentVerdict';
import { SEGMENTS } from '../divergence/SegmentVerdict';
import type { EnvironmentDto, TargetDto } from './dto';
import { headlineOf } from './headline';

function target(
  cluster: string,
  changes: Partial<Record<(typeof SEGMENTS)[number], [Verdict, string]>> = {},
  tag = '1.8.3',
): TargetDto {
  const segments = SEGMENTS.map((segment): SegmentVerdict => {
    const [verdict, headline] = changes[segment] ?? ['ok', 'fine'];
    return {
      segment,
      verdict,
      headline,
      summary: `${headline} at ${segment}.`,
      evidence: [],
    };
  });
  const diverged = segments.find(({ verdict }) => verdict === 'diverged');
  return {
    id: cluster,
    cluster,
    applier: {
      group: 'g',
      kind: 'Kustomization',
      namespace: 'shop',
      name: 'api',
    },
    delivered: 'flux',
    binding: 'claimed',
    because: '',
    becauseAll: [],
    environmentBecause: '',
    segments,
    divergence: diverged
      ? {
          segment: diverged.segment,
          verdict: 'diverged',
          summary: diverged.summary,
        }
      : null,
    notes: [],
    narrative: {
      text: '',
      markdown: '',
      clauses: {
        promotion: '',
        source: '',
        change: '',
        rollout: '',
        divergence: '',
      },
    },
    triage: {
      symptom: 'none',
      attribution: { cause: 'none', summary: '' },
      names: [],
      steps: [],
    },
    sources: [],
    parents: [],
    workloads: [
      {
        ref: {
          cluster,
          group: 'apps',
          kind: 'Deployment',
          namespace: 'shop',
          name: 'api',
        },
        exists: true,
        verdict: 'ok',
        headline: '',
        images: [
          {
            container: 'app',
            declared: `registry.example.com/api:${tag}`,
            running: [],
          },
        ],
      },
    ],
    services: [],
    routes: [],
    imageAutomation: [],
    ownedCount: 1,
    commands: [],
  };
}

const environment = (...targets: TargetDto[]): EnvironmentDto[] => [
  {
    name: 'prod',
    assigned: true,
    pinned: false,
    verdict: 'ok',
    targets,
    differences: [],
  },
];

describe('headlineOf', () => {
  it.each<[string, TargetDto[], string]>([
    ['one healthy target', [target('prod-eu')], '1.8.3 on prod-eu'],
    [
      'healthy targets',
      [target('prod-eu'), target('prod-us')],
      '1.8.3 everywhere',
    ],
    [
      'one cause on two targets',
      [
        target('prod-eu', { rollout: ['diverged', 'crash loop'] }),
        target('prod-us', { rollout: ['diverged', 'crash loop'] }),
      ],
      'prod-eu, prod-us: crash loop',
    ],
    [
      'two causes',
      [
        target('prod-eu', { rollout: ['diverged', 'crash loop'] }),
        target('prod-us', { source: ['diverged', 'fetch failed'] }),
      ],
      'prod-eu: crash loop; prod-us: fetch failed',
    ],
    [
      'more causes than one reads',
      ['a', 'b', 'c', 'd'].map(name =>
        target(name, { rollout: ['diverged', `cause ${name}`] }),
      ),
      'a: cause a; b: cause b; and 2 more',
    ],
    [
      'a divergence before what is unknown',
      [
        target('prod-eu', { traffic: ['unknown', 'not proven'] }),
        target('prod-us', { source: ['diverged', 'fetch failed'] }),
      ],
      'prod-us: fetch failed',
    ],
    [
      'what is unknown, never as well',
      [target('prod-eu', { traffic: ['unknown', 'not proven'] })],
      'prod-eu: not proven',
    ],
    [
      'what is on its way',
      [target('prod-eu', { rollout: ['inProgress', '1 of 3 updated'] })],
      'prod-eu: 1 of 3 updated at rollout.',
    ],
  ])('tells %s', (_, targets, expected) => {
    expect(headlineOf(environment(...targets))).toBe(expected);
  });

  it('names no version where there is more than one', () => {
    const text = headlineOf(
      environment(target('prod-eu'), target('prod-us', {}, '1.9.0')),
    );
    expect(text).toBe('Every target runs what was released to it');
  });

  it('says so where nothing was found', () => {
    expect(headlineOf([])).toBe('No delivery path was found');
  });
});
