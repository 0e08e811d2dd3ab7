import { SEGMENTS } from '../divergence/SegmentVerdict';
import { aGitRepository, aKustomization } from '../testUtils/builders';
import { aJudgedTarget, seen } from '../testUtils/judgedPath';
import { handoffsOf } from './handoffs';
import { ownerOfSegment } from './ownerOfSegment';
import type { OwnershipOptions } from './OwnershipRule';

const target = aJudgedTarget();
const TEAM = 'group:default/payments';
const PLATFORM = 'group:default/platform';
const NETWORK = 'group:default/network';
const defaults: OwnershipOptions = {
  entityOwner: TEAM,
  platformGroup: PLATFORM,
  rules: [],
};

function owners(options: OwnershipOptions, of = target) {
  return SEGMENTS.map(segment => ownerOfSegment(of, segment, options).owner);
}

describe('the owner of a segment', () => {
  it('is split between the team and the platform group by default', () => {
    expect(owners(defaults)).toEqual([TEAM, PLATFORM, TEAM, TEAM, PLATFORM]);
  });

  it('is the owner of the first rule that matches, and says which', () => {
    const rules = [
      {
        match: [{ segment: 'traffic', namespace: 'istio-*' }],
        owner: 'group:default/mesh',
      },
      { match: [{ kind: 'Job' }, { segment: 'traffic' }], owner: NETWORK },
      { match: [{ cluster: '*' }], owner: 'group:default/everything' },
    ];

    expect(ownerOfSegment(target, 'traffic', { ...defaults, rules })).toEqual({
      owner: NETWORK,
      because: 'fluxDelivery.ownership.rules[1]: segment traffic',
    });
    expect(ownerOfSegment(target, 'source', { ...defaults, rules }).owner).toBe(
      'group:default/everything',
    );
  });

  it('comes from the contract of the entity before any rule', () => {
    const answer = ownerOfSegment(target, 'rollout', {
      ...defaults,
      rules: [{ match: [{}], owner: NETWORK }],
      contract: {
        owners: {
          rollout: { owner: 'group:default/sre', said: 'line 4 of x' },
        },
      },
    });

    expect(answer).toEqual({
      owner: 'group:default/sre',
      because: 'line 4 of x names the owner of rollout',
    });
  });

  it('is found by the labels of the object and the path of its applier', () => {
    const labelled = aJudgedTarget(
      {},
      {
        applier: seen(
          aKustomization('flux-system', 'payments-api', {
            metadata: { labels: { team: 'risk' } },
            spec: { path: './apps/risk' },
          }),
        ),
      },
    );
    const by = (match: object) =>
      owners(
        { ...defaults, rules: [{ match: [match], owner: NETWORK }] },
        labelled,
      );

    expect(by({ label: 'team=ri*' })).toEqual([
      NETWORK,
      PLATFORM,
      NETWORK,
      TEAM,
      PLATFORM,
    ]);
    expect(by({ path: 'apps/risk' })).toEqual([
      NETWORK,
      PLATFORM,
      NETWORK,
      NETWORK,
      NETWORK,
    ]);
  });

  it('needs one object for which all keys hold', () => {
    const two = aJudgedTarget(
      {},
      {
        sources: [
          { ref: seen(aGitRepository('payments', 'apps')).ref, because: '' },
          { ref: seen(aGitRepository('flux-system', 'base')).ref, because: '' },
        ],
      },
    );
    const rule = (namespace: string, name: string) => ({
      ...defaults,
      rules: [{ match: [{ namespace, name }], owner: NETWORK }],
    });

    expect(ownerOfSegment(two, 'source', rule('payments', 'base')).owner).toBe(
      PLATFORM,
    );
    expect(
      ownerOfSegment(two, 'source', rule('flux-system', 'base')).owner,
    ).toBe(NETWORK);
  });

  it('is unowned, and says what to set, where nothing tells it', () => {
    const nothing = { rules: [] };

    expect(ownerOfSegment(target, 'source', nothing)).toEqual({
      unowned: true,
      because:
        'no rule says who owns sources and their credentials, and fluxDelivery.ownership.platformGroup is not set',
    });
    expect(ownerOfSegment(target, 'rollout', nothing)).toEqual({
      unowned: true,
      because:
        'no rule says who owns the rollout of its workloads, and the entity has no owner',
    });
  });

  it('of a source that several owners read is the platform group, and says why', () => {
    const { owner, because } = ownerOfSegment(target, 'source', {
      ...defaults,
      sourceReaders: [TEAM, 'group:default/risk', TEAM],
    });

    expect(owner).toBe(PLATFORM);
    expect(because).toContain('appliers of 2 owners');
  });

  it('tells nothing of a target that the entity only points at', () => {
    const foreign = aJudgedTarget({}, { binding: 'notAuthorized' });

    expect(
      owners(
        { ...defaults, rules: [{ match: [{}], owner: NETWORK }] },
        foreign,
      ),
    ).toEqual(SEGMENTS.map(() => undefined));
  });

  it('goes by names alone where the object could not be verified', () => {
    const labelled = seen(
      aKustomization('flux-system', 'payments-api', {
        metadata: { labels: { team: 'risk' } },
      }),
    );
    const unverified = aJudgedTarget(
      {},
      { applier: labelled, binding: 'notVerified' },
    );
    const by = (match: object) =>
      ownerOfSegment(unverified, 'reconcile', {
        ...defaults,
        rules: [{ match: [match], owner: NETWORK }],
      }).owner;

    expect(by({ label: 'team=risk' })).toBe(TEAM);
    expect(by({ name: 'payments-api' })).toBe(NETWORK);
  });
});

describe('handoffs', () => {
  it('stand between teams where owners change', () => {
    expect(
      handoffsOf(target, defaults)
        .filter(({ betweenTeams }) => betweenTeams)
        .map(({ from, to }) => `${from} → ${to}`),
    ).toEqual([
      'promotion → source',
      'source → reconcile',
      'rollout → traffic',
    ]);
  });

  it('are unowned where one side is', () => {
    expect(
      handoffsOf(target, { entityOwner: TEAM, rules: [] })
        .filter(({ unowned }) => unowned)
        .map(({ from, to }) => `${from} → ${to}`),
    ).toEqual([
      'promotion → source',
      'source → reconcile',
      'rollout → traffic',
    ]);
  });
});
