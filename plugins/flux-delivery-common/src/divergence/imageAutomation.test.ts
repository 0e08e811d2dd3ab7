import type { KubeObject } from '../kube/KubeObject';
import {
  aCondition,
  aDeployment,
  aGitRepository,
  aKustomization,
  anObject,
  COMMIT,
  REVISION,
} from '../testUtils/builders';
import { CLUSTER, fixtureTarget } from '../testUtils/fixtureTargets';
import { memoryInventory } from '../testUtils/memoryInventory';
import { firstDivergence } from './firstDivergence';
import { judgeTarget } from './judgeTarget';

const image = (kind: string, spec: object, status: object = {}) =>
  anObject('image.toolkit.fluxcd.io/v1', kind, 'flux-system', 'api', {
    spec,
    status: { observedGeneration: 1, conditions: [aCondition()], ...status },
  });

const scan = image('ImageRepository', { image: 'registry.example.com/api' });
const chose = (tag: string) =>
  image(
    'ImagePolicy',
    { imageRepositoryRef: { name: 'api' } },
    { latestRef: { name: 'registry.example.com/api', tag } },
  );
const automation = (spec: object = {}, status: object = {}) =>
  image(
    'ImageUpdateAutomation',
    { sourceRef: { kind: 'GitRepository', name: 'apps' }, ...spec },
    status,
  );

function judgedWith(source: KubeObject, ...objects: KubeObject[]) {
  const applier = aKustomization('flux-system', 'payments', {
    owned: ['payments_api_apps_Deployment'],
  });
  const view = memoryInventory(
    [applier, aDeployment('payments', 'api'), source, scan, ...objects].map(
      object => ({ cluster: CLUSTER, object }),
    ),
  );
  return judgeTarget(fixtureTarget(applier, view), {
    view,
    now: '2026-11-21T06:00:00Z',
    pinned: false,
  });
}

const divergenceOf = (...objects: Parameters<typeof judgedWith>) =>
  firstDivergence(judgedWith(...objects).segments);

const git = aGitRepository('flux-system', 'apps');

describe('a scan that fails', () => {
  const refused = image(
    'ImageRepository',
    { image: 'registry.example.com/api' },
    {
      conditions: [
        aCondition({
          status: 'False',
          reason: 'ReadOperationFailed',
          message:
            'scan failed: GET https://registry.example.com/v2/api/tags/list: UNAUTHORIZED: authentication required',
        }),
      ],
    },
  );

  it('diverges though the policy is content with what was scanned before', () => {
    const again = image(
      'ImageRepository',
      { image: 'registry.example.com/api' },
      {
        conditions: [
          aCondition({ status: 'Unknown', reason: 'Progressing', message: '' }),
        ],
      },
    );

    for (const versions of [[refused], [refused, again]]) {
      expect(
        divergenceOf(git, chose('1.8.3'), automation(), ...versions),
      ).toMatchObject({ segment: 'promotion', class: 'source-auth' });
    }
  });
});

describe('an automation that is suspended', () => {
  it('withholds a version that was chosen and is declared nowhere', () => {
    expect(
      divergenceOf(git, chose('1.9.0'), automation({ suspend: true })),
    ).toMatchObject({
      segment: 'promotion',
      verdict: 'suspended',
      class: 'suspended',
      summary: expect.stringContaining('1.9.0'),
    });
  });

  it('withholds nothing where the chosen version is there', () => {
    expect(
      divergenceOf(git, chose('1.8.3'), automation({ suspend: true })),
    ).toBeNull();
  });
});

describe('an automation that fails', () => {
  const failing = (reason: string, message: string, stalled = false) =>
    automation(
      {},
      {
        conditions: [
          aCondition({ status: 'False', reason, message }),
          ...(stalled
            ? [aCondition({ type: 'Stalled', reason, message })]
            : []),
        ],
      },
    );

  it.each([
    [
      'source-auth',
      'automation failed: credentials refused',
      failing(
        'GitOperationFailed',
        "failed to checkout source: unable to clone 'https://git.example.com/apps': authentication required",
      ),
    ],
    [
      'source-auth',
      'automation failed: push refused',
      failing(
        'GitOperationFailed',
        'failed to update source: failed to push to remote: command error on refs/heads/main: protected branch hook declined',
      ),
    ],
    [
      'apply-conflict',
      'automation failed: somebody else pushed',
      failing(
        'GitOperationFailed',
        'failed to update source: failed to push to remote: cannot push non-fastforwardable reference',
      ),
    ],
    [
      'stalled',
      'automation failed: wrong configuration',
      failing('InvalidUpdateStrategy', 'unknown update strategy: Foo', true),
    ],
    [
      'stalled',
      'automation failed: access denied',
      failing(
        'AccessDenied',
        "can't access 'GitRepository/x/y', cross-namespace references have been blocked",
        true,
      ),
    ],
    [
      'unknown',
      'automation failed: Git failed',
      failing('GitOperationFailed', 'something nobody has seen yet'),
    ],
  ])('%s: %s', (failure, headline, broken) => {
    const { segments } = judgedWith(git, chose('1.8.3'), broken);

    expect(segments[0]).toMatchObject({ class: failure, headline });
  });
});

describe('what automations pushed', () => {
  const at = (minute: number) => `2026-11-21T05:5${minute}:00Z`;
  const pushed = (
    name: string,
    minute: number,
    spec: object = {},
    kept: object = {},
  ): KubeObject => {
    const made = automation(spec, {
      lastPushCommit: name.padEnd(40, '0'),
      lastPushTime: at(minute),
      ...kept,
    });
    return { ...made, metadata: { ...made.metadata, name } };
  };
  const holds = (minute: number, ref: object = { branch: 'main' }) =>
    aGitRepository('flux-system', 'apps', {
      spec: { ref },
      status: {
        conditions: [aCondition({ message: 'stored artifact' })],
        artifact: { revision: REVISION, lastUpdateTime: at(minute) },
      },
    });
  const elsewhere = { git: { push: { branch: 'updates' } } };

  it.each<[string, KubeObject, KubeObject[], string, boolean]>([
    [
      'to the branch that is read is on its way',
      holds(5),
      [pushed('aaaaaaa', 9)],
      'inProgress: main aaaaaaa pushed, not fetched yet',
      false,
    ],
    [
      'is the newest of several automations',
      holds(5),
      [
        pushed('bbbbbbb', 9, elsewhere),
        pushed('ccccccc', 8),
        pushed('aaaaaaa', 9),
      ],
      'inProgress: main aaaaaaa pushed, not fetched yet',
      true,
    ],
    [
      'in time is never fetched where it should be',
      holds(0),
      [pushed('bbbbbbb', 9, elsewhere), pushed('aaaaaaa', 1)],
      'diverged: main aaaaaaa never fetched',
      true,
    ],
    [
      'to a branch of its own waits for a merge',
      holds(0),
      [pushed('bbbbbbb', 1, elsewhere)],
      'ok: main',
      true,
    ],
    [
      'to the branch that it checks out, which is not the one that is read, waits for a merge',
      holds(0),
      [
        pushed('bbbbbbb', 1, {
          git: { checkout: { ref: { branch: 'next' } } },
        }),
      ],
      'ok: main',
      true,
    ],
    [
      'to a branch of its own, and by a refspec to the one that is read',
      holds(5),
      [
        pushed('aaaaaaa', 9, {
          git: {
            push: {
              branch: 'updates',
              refspec: 'refs/heads/updates:refs/heads/main',
            },
          },
        }),
      ],
      'inProgress: main aaaaaaa pushed, not fetched yet',
      false,
    ],
    [
      'to a review waits for a merge',
      holds(0),
      [
        pushed('bbbbbbb', 1, {
          git: { push: { branch: 'updates', refspec: 'HEAD:refs/for/main' } },
        }),
      ],
      'ok: main',
      true,
    ],
    [
      'beside a pinned commit does not arrive by itself',
      holds(0, { branch: 'main', commit: COMMIT }),
      [pushed('bbbbbbb', 1)],
      `ok: ${COMMIT.slice(0, 7)} pinned`,
      true,
    ],
    [
      'to another repository is nothing that arrives here',
      holds(0),
      [
        pushed('bbbbbbb', 1, {
          sourceRef: { kind: 'GitRepository', name: 'others' },
        }),
      ],
      'ok: main',
      false,
    ],
    [
      'before what is held says nothing',
      holds(5),
      [pushed('bbbbbbb', 1, elsewhere), pushed('aaaaaaa', 2)],
      'ok: main',
      false,
    ],
  ])('%s', (_, source, automations, expected, awaitsMerge) => {
    const { segments, notes } = judgedWith(
      source,
      chose('1.9.0'),
      ...automations,
    );
    const { verdict, headline } = segments[0];

    expect(`${verdict}: ${headline}`).toBe(expected);
    expect(notes.map(note => note.class).includes('awaits-merge')).toBe(
      awaitsMerge,
    );
  });

  it('waits for no merge where what was chosen is there', () => {
    const { notes } = judgedWith(
      holds(0),
      chose('1.8.3'),
      pushed('bbbbbbb', 1, elsewhere),
    );

    expect(notes.map(note => note.class)).not.toContain('awaits-merge');
  });

  it('is not held up by one that is suspended where another one brings it', () => {
    const stopped = pushed('bbbbbbb', 1, { suspend: true });

    expect(
      judgedWith(holds(0), chose('1.9.0'), stopped).segments[0].class,
    ).toBe('suspended');
    expect(
      judgedWith(holds(5), chose('1.9.0'), stopped, pushed('aaaaaaa', 4))
        .segments[0].verdict,
    ).toBe('ok');
  });
});

describe('a source that is suspended', () => {
  const suspended = aGitRepository('flux-system', 'apps', {
    spec: { suspend: true },
  });

  it('withholds what the automation pushed since', () => {
    const pushed = automation(
      {},
      {
        lastPushCommit: 'c'.repeat(40),
        lastPushTime: '2026-11-21T05:59:00Z',
      },
    );

    expect(divergenceOf(suspended, chose('1.8.3'), pushed)).toMatchObject({
      segment: 'source',
      verdict: 'suspended',
      class: 'suspended',
    });
  });

  it('withholds nothing where it holds that commit', () => {
    const pushed = automation(
      {},
      { lastPushCommit: COMMIT, lastPushTime: '2026-11-21T05:57:00Z' },
    );

    expect(divergenceOf(suspended, chose('1.8.3'), pushed)).toBeNull();
  });
});
