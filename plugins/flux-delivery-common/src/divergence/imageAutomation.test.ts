import type { KubeObject } from '../kube/KubeObject';
import {
  aCondition,
  aDeployment,
  aGitRepository,
  aKustomization,
  anObject,
  COMMIT,
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

function divergenceOf(source: KubeObject, ...objects: KubeObject[]) {
  const applier = aKustomization('flux-system', 'payments', {
    owned: ['payments_api_apps_Deployment'],
  });
  const view = memoryInventory(
    [applier, aDeployment('payments', 'api'), source, scan, ...objects].map(
      object => ({ cluster: CLUSTER, object }),
    ),
  );
  return firstDivergence(
    judgeTarget(fixtureTarget(applier, view), {
      view,
      now: '2026-11-21T06:00:00Z',
      pinned: false,
    }).segments,
  );
}

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
