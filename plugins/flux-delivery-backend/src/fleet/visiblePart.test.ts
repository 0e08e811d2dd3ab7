import {
  type FleetTarget,
  type Segment,
  SEGMENTS,
  type Verdict,
} from 'backstage-plugin-flux-delivery-common';
import { fluxDeliveryPathConditions as conditions } from 'backstage-plugin-flux-delivery-node';
import { ruleset, when } from '../access/__testUtils__/accessThat';
import { compileDecision } from '../access/compileDecision';
import { DecidedMay } from '../access/DecidedMay';
import { visiblePart } from './visiblePart';

const target = (verdicts: Partial<Record<Segment, Verdict>>): FleetTarget => ({
  id: 'prod-eu~kustomization~shop~api',
  environment: 'prod',
  cluster: 'prod-eu',
  applier: null,
  namespaces: ['shop'],
  binding: 'claimed',
  state: 'diverged',
  bars: SEGMENTS.map(segment => ({
    segment,
    verdict: verdicts[segment] ?? 'ok',
    ...(segment === 'rollout' &&
      verdicts.rollout && { consequence: true as const }),
  })),
  headline: 'authentication failed',
  version: '1.8.3',
  expectedBy: '2026-11-21T06:00:00Z',
  divergence: {
    segment: 'source',
    class: 'source-auth',
    headline: 'authentication failed',
  },
  suspensions: [],
});

function seenBy(segments: Segment[], whole: FleetTarget) {
  const may = new DecidedMay(
    compileDecision(when(conditions.ofSegment({ segments })), ruleset),
    async refs => new Set(refs),
  );
  const entityRef = 'component:default/api';
  const part = visiblePart(
    {
      facts: { entityRef, annotations: {} },
      path: { entityRef, targets: [whole] },
    },
    may,
  );
  return part?.targets[0];
}

describe('a target of which some segments may be seen', () => {
  it('tells nothing of what is hidden, and is not well', () => {
    const seen = seenBy(['reconcile'], target({ source: 'diverged' }));
    expect(seen).toMatchObject({
      state: 'unknown',
      headline: 'part of it is not shown',
    });
    expect(JSON.stringify(seen)).not.toMatch(
      /source-auth|authentication|1\.8\.3|2026/,
    );
  });

  it('does not tell that something hidden is to blame', () => {
    const seen = seenBy(
      ['rollout'],
      target({ source: 'diverged', rollout: 'diverged' }),
    );
    expect(seen).toMatchObject({ state: 'diverged', version: '1.8.3' });
    expect(seen?.bars).toContainEqual({
      segment: 'rollout',
      verdict: 'diverged',
    });
  });

  it('tells the divergence that may be seen', () => {
    expect(seenBy(['source'], target({ source: 'diverged' }))).toMatchObject({
      state: 'diverged',
      headline: 'authentication failed',
      divergence: { class: 'source-auth' },
    });
  });
});

describe('a path that cannot be judged', () => {
  const entityRef = 'component:default/api';
  const facts = {
    entityRef,
    owner: 'group:default/shop',
    annotations: {},
  };
  const path = { entityRef, targets: [], failed: true as const };
  const places = [
    { cluster: 'prod-eu', environment: 'prod', namespaces: ['shop'] },
  ];
  const inProd = conditions.inCluster({ clusters: ['prod-*'] });

  it.each([
    ['not told', { not: inProd }, places, false],
    ['told', { not: conditions.inCluster({ clusters: ['x'] }) }, places, true],
    ['not told', { not: inProd }, undefined, false],
    ['not told', { not: inProd }, [], false],
    [
      'told',
      conditions.isEntityOwner({ claims: ['group:default/shop'] }),
      undefined,
      true,
    ],
  ])('is %s by where its targets were: %j, %j', (_, when_, known, isTold) => {
    const may = new DecidedMay(
      compileDecision(when(when_), ruleset),
      async refs => new Set(refs),
    );
    expect(visiblePart({ facts, path, places: known }, may) !== undefined).toBe(
      isTold,
    );
  });
});
