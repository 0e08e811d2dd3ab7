import type { HelmRelease, Kustomization } from '../flux/objects';
import type { Condition, KubeObject } from '../kube/KubeObject';
import {
  aCondition,
  aGitRepository,
  aHelmRelease,
  aKustomization,
  anObject,
  COMMIT,
  REVISION,
} from '../testUtils/builders';
import { CLUSTER, fixtureTarget } from '../testUtils/fixtureTargets';
import { memoryInventory } from '../testUtils/memoryInventory';
import { judgeTarget } from './judgeTarget';

const NOW = '2026-11-21T08:00:00Z';
const NEW = `main@sha1:${COMMIT.split('').reverse().join('')}`;
const at = (time: string) => `2026-11-21T${time}Z`;

/** The segment as a portal sees it that has seen these versions of the objects, and none before. */
function judged(segment: number, ...versions: KubeObject[]) {
  const view = memoryInventory(
    versions.map(object => ({ cluster: CLUSTER, object })),
  );
  const { segments } = judgeTarget(fixtureTarget(versions.at(-1)!, view), {
    view,
    now: NOW,
    pinned: false,
  });
  const { verdict, since, at: when, atWord } = segments[segment];
  return {
    verdict,
    ...(since && { since }),
    ...(atWord === 'last worked' && { worked: when }),
  };
}

const source = (revision: string, lastUpdateTime: string) =>
  aGitRepository('flux-system', 'apps', {
    status: {
      conditions: [
        aCondition({ message: `stored artifact for revision '${revision}'` }),
      ],
      artifact: { revision, lastUpdateTime: at(lastUpdateTime) },
    },
  });

const ready = (
  status: string,
  time: string,
  reason = 'BuildFailed',
): Condition =>
  aCondition({ status, reason, message: reason, lastTransitionTime: at(time) });
const pass = (time: string) => [
  ready('Unknown', time, 'Progressing'),
  aCondition({ type: 'Reconciling', message: 'Building manifests' }),
];

type Told = [status: string, revision: string, first: string, last: string];
const history = (...told: Told[]) =>
  told.map(([status, revision, first, last]) => ({
    lastReconciledStatus: status,
    firstReconciled: at(first),
    lastReconciled: at(last),
    metadata: { revision },
  }));
const worked = (last: string): Told => [
  'ReconciliationSucceeded',
  REVISION,
  '02:00:00',
  last,
];

const ks = (conditions: Condition[], status: Kustomization['status'] = {}) =>
  aKustomization('flux-system', 'api', {
    status: { lastAttemptedRevision: NEW, conditions, ...status },
  });

describe('since when a Kustomization fails', () => {
  const works = ks([ready('True', '05:50:00', 'ReconciliationSucceeded')], {
    lastAttemptedRevision: REVISION,
    history: history(worked('05:50:00')),
  });

  it.each<[string, Kustomization, [string, string], object]>([
    [
      'as its history tells, whatever pass runs',
      ks(pass('07:59:00'), {
        history: history(
          ['ReconciliationFailed', NEW, '06:00:09', '07:58:00'],
          worked('05:50:00'),
        ),
      }),
      [NEW, '06:00:00'],
      { since: at('06:00:09') },
    ],
    [
      'of whichever revision it failed of first',
      ks([ready('False', '07:59:00', 'ReconciliationFailed')], {
        history: history(
          ['ReconciliationFailed', NEW, '07:00:09', '07:58:00'],
          ['ReconciliationFailed', 'main@sha1:b', '06:00:09', '06:58:00'],
          worked('05:50:00'),
        ),
      }),
      [NEW, '07:00:00'],
      { since: at('06:00:09') },
    ],
    [
      'not since the same content failed before it worked: since that is there again',
      ks([ready('False', '07:59:00', 'ReconciliationFailed')], {
        history: history(
          ['ReconciliationFailed', NEW, '03:00:00', '07:58:00'],
          worked('06:50:00'),
        ),
      }),
      [NEW, '07:00:00'],
      { since: at('07:00:00') },
    ],
    [
      'of a build, which leaves no history, since its source holds what cannot be built',
      ks([ready('False', '07:59:00')], {
        history: history(worked('05:55:00')),
      }),
      [NEW, '06:00:00'],
      { since: at('06:00:00') },
    ],
    [
      'not since a newer revision came where the one before had failed as well',
      ks([ready('False', '07:59:00')], {
        history: history(worked('05:55:00')),
      }),
      [NEW, '07:30:00'],
      { worked: at('05:55:00') },
    ],
    [
      'not since its condition was written where nothing tells',
      ks([ready('False', '07:59:00')], {
        lastAttemptedRevision: REVISION,
        history: history(worked('05:55:00')),
      }),
      [REVISION, '02:00:00'],
      { worked: at('05:55:00') },
    ],
    [
      'since it was made where it never applied anything',
      ks([ready('False', '07:59:00')], { lastAppliedRevision: undefined }),
      [NEW, '07:30:00'],
      { since: '2026-11-01T00:00:00Z' },
    ],
  ])('%s', (_, applier, [revision, fetchedAt], expected) => {
    expect(judged(2, source(revision, fetchedAt), applier)).toEqual({
      verdict: 'diverged',
      ...expected,
    });
  });

  it('as it was seen, and after a restart of the portal in no pass since when that restart was', () => {
    const told = { history: history(worked('05:50:00')) };
    const story = [
      works,
      ...['06:00:00', '06:10:00', '06:20:00', '06:30:00'].flatMap(time => [
        ks(pass(time), told),
        ks([ready('False', time.replace(/00$/, '07'))], told),
      ]),
    ];
    const from = (start: number) =>
      judged(2, source(NEW, '06:25:00'), ...story.slice(start)).since;

    expect(from(0)).toBe(at('06:00:07'));
    expect(story.slice(1).map((_version, index) => from(index + 1))).toEqual(
      story.slice(1).map(() => undefined),
    );
  });

  it('and its wait for a source or a dependency that never comes', () => {
    const waits = ks([ready('False', '07:30:00', 'DependencyNotReady')], {
      lastAttemptedRevision: REVISION,
      history: history(worked('06:55:00')),
    });
    const waiting = {
      ...waits,
      spec: { ...waits.spec, timeout: '1m', dependsOn: [{ name: 'db' }] },
    };
    const db = aKustomization('flux-system', 'db', {
      status: { conditions: pass('07:59:00') },
    });

    expect(judged(2, source(NEW, '07:00:00'), db, waiting)).toEqual({
      verdict: 'diverged',
      since: at('07:00:00'),
    });
    expect(judged(2, source(REVISION, '02:00:00'), db, waiting)).toEqual({
      verdict: 'diverged',
      worked: at('06:55:00'),
    });
  });
});

describe('since when a health check fails', () => {
  it('is told by the history of what was applied', () => {
    const applier = ks([ready('False', '07:59:00', 'HealthCheckFailed')], {
      history: history(
        ['HealthCheckFailed', NEW, '06:05:00', '07:58:00'],
        worked('05:50:00'),
      ),
    });

    expect(judged(3, source(NEW, '06:00:00'), applier)).toEqual({
      verdict: 'diverged',
      since: at('06:05:00'),
    });
  });
});

type Release = [version: number, status: string, chart: string, time: string];
const releases = (...told: Release[]) =>
  told.map(([version, status, chartVersion, time]) => ({
    name: 'api',
    namespace: 'x',
    version,
    status,
    chartVersion,
    lastDeployed: at(time),
  }));

describe('since when a HelmRelease fails', () => {
  const chart = anObject(
    'source.toolkit.fluxcd.io/v1',
    'HelmChart',
    'flux-system',
    'flux-system-api',
    {
      spec: { chart: 'api', version: '1.x' },
      status: {
        observedGeneration: 1,
        artifact: { revision: '1.9.0', lastUpdateTime: at('06:00:00') },
        conditions: [
          aCondition({ message: `pulled 'api' chart with version '1.9.0'` }),
        ],
      },
    },
  );
  const hr = (
    reason: string,
    status: HelmRelease['status'],
    generation = 1,
    released = true,
  ) =>
    aHelmRelease('flux-system', 'api', {
      metadata: { generation },
      status: {
        lastAttemptedRevision: '1.9.0',
        conditions: [
          {
            ...ready('False', '07:59:00', reason),
            observedGeneration: generation,
          },
          ...(released
            ? [
                aCondition({
                  type: 'Released',
                  status: 'False',
                  reason,
                  message: 'cannot patch "api"',
                  lastTransitionTime: at('07:58:00'),
                  observedGeneration: generation,
                }),
              ]
            : []),
        ],
        observedGeneration: generation,
        ...status,
      },
    });

  it.each<[string, HelmRelease, string]>([
    [
      'the first try of what is wanted, through every rollback',
      hr('UpgradeFailed', {
        history: releases(
          [5, 'deployed', '1.8.3', '07:50:00'],
          [4, 'failed', '1.9.0', '07:45:00'],
          [3, 'superseded', '1.8.3', '06:20:00'],
          [2, 'failed', '1.9.0', '06:15:00'],
          [1, 'superseded', '1.8.3', '02:00:00'],
        ),
      }),
      at('06:15:00'),
    ],
    [
      'not a failure before it worked',
      hr('UpgradeFailed', {
        history: releases(
          [4, 'failed', '1.9.0', '07:45:00'],
          [3, 'superseded', '1.9.0', '06:20:00'],
          [2, 'failed', '1.9.0', '06:15:00'],
        ),
      }),
      at('07:45:00'),
    ],
    [
      'when it was made, where nothing was ever released and nobody changed it',
      hr('InstallFailed', { history: [], observedGeneration: -1 }),
      '2026-11-01T00:00:00Z',
    ],
    [
      'what its own condition says, where nothing else tells',
      hr('InstallFailed', { history: [] }, 2),
      at('07:58:00'),
    ],
    [
      'the condition, which stays while it fails before any action',
      hr('ValuesError', {}, 1, false),
      at('07:59:00'),
    ],
  ])('%s', (_, applier, since) => {
    expect(judged(2, chart, applier)).toEqual({ verdict: 'diverged', since });
  });

  it('is not when this portal came to look, where a changed spec is not taken up', () => {
    const idle = aHelmRelease('flux-system', 'api', {
      metadata: { generation: 2 },
      status: { lastAttemptedRevision: '1.9.0' },
    });

    expect(judged(2, chart, idle)).toEqual({ verdict: 'diverged' });
  });
});

describe('since when a source fails', () => {
  const refused = (time: string, message: string) =>
    aGitRepository('flux-system', 'apps', {
      status: {
        conditions: [
          { ...ready('False', time, 'GitOperationFailed'), message },
          aCondition({
            type: 'FetchFailed',
            reason: 'GitOperationFailed',
            message,
            lastTransitionTime: at(time),
          }),
        ],
      },
    });

  it('is the first failure of this kind, though its words change', () => {
    const versions = [
      refused('06:00:00', 'dial tcp 10.0.0.1:41001: i/o timeout'),
      refused('07:00:00', 'dial tcp 10.0.0.1:41999: i/o timeout'),
    ];

    expect(judged(1, ...versions, ks([]))).toEqual({
      verdict: 'diverged',
      since: at('06:00:00'),
    });
  });
});
