import { correlate, type NamedBearer } from './correlate';
import type { Identifier } from './identifiers';
import { compareReleases, type RankedRelease } from './rankReleases';

const commit: Identifier = {
  kind: 'commit',
  value: 'c1',
  how: 'ociAnnotation',
};
const digest: Identifier = { kind: 'digest', value: 'd1', how: 'statusField' };
const sidecar: Identifier = {
  kind: 'digest',
  value: 'envoy',
  how: 'runningPod',
};
const bearer = (
  key: string,
  identifiers: Identifier[],
  matched = identifiers.slice(0, 1),
  entityRef = 'component:default/api',
): NamedBearer => ({
  key,
  entityRef,
  identifiers,
  matched,
  knownFrom: how => `${how} of ${key}`,
});

describe('correlating names', () => {
  it('puts what bears the same name together, and tells how each other name is known', () => {
    const [release, ...others] = correlate([
      bearer('row1', [commit, digest]),
      bearer('row2', [commit, sidecar]),
    ]);
    expect(others).toEqual([]);
    expect(release).toMatchObject({
      bearers: ['row1', 'row2'],
      matched: [{ kind: 'commit', value: 'c1' }],
      identifiers: [commit, digest, sidecar],
      edges: [
        {
          from: 'd1',
          to: 'c1',
          how: 'ociAnnotation',
          because: 'known from ociAnnotation of row1',
        },
        { from: 'c1', to: 'envoy', how: 'runningPod' },
      ],
    });
  });

  it('says of the name that was looked for how it is known, too', () => {
    const pipeline: Identifier = {
      kind: 'pipeline',
      value: '4812',
      how: 'eventMetadata',
    };
    const [{ edges }] = correlate([
      bearer('a', [digest, pipeline], [pipeline]),
    ]);
    expect(edges).toMatchObject([
      { from: 'd1', to: '4812', how: 'eventMetadata' },
    ]);
  });

  it('does not take a name that both happen to bear for one release', () => {
    const other = { ...commit, value: 'c2' };
    expect(
      correlate([
        bearer('a', [commit, sidecar]),
        bearer('b', [other, sidecar]),
      ]),
    ).toHaveLength(2);
  });

  it('tells entities apart', () => {
    expect(
      correlate([
        bearer('a', [commit]),
        bearer('b', [commit], [commit], 'component:default/web'),
      ]).map(({ entityRef }) => entityRef),
    ).toEqual(['component:default/api', 'component:default/web']);
  });

  it('is the same whichever bearer comes first', () => {
    const both = bearer('both', [commit, digest], [commit, digest]);
    const one = bearer('one', [commit]);
    const two = bearer('two', [digest]);
    for (const order of [
      [both, one, two],
      [one, two, both],
      [two, both, one],
    ]) {
      expect(correlate(order)).toHaveLength(1);
    }
  });

  it('leaves places out of the names of a release', () => {
    const place: Identifier = {
      kind: 'repository',
      value: 'ghcr.io/acme/api',
      how: 'imageReference',
    };
    const [{ identifiers, edges }] = correlate([bearer('a', [commit, place])]);
    expect(identifiers).toEqual([commit]);
    expect(edges).toEqual([]);
  });
});

describe('the order of found releases', () => {
  const release = (
    entityRef: string,
    change: Partial<RankedRelease> = {},
  ): RankedRelease => ({
    entityRef,
    exact: true,
    matchedKinds: ['tag'],
    current: false,
    at: '2026-11-21T12:00:00Z',
    ...change,
  });

  it('is whole names, what runs now, the surest name, the newest', () => {
    const order = [
      release('a', { current: true }),
      release('b', { matchedKinds: ['tag', 'digest'] }),
      release('c', { at: '2026-11-22T12:00:00Z' }),
      release('d'),
      release('e'),
      release('f', { exact: false, current: true }),
    ];
    expect(
      [...order]
        .reverse()
        .sort(compareReleases)
        .map(({ entityRef }) => entityRef),
    ).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });
});
