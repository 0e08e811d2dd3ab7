import type { Promotion } from '../../promotion/Promotion';
import type { Delivery } from '../Delivery';
import { aDelivery } from '../__testUtils__/aDelivery';
import { matrixOf } from './matrixOf';
import type { MatrixEnvironment, MatrixInput } from './MatrixInput';

const commit = (letter: string) => letter.repeat(40);
const ENVIRONMENTS: MatrixEnvironment[] = [
  { name: 'dev', pinned: false },
  { name: 'staging', pinned: false },
  { name: 'prod', pinned: true },
];

let made = 0;
/** `row('staging', '1.8.3', 9)`: succeeded at 09:00 on the one cluster of the environment. */
function row(
  environment: string,
  version: string,
  hour: number,
  of: Partial<Delivery> = {},
): Delivery {
  made += 1;
  const cluster = of.cluster ?? environment;
  return aDelivery({
    id: `d${made}`,
    environment,
    cluster,
    sequence: made,
    contentId: `${environment} ${version}`,
    startedAt: `2026-03-10T${String(hour).padStart(2, '0')}:00:00Z`,
    images: [
      {
        workload: 'Deployment/api',
        container: 'api',
        declared: `registry.example.com/payments/api:${version}`,
      },
    ],
    ...of,
  });
}

function record(of: Partial<Promotion>): Promotion {
  return {
    id: 'p1',
    entityRef: 'component:default/payments-api',
    environment: 'prod',
    version: { tag: '1.9.0' },
    actor: { name: 'ci', type: 'automation', trust: 'verified' },
    occurredAt: '2026-03-10T12:00:00Z',
    recordedAt: '2026-03-10T12:00:01Z',
    feed: 'api',
    ...of,
  };
}

const matrix = (deliveries: Delivery[], of: Partial<MatrixInput> = {}) =>
  matrixOf({
    entityRef: 'component:default/payments-api',
    deliveries,
    promotions: [],
    environments: ENVIRONMENTS,
    now: '2026-03-10T15:00:00Z',
    store: 'ledger',
    ...of,
  });

const titles = (of: ReturnType<typeof matrixOf>) =>
  of.versions.map(({ title }) => title);
const notes = (of: ReturnType<typeof matrixOf>) =>
  of.notes.map(({ class: name, summary }) => `${name}: ${summary}`);

/** `1.8.3 staging: staging*` per cell; `*` where it runs now. */
const cells = (of: ReturnType<typeof matrixOf>) =>
  of.cells.map(
    ({ version, environment, targets }) =>
      `${
        of.versions.find(({ key }) => key === version)?.title
      } ${environment}: ${targets
        .map(({ cluster, current }) => `${cluster}${current ? '*' : ''}`)
        .join(', ')}`,
  );

describe('matrixOf', () => {
  it('puts versions newest first, environments in their order, and says what runs now', () => {
    const answer = matrix([
      row('dev', '1.8.2', 8),
      row('staging', '1.8.2', 9),
      row('dev', '1.8.3', 10),
    ]);
    expect(titles(answer)).toEqual(['1.8.3', '1.8.2']);
    expect(answer.environments.map(({ name }) => name)).toEqual([
      'dev',
      'staging',
      'prod',
    ]);
    expect(cells(answer)).toEqual([
      '1.8.3 dev: dev*',
      '1.8.2 dev: dev',
      '1.8.2 staging: staging*',
    ]);
  });

  it('keeps what runs where a newer version did not get into the cluster', () => {
    const answer = matrix([
      row('prod', '1.8.2', 9),
      row('prod', '1.8.3', 11, {
        outcome: 'failed',
        segment: 'reconcile',
        class: 'apply-rbac',
      }),
    ]);
    expect(cells(answer)).toEqual(['1.8.3 prod: prod', '1.8.2 prod: prod*']);
    expect(answer.cells[0].targets[0]).toMatchObject({
      outcome: 'failed',
      class: 'apply-rbac',
      current: false,
    });
  });

  it('takes a failed rollout for what runs, since its content is in the cluster', () => {
    const answer = matrix([
      row('prod', '1.8.2', 9),
      row('prod', '1.8.3', 11, {
        outcome: 'failed',
        segment: 'rollout',
        appliedAt: '2026-03-10T11:00:30Z',
      }),
    ]);
    expect(cells(answer)).toEqual(['1.8.3 prod: prod*', '1.8.2 prod: prod']);
  });

  it('follows a rollback: the old version runs again, the newer one is left', () => {
    const answer = matrix([
      row('prod', '1.8.2', 9),
      row('prod', '1.8.3', 10),
      row('prod', '1.8.2', 11, { kind: 'rollback' }),
    ]);
    expect(cells(answer)).toEqual(['1.8.3 prod: prod', '1.8.2 prod: prod*']);
  });

  it('shows several targets in a cell, those that run it first', () => {
    const answer = matrix([
      row('prod', '1.8.2', 9, { cluster: 'prod-us' }),
      row('prod', '1.8.2', 9, { cluster: 'prod-eu' }),
      row('prod', '1.8.3', 10, { cluster: 'prod-eu' }),
    ]);
    expect(cells(answer)).toEqual([
      '1.8.3 prod: prod-eu*',
      '1.8.2 prod: prod-us*, prod-eu',
    ]);
    expect(notes(answer)).toContain(
      'partial: prod has 1.8.3 on prod-eu; 1.8.2 on prod-us.',
    );
  });

  it('leaves out what is no deployment', () => {
    const answer = matrix([
      row('prod', '1.8.2', 8, { kind: 'baseline', outcome: 'unknown' }),
      row('prod', '1.8.2', 9, { kind: 'noChange', contentId: 'other' }),
      row('prod', '1.8.2', 9, { kind: 'driftCorrection' }),
    ]);
    expect(cells(answer)).toEqual(['1.8.2 prod: prod*']);
  });
});

describe('one release under all its names', () => {
  it('goes by images where one commit stands for other versions in other environments', () => {
    const git = (letter: string) => ({ revisions: { commit: commit(letter) } });
    const answer = matrix([
      row('staging', '1.8.4', 8, { ...git('a'), kind: 'baseline' }),
      row('prod', '1.8.3', 9, { ...git('a'), kind: 'baseline' }),
      row('prod', '1.8.4', 10, git('b')),
    ]);
    expect(cells(answer)).toEqual([
      '1.8.4 staging: staging*',
      '1.8.4 prod: prod*',
      '1.8.3 prod: prod',
    ]);
    expect(answer.versions[0].identifiers).not.toHaveProperty('commit');
    expect(answer.versions[1].identifiers.commit).toBe(commit('a'));
    expect(answer.behind[1]).toMatchObject({ releases: 0 });
  });

  it('takes a record by the digest of an image that ran, too', () => {
    const ran = row('dev', '1.8.3', 8);
    ran.images[0].running = 'sha256:abc';
    const answer = matrix([ran], {
      promotions: [record({ version: { digest: 'sha256:abc' } })],
    });
    expect(answer.versions).toHaveLength(1);
  });

  it('joins by commit, and tells tags apart that were moved', () => {
    const answer = matrix([
      row('dev', 'main', 8, { revisions: { commit: commit('a') } }),
      row('staging', 'main', 9, {
        revisions: { commit: commit('a').slice(0, 12) },
      }),
      row('dev', 'stable', 10, {
        revisions: { tag: 'stable', digest: 'sha256:1' },
      }),
      row('dev', 'stable', 11, {
        revisions: { tag: 'stable', digest: 'sha256:2' },
        contentId: 'other',
      }),
    ]);
    expect(answer.versions).toHaveLength(3);
    expect(cells(answer).slice(2)).toEqual([
      'main aaaaaaa dev: dev',
      'main aaaaaaa staging: staging*',
    ]);
  });

  it('joins a record that knows only the tag', () => {
    const answer = matrix(
      [
        row('dev', '1.8.3', 8, {
          revisions: { tag: '1.8.3', commit: commit('b') },
        }),
      ],
      { promotions: [record({ version: { tag: '1.8.3' } })] },
    );
    expect(titles(answer)).toEqual(['1.8.3']);
    expect(answer.versions[0].publishedOnly).toBe(false);
  });

  it('tells two images of one chart version apart', () => {
    const chart = { revisions: { chartVersion: '6.1.0' } };
    expect(
      titles(
        matrix([row('dev', '1.8.2', 8, chart), row('dev', '1.8.3', 9, chart)]),
      ),
    ).toEqual(['1.8.3', '1.8.2']);
  });

  it('joins equal content, whatever its revision is called', () => {
    const answer = matrix([
      row('dev', '1.8.2', 8, {
        contentId: 'x',
        revisions: { commit: commit('a') },
      }),
      row('staging', '1.8.2', 9, {
        contentId: 'x',
        revisions: { commit: commit('b') },
      }),
    ]);
    expect(answer.versions).toHaveLength(1);
  });
});

describe('how far behind', () => {
  const rows = () => [
    row('staging', '1.8.1', 6),
    row('staging', '1.8.2', 8),
    row('staging', '1.8.3', 11),
    row('prod', '1.8.1', 7, { cluster: 'prod-us' }),
    row('prod', '1.8.3', 12, { cluster: 'prod-eu' }),
  ];

  it('counts releases and time, by the oldest target', () => {
    expect(matrix(rows()).behind[1]).toEqual({
      environment: 'prod',
      behind: 'staging',
      releases: 2,
      seconds: 7 * 3600,
      because:
        'prod has 1.8.1; staging has 1.8.3, and was given 1.8.2 at 2026-03-10T08:00:00Z.',
    });
  });

  it('counts each target on its own', () => {
    const targets = matrix(rows()).cells.flatMap(each => each.targets);
    expect(
      targets
        .filter(({ current }) => current)
        .map(({ cluster, behind }) => [cluster, behind]),
    ).toEqual([
      ['staging', null],
      ['prod-eu', 0],
      ['prod-us', 2],
    ]);
  });

  it('is null, not zero, where an environment is not recorded', () => {
    expect(matrix(rows()).behind[0]).toMatchObject({
      environment: 'staging',
      behind: 'dev',
      releases: null,
      seconds: null,
      because: 'What runs in dev is not recorded.',
    });
    expect(matrix([row('staging', '1.8.1', 6)]).behind[1]).toMatchObject({
      releases: null,
      because: 'What runs in prod is not recorded.',
    });
  });

  it('does not count what was rolled back before', () => {
    const answer = matrix([
      row('staging', '1.8.1', 6),
      row('prod', '1.8.1', 7),
      row('staging', '1.8.2', 8),
      row('staging', '1.8.1', 9, { kind: 'rollback' }),
    ]);
    expect(answer.behind[1]).toMatchObject({ releases: 0, seconds: 0 });
  });
});

describe('what is told beside the cells', () => {
  it('published and nowhere deployed, as far as anybody told', () => {
    const answer = matrix([row('dev', '1.8.3', 8)], {
      promotions: [record({ kind: 'published', environment: 'dev' })],
    });
    expect(answer.versions[0]).toMatchObject({
      title: '1.9.0',
      publishedOnly: true,
    });
    expect(notes(answer)).toEqual([
      'published-not-deployed: 1.9.0 was published at 2026-03-10T12:00:00Z, and no environment has it.',
      expect.stringMatching(/^known-by-report: .*Flux or CI/),
    ]);
  });

  it('an environment that was skipped', () => {
    const answer = matrix([
      row('staging', '1.8.1', 6),
      row('prod', '1.8.1', 7),
      row('prod', '1.8.2', 8),
    ]);
    expect(notes(answer)).toContain(
      'skipped-environment: prod has 1.8.2, which staging never had.',
    );
  });

  it('a range in a pinned environment, and what a suspension holds back', () => {
    const environments = [
      {
        name: 'staging',
        pinned: false,
        consumes: { how: 'range' as const, text: 'tags >=1.0.0 (range)' },
      },
      {
        name: 'prod',
        pinned: true,
        consumes: { how: 'range' as const, text: 'tags 1.x (range)' },
        heldBack: [
          { cluster: 'prod-dr', what: '1.8.3', since: '2026-02-26T00:00:00Z' },
        ],
      },
    ];
    const answer = matrix([], { environments });
    expect(answer.environments.map(each => each.consumes?.flagged)).toEqual([
      false,
      true,
    ]);
    expect(notes(answer)).toEqual([
      'held-back: prod-dr is suspended since 2026-02-26T00:00:00Z, and 1.8.3 is held back.',
      'floating-version: prod is meant to be pinned, and consumes tags 1.x (range).',
    ]);
  });

  it('what was changed past Flux, and a time that was not seen', () => {
    const answer = matrix([
      row('dev', '1.8.1', 6, { kind: 'outOfBand' }),
      row('staging', '1.8.1', 6),
      row('staging', '', 7, { kind: 'gap', detail: 'not observed for 2 h' }),
    ]);
    expect(notes(answer)).toEqual([
      'out-of-band: What runs on dev was changed past Flux.',
      'gap: staging: not observed for 2 h',
    ]);
  });
});

describe('its bounds', () => {
  it('keeps 20 versions, and what runs however old it is', () => {
    const many = Array.from({ length: 40 }, (_, at) =>
      row('dev', `2.${at}.0`, 10, {
        startedAt: new Date(Date.UTC(2026, 2, 11, 0, at)).toISOString(),
      }),
    );
    const answer = matrix([row('prod', '1.7.9', 1), ...many]);
    expect(answer.versions).toHaveLength(20);
    expect(titles(answer)[0]).toBe('2.39.0');
    expect(titles(answer)[19]).toBe('1.7.9');
    expect(answer.moreVersions).toBe(21);
  });

  it('says the same in whichever order rows come', () => {
    const rows = [
      row('dev', '1.8.2', 8),
      row('staging', '1.8.2', 9),
      row('dev', '1.8.3', 10),
      row('prod', '1.8.1', 7),
    ];
    expect(matrix([...rows].reverse())).toEqual(matrix(rows));
  });

  it('shows environments that only rows know, last', () => {
    const answer = matrix([row('qa', '1.8.2', 8), row('dev', '1.8.2', 9)]);
    expect(answer.environments.map(({ name }) => name)).toEqual([
      'dev',
      'staging',
      'prod',
      'qa',
    ]);
  });
});

describe('what records tell of commits', () => {
  const A = commit('a');
  const NEXT = commit('b');
  const ran = () =>
    row('prod', '1.8.3', 9, { revisions: { commit: A }, contentId: 'c' });
  const passed = () =>
    row('prod', '', 10, {
      kind: 'noChange',
      contentId: 'c',
      revisions: { commit: NEXT },
      images: [],
    });
  const versions = (deliveries: Delivery[], of: Partial<Promotion>) =>
    matrix(deliveries, { promotions: [record(of)] }).versions.map(
      ({ title, identifiers, publishedOnly, promotedTo }) => ({
        title,
        commit: identifiers.commit,
        publishedOnly,
        promotedTo,
      }),
    );

  it('takes a commit that changed nothing here for the release that ran then', () => {
    expect(
      versions([ran(), passed()], { version: { commit: NEXT.slice(0, 9) } }),
    ).toEqual([
      {
        title: '1.8.3',
        commit: A,
        publishedOnly: false,
        promotedTo: undefined,
      },
    ]);
  });

  it('tells who published apart from who promoted', () => {
    const { versions: told } = matrix([ran()], {
      promotions: [
        record({
          kind: 'published',
          environment: '',
          version: { commit: A },
          actor: { name: 'ci', type: 'automation', trust: 'verified' },
          recordedBy: 'external:ci',
          occurredAt: '2026-03-10T08:00:00Z',
        }),
        record({ id: 'p2', version: { commit: A } }),
      ],
    });
    expect(told).toMatchObject([
      {
        title: '1.8.3',
        publishedOnly: false,
        published: {
          at: '2026-03-10T08:00:00Z',
          actor: { name: 'ci', trust: 'verified' },
          recordedBy: 'external:ci',
        },
      },
    ]);
  });

  it('tells a promotion that has not arrived from what was only published', () => {
    const [promoted] = versions([ran()], { version: { commit: NEXT } });
    expect(promoted).toMatchObject({
      commit: NEXT,
      publishedOnly: false,
      promotedTo: ['prod'],
    });
    const [published] = versions([ran()], {
      version: { commit: NEXT },
      kind: 'published',
      environment: '',
    });
    expect(published).toMatchObject({ publishedOnly: true });
    expect(published.promotedTo).toBeUndefined();
  });
});

it('calls a release by its version, whichever environment had it first under a tag that moves', () => {
  const revisions = (tag: string) => ({ tag, digest: 'sha256:11' });
  const rows = [
    row('prod', '', 9, { revisions: revisions('stable'), images: [] }),
    row('staging', '', 10, { revisions: revisions('11.2.0'), images: [] }),
  ];
  for (const order of [rows, [...rows].reverse()]) {
    expect(titles(matrix(order))).toEqual(['11.2.0']);
  }
});
