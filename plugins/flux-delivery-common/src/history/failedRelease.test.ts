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

  it('an action that comes after it is a row of its own', () => {
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
      expect.stringMatching(/^noChange /),
    ]);
  });
});
