import type { HelmRelease } from '../flux/objects';
import { fromMillis } from '../kube/time';
import type { KubeObject } from '../kube/KubeObject';
import { loadFixture } from '../testUtils/loadFixture';
import { ChainBench } from './__testUtils__/ChainBench';
import { observeAll } from './__testUtils__/replayWatch';

const MINUTE = 60_000;
const START = Date.parse('2026-11-21T06:00:00Z');

/** Tells versions of a HelmRelease, each so many minutes after 06:00; what is captured beside it is there from the start. */
function tell(
  versions: [minutes: number, release: KubeObject][],
  beside: readonly KubeObject[] = [],
): ChainBench {
  const told = versions.map(([minutes, release], at) => ({
    at: fromMillis(START + minutes * MINUTE),
    object: {
      ...release,
      metadata: { ...release.metadata, resourceVersion: `${900_000 + at}` },
    },
    isGone: false,
  }));
  const there = beside.map(object => ({ ...told[0], object }));
  const [, first] = versions[0];
  const bench = new ChainBench();
  observeAll([...there, ...told], {
    kind: 'HelmRelease',
    name: first.metadata.name,
  }).forEach(observation => bench.observe(observation));
  return bench;
}

const HEALTHY = loadFixture('healthy-helm-release');
const released = HEALTHY.find(
  ({ kind }) => kind === 'HelmRelease',
) as HelmRelease;
const besides = HEALTHY.filter(object => object !== released);

/** The release as it stands when its controller looked at a spec in vain. */
function failing(
  generation: number,
  version: string,
  condition: object = {},
): HelmRelease {
  const { metadata, spec, status } = released;
  return {
    ...released,
    metadata: { ...metadata, generation },
    spec: {
      ...spec,
      chart: { spec: { ...spec?.chart?.spec, version } },
    } as HelmRelease['spec'],
    status: {
      ...status,
      conditions: [
        {
          type: 'Ready',
          status: 'False',
          reason: 'SourceNotReady',
          message: `no 'checkout' chart with version matching '${version}' found`,
          lastTransitionTime: fromMillis(START + MINUTE),
          observedGeneration: generation,
          ...condition,
        },
        ...(status?.conditions ?? []).filter(({ type }) => type !== 'Ready'),
      ],
    },
  };
}

const generation = released.metadata.generation!;

describe('a HelmRelease that fails before its action', () => {
  it.each(['nover', 'nochart', 'valuesmiss'])(
    'that never released anything is told once, when it lasted: %s',
    name => {
      const release = loadFixture('helm-source-and-values').find(
        ({ kind, metadata }) =>
          kind === 'HelmRelease' && metadata.name === name,
      )!;
      const bench = tell([
        [-39, release],
        [-36, release],
      ]);
      expect(bench.rows).toHaveLength(1);

      const late = tell([
        [-39, release],
        [-30, release],
        [0, release],
        [60, release],
      ]);
      expect(late.rows).toHaveLength(2);
      expect(late.rows[1].delivery).toMatchObject({
        kind: 'forward',
        outcome: 'failed',
        segment: 'reconcile',
        class: expect.any(String),
        detail: 'it failed before anything was released',
      });
    },
  );

  it('tells each spec that failed, and nothing once the one before is back', () => {
    const bench = tell(
      [
        [0, released],
        [1, failing(generation + 1, '1.9.9')],
        [15, failing(generation + 1, '1.9.9')],
        [16, failing(generation + 2, '1.9.8')],
        // Ready is False since the spec before it.
        [20, failing(generation + 2, '1.9.8')],
        [21, failing(generation + 3, '1.9.7')],
        [40, failing(generation + 3, '1.9.7')],
        [50, failing(generation + 3, '1.9.7')],
        [51, released],
        [70, released],
      ],
      besides,
    );
    expect(
      bench.rows
        .filter(({ delivery }) => delivery.detail?.includes('released'))
        .map(({ delivery }) => [delivery.kind, delivery.revisions]),
    ).toEqual([
      ['forward', { chartVersion: '1.9.9' }],
      ['forward', { chartVersion: '1.9.7' }],
    ]);
    expect(bench.rows.at(-1)!.delivery).toMatchObject({
      attemptedAt: '2026-11-21T06:21:00Z',
      finishedAt: '2026-11-21T06:21:00Z',
    });
  });

  /** An upgrade that failed, and stays so: its revision is there, and Released tells of it. */
  const failed = (): HelmRelease => {
    const [newest] = released.status!.history!;
    const failing1 = failing(generation + 1, '1.9.9', {
      reason: 'UpgradeFailed',
      message: 'Helm upgrade failed for release shop/checkout: no',
    });
    return {
      ...failing1,
      status: {
        ...failing1.status,
        lastAttemptedGeneration: generation + 1,
        lastAttemptedRevision: '1.9.9',
        history: [
          {
            ...newest,
            version: newest.version! + 1,
            chartVersion: '1.9.9',
            status: 'failed',
            action: 'upgrade',
            lastDeployed: fromMillis(START + MINUTE),
          },
          newest,
        ],
        conditions: [
          ...(failing1.status?.conditions ?? []).filter(
            ({ type }) => type !== 'Released',
          ),
          {
            type: 'Released',
            status: 'False',
            reason: 'UpgradeFailed',
            message: 'Helm upgrade failed for release shop/checkout: no',
            lastTransitionTime: fromMillis(START + MINUTE),
            observedGeneration: generation + 1,
          },
        ],
      },
    };
  };

  it('tells what came in vain after an action that failed', () => {
    const after = failing(generation + 2, '1.9.10');
    const next: HelmRelease = {
      ...after,
      status: {
        ...failed().status,
        conditions: [
          {
            ...after.status!.conditions![0],
            lastTransitionTime: fromMillis(START + MINUTE),
          },
          ...failed().status!.conditions!.filter(
            ({ type }) => type !== 'Ready',
          ),
        ],
      },
    };
    const bench = tell(
      [
        [0, released],
        [1, failed()],
        [20, failed()],
        [21, next],
        [40, next],
      ],
      besides,
    );
    expect(bench.told().slice(-2)).toEqual([
      expect.stringMatching(
        /^forward failed 1\.9\.9 v\d+ helm-upgrade-failed$/,
      ),
      'forward failed 1.9.10',
    ]);
    expect(bench.rows.at(-1)!.delivery).toMatchObject({
      segment: 'reconcile',
      message: expect.stringContaining("matching '1.9.10'"),
      startedAt: fromMillis(START + 21 * MINUTE),
      finishedAt: fromMillis(START + 21 * MINUTE),
    });
  });

  it('of what was released already, a source that is not ready is no attempt', () => {
    const before = tell([[0, released]], besides);
    const bench = tell(
      [
        [0, released],
        [1, failing(generation, '1.1.0')],
        [60, failing(generation, '1.1.0')],
      ],
      besides,
    );
    expect(bench.told()).toEqual(before.told());
  });

  it.each([
    ['the same', {}, 'noChange'],
    ['other values', { configDigest: 'sha256:other' }, 'configOnly'],
  ])('an action that comes after it is a row of its own: %s', (_, to, kind) => {
    const [newest, ...older] = released.status!.history!;
    const next: HelmRelease = {
      ...released,
      metadata: { ...released.metadata, generation: generation + 1 },
      status: {
        ...released.status,
        lastAttemptedGeneration: generation + 1,
        history: [
          {
            ...newest,
            ...to,
            version: newest.version! + 1,
            lastDeployed: fromMillis(START + 16 * MINUTE),
          },
          newest,
          ...older,
        ],
      },
    };
    const bench = tell(
      [
        [0, released],
        [1, failing(generation + 1, '1.9.9')],
        [15, failing(generation + 1, '1.9.9')],
        [17, next],
      ],
      besides,
    );
    expect(bench.told().slice(-2)).toEqual([
      expect.stringMatching(/^forward failed 1\.9\.9 /),
      expect.stringMatching(new RegExp(`^${kind} `)),
    ]);
  });
});
