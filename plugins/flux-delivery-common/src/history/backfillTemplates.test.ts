import { kindOf } from '../flux/kinds';
import { groupOf, type KubeObject, refOf } from '../kube/KubeObject';
import { projectObject } from '../kube/projectObject';
import type { ReplicaSet } from '../kube/workloads';
import type { ResolvedTarget } from '../paths/DeliveryPath';
import { emptyTarget } from '../paths/emptyTarget';
import { fixtureTarget, fixtureView } from '../testUtils/fixtureTargets';
import { memoryInventory } from '../testUtils/memoryInventory';
import { ChainBench } from './__testUtils__/ChainBench';
import { versionsOf } from './__testUtils__/replayWatch';
import { observeUnit } from './observeUnit';
import type { AppliedManifests, HelmFacts } from './UnitObservation';

const NOW = '2026-11-21T12:00:00Z';
const at = (hour: number, second = 0) =>
  `2026-11-21T${String(hour).padStart(2, '0')}:00:${String(second).padStart(
    2,
    '0',
  )}Z`;

function projected<T extends KubeObject>(raw: KubeObject): T {
  return projectObject(
    raw,
    kindOf(groupOf(raw.apiVersion), raw.kind)!,
  ) as unknown as T;
}

function template(tag: string, restartedAt?: string) {
  return {
    metadata: {
      labels: { app: 'api' },
      ...(restartedAt && {
        annotations: { 'kubectl.kubernetes.io/restartedAt': restartedAt },
      }),
    },
    spec: { containers: [{ name: 'web', image: `shop/api:${tag}` }] },
  };
}

interface Made {
  tag: string;
  revision: number;
  at: string;
  before?: string;
  restartedAt?: string;
}

function replicaSet({ tag, revision, at: made, before, restartedAt }: Made) {
  const { metadata, spec } = template(tag, restartedAt);
  return projected<ReplicaSet>({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      namespace: 'shop',
      name: `api-${tag}-${revision}`,
      uid: `rs-${tag}-${revision}`,
      creationTimestamp: made,
      annotations: {
        'deployment.kubernetes.io/revision': String(revision),
        ...(before && { 'deployment.kubernetes.io/revision-history': before }),
      },
    },
    spec: {
      template: {
        metadata: {
          ...metadata,
          labels: { ...metadata.labels, 'pod-template-hash': tag },
        },
        spec,
      },
    },
  } as KubeObject);
}

/** A Deployment that runs the template of the newest of these ReplicaSets. */
function deployment(
  name: string,
  sets: readonly Made[],
  of: { paused?: boolean; pods?: boolean } = {},
): ResolvedTarget['workloads'][number] {
  const newest = [...sets].sort((a, b) => b.revision - a.revision)[0];
  const object = projected({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      namespace: 'shop',
      name,
      uid: name,
      creationTimestamp: at(1),
    },
    spec: {
      paused: of.paused,
      template: template(newest.tag, newest.restartedAt),
    },
  } as KubeObject);
  const ref = refOf('prod', object);
  return {
    ref,
    workload: { ref, object, observedAt: NOW },
    because: 'a test',
    related: [],
    ...(of.pods !== false && {
      pods: {
        observedAt: NOW,
        pods: [],
        replicaSets: sets.map(replicaSet),
        truncated: false,
      },
    }),
  };
}

function observed(...workloads: ResolvedTarget['workloads']) {
  return observeUnit(
    { ...emptyTarget(), id: 'prod~api', environment: 'prod', workloads },
    { view: memoryInventory([]), now: NOW, pinned: false },
    {
      entityRef: 'component:default/api',
      version: '100',
      at: NOW,
      listed: true,
    },
  );
}

function firstSight(...observation: Parameters<typeof observed>) {
  return seen(observed(...observation));
}

function seen(observation: ReturnType<typeof observed>): string[] {
  const bench = new ChainBench();
  bench.observe(observation);
  expect(bench.observe(observation)).toEqual([]);
  bench.restart();
  expect(bench.observe({ ...observation, past: undefined })).toEqual([]);
  return bench.rows.map(({ delivery }) =>
    [
      delivery.kind,
      delivery.outcome,
      delivery.startedAt.slice(11, 19),
      ...delivery.images.map(({ declared }) => declared.split(':')[1]),
      ...(delivery.backfilled ? [] : ['seen']),
    ].join(' '),
  );
}

const A = { tag: 'a', revision: 1, at: at(1) };
const B = { tag: 'b', revision: 2, at: at(2) };
const C = { tag: 'c', revision: 3, at: at(3) };

describe('what ReplicaSets tell at first sight of a unit without an applier', () => {
  it.each<[string, Made[], string[]]>([
    ['one template', [A], ['baseline unknown 01:00:00 a']],
    [
      'templates one after the other',
      [C, A, B],
      [
        'forward unknown 01:00:00 a',
        'forward unknown 02:00:00 b',
        'baseline unknown 03:00:00 c',
      ],
    ],
    [
      'a restart',
      [A, { ...A, revision: 2, at: at(2), restartedAt: at(2) }, C],
      [
        'forward unknown 01:00:00 a',
        'restart unknown 02:00:00 a',
        'baseline unknown 03:00:00 c',
      ],
    ],
    [
      'the same images with other settings, as a restart of the present',
      [A, { ...A, revision: 2, at: at(2), restartedAt: at(2) }],
      ['forward unknown 01:00:00 a', 'baseline unknown 02:00:00 a'],
    ],
    [
      'a rollback to the first: when, nothing tells',
      [{ ...A, revision: 3, before: '1' }, B],
      [
        'forward unknown 01:00:00 a',
        'forward unknown 02:00:00 b',
        'baseline unknown 12:00:00 a',
      ],
    ],
    [
      'a rollback whose former revision is not kept',
      [{ ...A, revision: 3, at: at(1, 1) }, B],
      [
        'forward unknown 01:00:01 a',
        'gap unknown 01:00:01',
        'forward unknown 02:00:00 b',
        'baseline unknown 12:00:00 a',
      ],
    ],
    [
      'a rollback, and something new after it',
      [{ ...A, revision: 3, before: '1' }, B, { ...C, revision: 4 }],
      [
        'forward unknown 01:00:00 a',
        'forward unknown 02:00:00 b',
        'gap unknown 02:00:00',
        'baseline unknown 03:00:00 c',
      ],
    ],
    [
      'some that are gone',
      [A, { ...C, revision: 7 }],
      [
        'forward unknown 01:00:00 a',
        'gap unknown 01:00:00',
        'baseline unknown 03:00:00 c',
      ],
    ],
    [
      'those that were put back from a backup before their Deployment',
      [
        { ...A, at: at(0) },
        { ...B, at: at(1) },
        { ...C, at: at(3) },
      ],
      ['baseline unknown 03:00:00 c'],
    ],
  ])('%s', (_, sets, rows) => {
    expect(firstSight(deployment('api', sets))).toEqual(rows);
    expect(firstSight(deployment('api', [...sets].reverse()))).toEqual(rows);
  });

  it('a template that has no ReplicaSet yet is the baseline, behind those that have', () => {
    const workload = deployment('api', [A, B, C]);
    const pods = {
      ...workload.pods!,
      replicaSets: workload.pods!.replicaSets.slice(0, 2),
    };
    expect(firstSight({ ...workload, pods })).toEqual([
      'forward unknown 01:00:00 a',
      'forward unknown 02:00:00 b',
      'baseline unknown 12:00:00 c',
    ]);
  });

  it('several Deployments together, since all of them are known', () => {
    const worker = [
      { tag: 'x', revision: 1, at: at(2, 30) },
      { tag: 'y', revision: 2, at: at(3) },
    ];
    expect(
      firstSight(deployment('api', [A, B, C]), deployment('worker', worker)),
    ).toEqual([
      'forward unknown 02:00:30 b x',
      'baseline unknown 03:00:00 c y',
    ]);
  });

  it('nothing of several where what one of them had meanwhile is not known', () => {
    const worker = [
      { tag: 'x', revision: 1, at: at(1) },
      { tag: 'y', revision: 5, at: at(4) },
    ];
    expect(
      firstSight(deployment('api', [A, B, C]), deployment('worker', worker)),
    ).toEqual([
      'forward unknown 01:00:00 a x',
      'gap unknown 01:00:00',
      'baseline unknown 04:00:00 c y',
    ]);
  });

  it.each<[string, object]>([
    ['its ReplicaSets were not listed', { pods: false }],
    ['it is paused', { paused: true }],
  ])('nothing where %s', (_, of) => {
    expect(firstSight(deployment('api', [A, B, C], of))).toEqual([
      'baseline unknown 12:00:00 c',
    ]);
  });
});

describe('the images of what Flux keeps of the past', () => {
  const pass = (
    letter: string,
    firstAt: string,
    lastAt = firstAt,
    status = 'ReconciliationSucceeded',
  ): AppliedManifests => ({
    digest: `sha256:${letter}`,
    revisions: { raw: `main@sha1:${letter.repeat(40)}` },
    firstAt,
    lastAt,
    status,
  });
  const passes = (sets: Made[], ...history: AppliedManifests[]) =>
    seen({
      ...observed(deployment('api', sets)),
      uid: 'k',
      applier: {
        type: 'kustomization',
        attempt: { key: '1/c', revisions: history[0].revisions, at: at(11) },
        isApplied: true,
        settledAt: at(11),
        digest: history[0].digest,
        history,
        retryMs: 60_000,
      },
    }).slice(0, -1);

  it('are those of the ReplicaSet that was the newest at its last pass', () => {
    expect(
      passes(
        [A, B, C],
        pass('c', at(3, 5)),
        pass('b', at(2, 5), at(2, 50)),
        pass('a', at(1, 5), at(1, 50)),
      ),
    ).toEqual(['forward succeeded 01:00:05 a', 'forward succeeded 02:00:05 b']);
  });

  it('are those of before where a pass changed no template', () => {
    expect(
      passes(
        [A, { ...C, revision: 2 }],
        pass('c', at(3, 5)),
        pass('b', at(2, 5)),
        pass('a', at(1)),
      ),
    ).toEqual(['forward succeeded 01:00:00 a', 'forward succeeded 02:00:05 a']);
  });

  it.each<[string, Made[], AppliedManifests]>([
    [
      'a template came soon after it: it may be its own',
      [A, { ...B, at: at(2, 7) }],
      pass('a', at(2, 5)),
    ],
    ['it was before all that is kept', [B, C], pass('a', at(1, 30))],
    ['ReplicaSets of since then are gone', [A, C], pass('b', at(2, 5))],
    [
      'the ReplicaSet was used again',
      [{ ...A, revision: 3, before: '1' }, B],
      pass('b', at(2, 5)),
    ],
    [
      'it failed to apply',
      [A, B],
      pass('a', at(1, 5), at(1, 5), 'ReconciliationFailed'),
    ],
  ])('are not told where %s', (_, sets, past) => {
    expect(passes(sets, pass('c', at(9)), past)).toEqual([
      expect.stringMatching(/^forward \w+ \S+$/),
    ]);
  });

  it('of a Helm revision are those that came with its action', () => {
    const release = (
      version: number,
      deployedAt: string,
      status = 'superseded',
    ): HelmFacts['releases'][number] => ({
      version,
      deployedAt,
      status,
      content: `api 1.${version}`,
      revisions: { helmRevision: version },
    });
    const releases = (...sets: Made[]) =>
      seen({
        ...observed(deployment('api', sets)),
        uid: 'h',
        applier: {
          type: 'helm',
          releases: [
            release(3, at(3), 'deployed'),
            release(2, at(2)),
            release(1, at(1)),
          ],
          retryMs: 60_000,
        },
      }).slice(0, -1);
    expect(releases({ ...A, at: at(1, 1) }, { ...B, at: at(2, 1) }, C)).toEqual(
      ['forward succeeded 01:00:00 a', 'forward succeeded 02:00:00 b'],
    );
    const byHand = { ...B, at: '2026-11-21T01:30:00Z' };
    expect(releases({ ...A, at: at(1, 1) }, byHand, C)).toEqual([
      'forward succeeded 01:00:00',
      'forward succeeded 02:00:00 b',
    ]);
  });

  it('as captured: of the commit before, the images that its Deployment had', () => {
    const whole = new Map(
      versionsOf('watch-git-commit-rollout').map(({ object }) => [
        `${object.kind}/${object.metadata.name}`,
        object,
      ]),
    );
    const objects = [...whole.values()];
    const view = fixtureView(
      objects.filter(({ kind }) => kind !== 'ReplicaSet'),
      NOW,
    );
    const target = fixtureTarget(whole.get('Kustomization/catalog')!, view);
    const replicaSets = objects
      .filter(({ kind }) => kind === 'ReplicaSet')
      .map(object => projected<ReplicaSet>(object));
    expect(replicaSets).toHaveLength(2);
    const bench = new ChainBench();
    bench.observe(
      observeUnit(
        {
          ...target,
          workloads: target.workloads.map(workload => ({
            ...workload,
            pods: { observedAt: NOW, pods: [], replicaSets, truncated: false },
          })),
        },
        { view, now: NOW, pinned: false },
        {
          entityRef: 'component:default/catalog',
          version: '99999',
          at: NOW,
          listed: true,
        },
      ),
    );
    expect(
      bench.rows.map(({ delivery }) => [
        delivery.kind,
        delivery.startedAt,
        delivery.images.map(({ declared }) => declared),
      ]),
    ).toEqual([
      [
        'forward',
        '2026-11-21T05:13:48Z',
        ['registry.example.com/shop/catalog:1.0.0'],
      ],
      [
        'baseline',
        '2026-11-21T05:38:48Z',
        ['registry.example.com/shop/catalog:1.1.0'],
      ],
    ]);
  });
});
