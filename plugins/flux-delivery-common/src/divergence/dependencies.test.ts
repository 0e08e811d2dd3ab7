import type { Condition } from '../kube/KubeObject';
import {
  aCondition,
  aGitRepository,
  aKustomization,
  COMMIT,
  REVISION,
} from '../testUtils/builders';
import { fixtureTarget } from '../testUtils/fixtureTargets';
import { memoryInventory } from '../testUtils/memoryInventory';
import { judgeTarget } from './judgeTarget';

const NEW = `main@sha1:${COMMIT.split('').reverse().join('')}`;

describe('a dependency that tries again what failed', () => {
  const status = (conditions: Condition[]) => ({
    lastAppliedRevision: REVISION,
    lastAttemptedRevision: NEW,
    conditions,
  });
  const db = (conditions: Condition[]) =>
    aKustomization('flux-system', 'db', { status: status(conditions) });
  const broken = db([
    aCondition({
      status: 'False',
      reason: 'BuildFailed',
      message: 'kustomize build failed: x',
    }),
  ]);
  const trying = db([
    aCondition({
      status: 'Unknown',
      reason: 'Progressing',
      message: 'Building manifests',
    }),
  ]);
  const waiting = aKustomization('flux-system', 'api', {
    status: status([
      aCondition({
        status: 'False',
        reason: 'DependencyNotReady',
        message: `dependency 'flux-system/db' is not ready`,
        lastTransitionTime: '2026-11-21T05:59:30Z',
      }),
    ]),
    spec: { dependsOn: [{ name: 'db' }] },
  });

  function verdictWith(artifact: string) {
    const view = memoryInventory(
      [
        waiting,
        broken,
        trying,
        aGitRepository('flux-system', 'apps', {
          status: {
            artifact: {
              revision: artifact,
              lastUpdateTime: '2026-11-21T05:58:00Z',
            },
            conditions: [aCondition()],
          },
        }),
      ].map(object => ({ cluster: 'fixture', object })),
    );
    return judgeTarget(fixtureTarget(waiting, view), {
      view,
      now: '2026-11-21T06:00:00Z',
      pinned: false,
    }).segments[2];
  }

  it('blocks while it tries', () => {
    expect(verdictWith(NEW)).toMatchObject({
      verdict: 'diverged',
      class: 'dependency-not-ready',
      headline: 'waits for flux-system/db',
    });
  });

  it('is at work where it tries something newer', () => {
    expect(verdictWith(`main@sha1:${'b'.repeat(40)}`).verdict).toBe(
      'inProgress',
    );
  });
});

describe('a dependency that is ready, and not as its readyExpr wants', () => {
  it('is named as what is waited for', () => {
    const waiting = aKustomization('flux-system', 'api', {
      spec: { dependsOn: [{ name: 'db' }] },
      status: {
        conditions: [
          aCondition({
            status: 'False',
            reason: 'DependencyNotReady',
            message:
              "dependency 'flux-system/db' is not ready according to readyExpr eval",
            lastTransitionTime: '2026-11-21T05:00:00Z',
          }),
        ],
      },
    });
    const view = memoryInventory(
      [
        waiting,
        aKustomization('flux-system', 'db'),
        aGitRepository('flux-system', 'apps'),
      ].map(object => ({ cluster: 'fixture', object })),
    );

    expect(
      judgeTarget(fixtureTarget(waiting, view), {
        view,
        now: '2026-11-21T06:00:00Z',
        pinned: false,
      }).segments[2],
    ).toMatchObject({
      verdict: 'diverged',
      class: 'dependency-not-ready',
      headline: 'waits for flux-system/db',
      rootCause: { name: 'db' },
    });
  });
});

describe('of several dependencies', () => {
  const failing = [
    aCondition({ status: 'False', reason: 'BuildFailed', message: 'x' }),
  ];
  const busy = [
    aCondition({ status: 'Unknown', reason: 'Progressing', message: 'x' }),
  ];

  it.each<[string, string, Condition[], Condition[], string]>([
    [
      'the one that Flux names',
      "dependency 'flux-system/b' is not ready",
      failing,
      failing,
      'b',
    ],
    [
      'the one that Flux names, though it is only at work',
      "dependency 'flux-system/b' is not ready",
      failing,
      busy,
      'b',
    ],
    [
      'the one that Flux names, though it looks ready',
      "dependency 'flux-system/b' is not ready",
      failing,
      [aCondition()],
      'b',
    ],
    [
      'the one whose readyExpr Flux names',
      "dependency 'flux-system/a' is not ready according to readyExpr eval",
      [aCondition()],
      failing,
      'a',
    ],
    [
      'one after that which stops for good',
      "dependency 'flux-system/a' is not ready",
      busy,
      failing,
      'b',
    ],
    [
      'the first that stops for good where Flux names none',
      'dependencies do not meet ready condition',
      failing,
      failing,
      'a',
    ],
    [
      'the first that stops for good where Flux names a stranger',
      "dependency 'flux-system/gone' is not ready",
      failing,
      failing,
      'a',
    ],
  ])('%s is what is waited for: %s', (_, message, ofA, ofB, expected) => {
    const waiting = aKustomization('flux-system', 'api', {
      spec: { dependsOn: [{ name: 'a' }, { name: 'b' }] },
      status: {
        conditions: [
          aCondition({
            status: 'False',
            reason: 'DependencyNotReady',
            message,
            lastTransitionTime: '2026-11-21T05:00:00Z',
          }),
        ],
      },
    });
    const view = memoryInventory(
      [
        waiting,
        aKustomization('flux-system', 'a', { status: { conditions: ofA } }),
        aKustomization('flux-system', 'b', { status: { conditions: ofB } }),
        aGitRepository('flux-system', 'apps'),
      ].map(object => ({ cluster: 'fixture', object })),
    );

    expect(
      judgeTarget(fixtureTarget(waiting, view), {
        view,
        now: '2026-11-21T06:00:00Z',
        pinned: false,
      }).segments[2],
    ).toMatchObject({
      verdict: 'diverged',
      class: 'dependency-not-ready',
      headline: `waits for flux-system/${expected}`,
    });
  });
});
