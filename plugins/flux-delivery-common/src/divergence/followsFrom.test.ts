import { markConsequences } from './firstDivergence';
import { SEGMENTS, type SegmentVerdict, type Verdict } from './SegmentVerdict';

type Told = Verdict | Partial<SegmentVerdict>;

const object = (kind: string, name = 'api') => ({
  cluster: 'fixture',
  group: '',
  kind,
  namespace: 'shop',
  name,
});
const KINDS = [
  'ImageUpdateAutomation',
  'GitRepository',
  'Kustomization',
  'Deployment',
  'Service',
];

function marked(...verdicts: Told[]): SegmentVerdict[] {
  return markConsequences(
    verdicts.map((one, at) => ({
      segment: SEGMENTS[at],
      verdict: 'ok' as const,
      headline: 'h',
      summary: `${SEGMENTS[at]} says`,
      evidence: [
        { object: object(KINDS[at]), field: 'f', value: 'v', observedAt: '' },
      ],
      ...(typeof one === 'string' ? { verdict: one } : one),
    })),
  );
}

/** `reconcile<source` for what follows, `traffic!` for what is broken by itself as well. */
function inWords(...verdicts: Told[]): string {
  return marked(...verdicts)
    .flatMap(({ segment, consequenceOf, detail }) => [
      ...(consequenceOf ? [`${segment}<${consequenceOf}`] : []),
      ...(detail?.includes('also broken by itself') ? [`${segment}!`] : []),
    ])
    .join(' ');
}

const broken = (failure?: string, more: Partial<SegmentVerdict> = {}) => ({
  verdict: 'diverged' as const,
  class: failure,
  ...more,
});
const gone = (kind: string) =>
  broken('unknown', {
    evidence: [
      {
        object: object(kind),
        field: 'metadata.name',
        value: 'does not exist',
        observedAt: '',
      },
    ],
  });
const helm = (failure: string) =>
  broken(failure, {
    evidence: [
      {
        object: object('HelmRelease'),
        field: 'f',
        value: 'v',
        observedAt: '',
      },
    ],
  });
const root = (name: string) => ({
  rootCause: { ...object('GitRepository', name), summary: 's' },
});
const auth = broken('source-auth', root('apps'));
const waits = broken('source-auth', { reason: 'SourceNotReady' });

describe('what follows from the first divergence', () => {
  it.each<[string, string, Told[]]>([
    [
      'nothing where nothing diverged',
      '',
      ['ok', 'ok', 'inProgress', 'ok', 'ok'],
    ],
    [
      'nothing of what is fine or cannot be told',
      '',
      ['ok', auth, 'ok', 'unknown', 'notObserved'],
    ],
    [
      'a wait for the source that fails, and what was never applied because of it',
      'reconcile<source rollout<source traffic<source',
      ['ok', auth, waits, gone('Deployment'), broken('no-ready-endpoints')],
    ],
    [
      'a wait that is still in time',
      'reconcile<source',
      [
        'ok',
        auth,
        { verdict: 'inProgress', reason: 'ArtifactFailed' },
        'ok',
        'ok',
      ],
    ],
    [
      'no selector that matches nothing behind a source that fails',
      'traffic!',
      ['ok', auth, 'ok', 'ok', broken('selector-matches-nothing')],
    ],
    [
      'no crash behind a source that fails, but what the crash brings',
      'rollout! traffic<rollout',
      ['ok', auth, 'ok', broken('crash-loop'), broken('no-ready-endpoints')],
    ],
    [
      'no build that fails behind a source that fails',
      'reconcile!',
      [
        'ok',
        auth,
        broken('build-render', { reason: 'BuildFailed' }),
        'ok',
        'ok',
      ],
    ],
    [
      'a dependency that hangs on the same source',
      'reconcile<source',
      ['ok', auth, broken('dependency-not-ready', root('apps')), 'ok', 'ok'],
    ],
    [
      'no dependency that hangs on another one',
      'reconcile!',
      ['ok', auth, broken('dependency-not-ready', root('base')), 'ok', 'ok'],
    ],
    [
      'a repository that refuses whom it refused to write to it',
      'source<promotion',
      [broken('source-auth'), broken('source-auth'), 'ok', 'ok', 'ok'],
    ],
    [
      'nothing of what image automation failed of otherwise',
      'source! rollout!',
      [broken('stalled'), auth, 'ok', broken('crash-loop'), 'ok'],
    ],
    [
      'what a tag that moved brought, unless it was broken before',
      'reconcile<promotion traffic!',
      [
        broken('tag-moved', { since: '2026-11-21T05:00:00Z' }),
        'ok',
        broken('build-render', { since: '2026-11-21T05:01:00Z' }),
        'ok',
        broken('no-ready-endpoints', { since: '2026-11-21T04:00:00Z' }),
      ],
    ],
    [
      'no crash of what an apply left as it was',
      'rollout!',
      ['ok', 'ok', broken('apply-rbac'), broken('crash-loop'), 'ok'],
    ],
    [
      'what an apply did not bring',
      'rollout<reconcile',
      ['ok', 'ok', broken('apply-rbac'), broken('config-error'), 'ok'],
    ],
    [
      'what an apply did not bring, whose words tell no more',
      'rollout<reconcile',
      [
        'ok',
        'ok',
        broken('unknown', { reason: 'ReconciliationFailed' }),
        broken('config-error'),
        'ok',
      ],
    ],
    [
      'no Secret that is gone while its applier is suspended',
      'rollout!',
      [
        'ok',
        'ok',
        { verdict: 'suspended', class: 'suspended' },
        broken('config-error'),
        'ok',
      ],
    ],
    [
      'no Secret that is gone while nothing is applied at all',
      'rollout!',
      [
        'ok',
        'ok',
        broken('build-render', { reason: 'BuildFailed' }),
        broken('config-error'),
        'ok',
      ],
    ],
    [
      'what a Helm upgrade that failed put there',
      'rollout<reconcile traffic<reconcile',
      [
        'ok',
        'ok',
        helm('helm-upgrade-failed'),
        broken('crash-loop'),
        broken('old-version-serving'),
      ],
    ],
    [
      'what a Helm release takes back',
      'rollout<reconcile traffic<reconcile',
      ['ok', 'ok', helm('helm-upgrade-failed'), 'inProgress', 'inProgress'],
    ],
    [
      'no rollout that is on its way by itself',
      '',
      ['ok', auth, 'ok', 'inProgress', 'ok'],
    ],
    [
      'the drift that Helm tells of',
      'rollout<reconcile',
      ['ok', 'ok', helm('drift-detected'), broken('changed-out-of-band'), 'ok'],
    ],
    [
      'endpoints behind pods that crash, and no route that nobody accepts',
      'traffic<rollout',
      ['ok', 'ok', 'ok', broken('crash-loop'), broken('no-ready-endpoints')],
    ],
    [
      'no route that is not accepted',
      'traffic!',
      ['ok', 'ok', 'ok', broken('crash-loop'), broken('route-not-accepted')],
    ],
    [
      'no selector that matches no pod, unless there are none',
      'traffic<rollout',
      [
        'ok',
        'ok',
        'ok',
        gone('Deployment'),
        broken('selector-matches-nothing'),
      ],
    ],
    [
      'an old version behind a rollout that somebody paused',
      'traffic<rollout',
      [
        'ok',
        'ok',
        'ok',
        { verdict: 'suspended', class: 'suspended' },
        broken('old-version-serving'),
      ],
    ],
  ])('%s: %s', (_, expected, verdicts) => {
    expect(inWords(...verdicts)).toBe(expected);
  });

  it('cannot be told past what cannot be told', () => {
    const [, , , rollout] = marked(
      'ok',
      auth,
      'unknown',
      broken('crash-loop'),
      'ok',
    );

    expect(rollout.consequenceOf).toBeUndefined();
    expect(rollout).toMatchObject({
      summary: 'rollout says. Whether this follows from source cannot be told.',
    });
    expect(rollout.detail).toBeUndefined();
  });

  it('is broken by itself in whole sentences', () => {
    const [, , , , traffic] = marked(
      'ok',
      auth,
      'ok',
      'ok',
      broken('selector-matches-nothing', { detail: '1 of 2 Services' }),
    );

    expect(traffic).toMatchObject({
      summary:
        'traffic says. This is broken by itself as well, and does not follow from source.',
      detail: '1 of 2 Services, also broken by itself',
    });
  });
});
