import {
  type FleetPath,
  type FleetTarget,
  type JudgedTarget,
  type ObjectRef,
  SEGMENTS,
} from 'backstage-plugin-flux-delivery-common';
import { foreignPartsOf, withoutForeign } from './foreignParts';

const SHARED: ObjectRef = {
  cluster: 'prod-eu',
  group: 'source.toolkit.fluxcd.io',
  kind: 'GitRepository',
  namespace: 'flux-system',
  name: 'apps',
};
const ID = 'prod-eu~kustomization~shop~api';

function judgedWith(headline: string): Pick<JudgedTarget, 'id' | 'segments'> {
  return {
    id: ID,
    segments: SEGMENTS.map(segment => ({
      segment,
      verdict: segment === 'source' ? ('diverged' as const) : ('ok' as const),
      headline: segment === 'source' ? headline : '',
      summary: '',
      evidence: [
        { object: SHARED, field: 'x', value: headline, observedAt: '' },
      ],
    })),
  };
}

function pathWith(changes: Partial<FleetTarget>): FleetPath {
  return {
    entityRef: 'component:default/api',
    targets: [
      {
        id: ID,
        environment: 'prod',
        cluster: 'prod-eu',
        applier: null,
        namespaces: ['shop'],
        binding: 'claimed',
        state: 'diverged',
        bars: [],
        headline: 'no access to git.example/risk/secret',
        suspensions: [],
        ...changes,
      },
    ],
  };
}

const DIVERGED = pathWith({
  divergence: {
    segment: 'source',
    class: 'source-auth',
    headline: 'no access to git.example/risk/secret',
    cause: SHARED,
    firstResponder: 'group:default/platform',
    because: 'a rule',
  },
});
const STOPPED = pathWith({
  state: 'suspended',
  headline: 'suspended by eve',
  divergence: {
    segment: 'source',
    class: 'suspended',
    headline: 'suspended by eve',
    cause: SHARED,
    firstResponder: 'eve',
    responderClaimed: true,
    because: 'eve says so',
  },
  suspensions: [
    {
      object: SHARED,
      segment: 'source',
      since: '2026-11-21T06:00:00Z',
      claimedBy: 'eve',
      reason: 'a breach',
      resumeWhen: 'eve is back',
    },
  ],
});
const headlineOf = ({ targets }: FleetPath) => targets[0].headline;

describe('objects of others in the summary of a path', () => {
  it('are told by name and class only', () => {
    const judged = [judgedWith(headlineOf(DIVERGED))];
    const foreign = foreignPartsOf(judged, DIVERGED, () => false)!;
    const told = withoutForeign(DIVERGED, foreign, () => false);
    expect(told.targets[0]).toMatchObject({
      headline: 'source-auth',
      divergence: {
        headline: 'source-auth',
        cause: SHARED,
        firstResponder: 'group:default/platform',
      },
    });
    expect(JSON.stringify(told)).not.toContain('secret');
  });

  it('do not tell who stopped them, and why', () => {
    const judged = [judgedWith(headlineOf(STOPPED))];
    const foreign = foreignPartsOf(judged, STOPPED, () => false)!;
    const told = withoutForeign(STOPPED, foreign, () => false);
    expect(told.targets[0].suspensions).toEqual([
      { object: SHARED, segment: 'source', since: '2026-11-21T06:00:00Z' },
    ]);
    expect(JSON.stringify(told)).not.toMatch(/eve|breach/);
  });

  it('are told to whoever may see them', () => {
    const judged = [judgedWith(headlineOf(STOPPED))];
    const foreign = foreignPartsOf(judged, STOPPED, () => false)!;
    expect(withoutForeign(STOPPED, foreign, () => true)).toEqual(STOPPED);
  });

  it('do not tell of work that is not theirs', () => {
    const unknown = pathWith({ state: 'unknown', headline: 'cannot fetch x' });
    const judged = [judgedWith('cannot fetch x')];
    const foreign = foreignPartsOf(judged, unknown, () => false)!;
    expect(headlineOf(withoutForeign(unknown, foreign, () => false))).toBe(
      'GitRepository cannot be told',
    );
  });

  it('are none where all is the entity’s own, or well', () => {
    const judged = [judgedWith('1.8.3')];
    expect(foreignPartsOf(judged, STOPPED, () => true)).toBeUndefined();
    const well = pathWith({ state: 'ok', headline: '1.8.3' });
    expect(foreignPartsOf(judged, well, () => false)).toBeUndefined();
  });
});
