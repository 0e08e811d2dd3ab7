import fc from 'fast-check';
import { failureClasses } from '../classes/FailureClass';
import {
  firstDivergence,
  type Divergence,
} from '../divergence/firstDivergence';
import { SEGMENTS, type Segment } from '../divergence/SegmentVerdict';
import { aKustomization } from '../testUtils/builders';
import { aJudgedTarget, refTo, seen } from '../testUtils/judgedPath';
import { firstMoveOf } from './firstMoves';
import { firstResponder } from './firstResponder';
import type { OwnershipOptions } from './OwnershipRule';
import { recoveryOwners } from './recovery';
import { responderForUnknown } from './responderForUnknown';

const TEAM = 'group:default/payments';
const PLATFORM = 'group:default/platform';
const NETWORK = 'group:default/network';
const target = aJudgedTarget();
const defaults: OwnershipOptions = {
  entityOwner: TEAM,
  platformGroup: PLATFORM,
  rules: [],
};

function diverged(
  segment: Segment,
  failure: string | undefined,
  more: Partial<Divergence> = {},
): Divergence {
  return {
    segment,
    verdict: 'diverged',
    class: failure,
    summary: 'It broke.',
    ...more,
  };
}

function responder(
  segment: Segment,
  failure: string | undefined,
  more: Partial<Divergence> = {},
  options: Partial<OwnershipOptions> = {},
  of = target,
) {
  return firstResponder(diverged(segment, failure, more), of, {
    ...defaults,
    ...options,
  });
}

describe('who moves first', () => {
  it.each(
    failureClasses.map(({ name, segments }) => [name, segments] as const),
  )('for %s is somebody, with a reason', (name, segments) => {
    const segment = segments === 'any' ? 'reconcile' : segments[0];
    const { owner, because, unowned } = responder(segment, name);

    expect([TEAM, PLATFORM]).toContain(owner);
    expect(because).not.toBe('');
    expect(unowned).toBeUndefined();
  });

  it.each<[Segment, string, string]>([
    ['source', 'source-auth', PLATFORM],
    ['promotion', 'source-auth', PLATFORM],
    ['source', 'source-ref-missing', TEAM],
    ['reconcile', 'decryption', PLATFORM],
    ['reconcile', 'apply-rbac', PLATFORM],
    ['reconcile', 'not-reconciled', PLATFORM],
    ['source', 'not-reconciled', PLATFORM],
    ['reconcile', 'build-render', TEAM],
    ['reconcile', 'helm-retries-exhausted', TEAM],
    ['rollout', 'image-pull', TEAM],
    ['rollout', 'unschedulable', PLATFORM],
    ['traffic', 'no-ready-endpoints', TEAM],
    ['traffic', 'route-not-accepted', PLATFORM],
    ['traffic', 'canary-weight', PLATFORM],
    ['rollout', 'stalled', TEAM],
    ['source', 'stalled', PLATFORM],
    ['rollout', 'unknown', TEAM],
  ])('%s %s: %s', (segment, failure, expected) => {
    expect(responder(segment, failure).owner).toBe(expected);
  });

  it('is the owner of the segment where the class is not told, or not known', () => {
    expect(responder('source', undefined).owner).toBe(PLATFORM);
    expect(responder('rollout', 'made-up-class').owner).toBe(TEAM);
    expect(firstMoveOf('constructor')).toBe('segment');
  });

  it('is whom a rule names for the class', () => {
    expect(
      responder(
        'source',
        'source-auth',
        {},
        {
          rules: [{ match: [{ class: 'source-*' }], owner: NETWORK }],
        },
      ),
    ).toEqual({
      owner: NETWORK,
      because: 'fluxDelivery.ownership.rules[0]: class source-*',
    });
  });

  it('is whom the contract names before all', () => {
    expect(
      responder(
        'rollout',
        'crash-loop',
        {},
        {
          rules: [{ match: [{}], owner: NETWORK }],
          contract: {
            firstResponse: [
              { segment: 'source', owner: NETWORK, said: 'a test' },
              {
                segment: 'rollout',
                owner: 'group:default/on-call',
                said: 'a test',
              },
            ],
          },
        },
      ).owner,
    ).toBe('group:default/on-call');
  });

  it('is whom the contract names for the class, where that comes first', () => {
    const firstResponse = [
      {
        class: 'crash-loop',
        owner: 'group:default/devs',
        said: 'line 9 of delivery-contract.yaml',
      },
      {
        segment: 'rollout' as const,
        owner: 'group:default/on-call',
        said: 'line 7 of delivery-contract.yaml',
      },
    ];
    const first = (failure: string) =>
      responder('rollout', failure, {}, { contract: { firstResponse } });

    expect(first('crash-loop')).toEqual({
      owner: 'group:default/devs',
      because:
        'line 9 of delivery-contract.yaml names who responds first for crash-loop',
    });
    expect(first('image-pull').owner).toBe('group:default/on-call');
  });

  it('is nobody where it would have to be guessed', () => {
    expect(
      responder('source', 'source-auth', {}, { platformGroup: undefined }),
    ).toEqual({
      unowned: true,
      because:
        'source-auth goes to the platform group first, and fluxDelivery.ownership.platformGroup is not set',
    });
  });

  it('is the platform group for a source that several owners read, also where its class is of the app team', () => {
    expect(
      responder(
        'source',
        'source-ref-missing',
        {},
        {
          sourceReaders: [TEAM, 'group:default/risk'],
        },
      ).owner,
    ).toBe(PLATFORM);
  });
});

describe('an answer', () => {
  it('has an owner or is unowned, never both and never neither, whatever is configured', () => {
    const anOwner = fc.option(fc.constantFrom(TEAM, PLATFORM, NETWORK), {
      nil: undefined,
    });
    const aClass = fc.option(
      fc.oneof(
        fc.constantFrom(...failureClasses.map(({ name }) => name)),
        fc.string(),
      ),
      { nil: undefined },
    );
    const aRule = fc.record({
      owner: fc.constant(NETWORK),
      match: fc.array(
        fc.record(
          { segment: fc.constantFrom(...SEGMENTS), class: fc.string() },
          { requiredKeys: [] },
        ),
      ),
    });

    fc.assert(
      fc.property(
        fc.constantFrom(...SEGMENTS),
        aClass,
        anOwner,
        anOwner,
        fc.array(aRule, { maxLength: 3 }),
        fc.boolean(),
        (segment, failure, entityOwner, platformGroup, rules, hasRoot) => {
          const rootCause = hasRoot
            ? { ...refTo('Kustomization', 'a', 'b'), summary: '' }
            : undefined;
          const answer = firstResponder(
            diverged(segment, failure, { rootCause }),
            target,
            { entityOwner, platformGroup, rules },
          );

          expect(answer.owner === undefined).toBe(answer.unowned === true);
          expect(answer.because).not.toBe('');
        },
      ),
    );
  });
});

describe('a root cause', () => {
  const root = {
    ...refTo('Kustomization', 'ledger', 'accounts'),
    summary: 'Kustomization/ledger/accounts is not ready',
  };
  const waits = { rootCause: root };

  it('in the path of somebody else is unowned where nothing tells whose it is', () => {
    const { owner, unowned, because } = responder(
      'reconcile',
      'dependency-not-ready',
      waits,
    );

    expect(owner).toBeUndefined();
    expect(unowned).toBe(true);
    expect(because).toContain('Kustomization/ledger/accounts');
  });

  it('moves to whom a rule gives it', () => {
    expect(
      responder('reconcile', 'dependency-not-ready', waits, {
        rules: [
          { match: [{ namespace: 'ledger' }], owner: 'group:default/ledger' },
        ],
      }).owner,
    ).toBe('group:default/ledger');
  });

  it('moves to the owner of its entity', () => {
    const ownerOfObject = () => ({
      owner: 'group:default/ledger',
      because: 'it claims component:default/ledger',
    });

    expect(
      responder('reconcile', 'dependency-not-ready', waits, { ownerOfObject })
        .owner,
    ).toBe('group:default/ledger');
  });

  it('takes a rule for the class where none is for the root', () => {
    expect(
      responder('reconcile', 'dependency-not-ready', waits, {
        rules: [{ match: [{ class: 'dependency-not-ready' }], owner: NETWORK }],
      }).owner,
    ).toBe(NETWORK);
  });

  it('that is a parent applier belongs to the platform group', () => {
    const parent = {
      ...target.parents[0].ref,
      class: 'build-render',
      summary: 'broken',
    };

    expect(responder('reconcile', undefined, { rootCause: parent }).owner).toBe(
      PLATFORM,
    );
    expect(
      responder('reconcile', 'build-render', { object: target.parents[0].ref })
        .owner,
    ).toBe(PLATFORM);
  });

  it('that is a source belongs to the platform group', () => {
    const source = {
      ...refTo(
        'GitRepository',
        'flux-system',
        'base',
        'source.toolkit.fluxcd.io',
      ),
      summary: 'not ready',
    };

    expect(
      responder('reconcile', 'dependency-not-ready', { rootCause: source })
        .owner,
    ).toBe(PLATFORM);
  });

  it('that this target delivers itself belongs to its team', () => {
    const own = {
      ...target.workloads[0].ref,
      class: 'crash-loop',
      summary: 'crashes',
    };

    expect(
      responder('rollout', 'health-check-failed', { rootCause: own }).owner,
    ).toBe(TEAM);
  });
});

describe('what is suspended', () => {
  const suspended = (annotations: Record<string, string>) =>
    aJudgedTarget(
      {},
      {
        applier: seen(
          aKustomization('flux-system', 'payments-api', {
            metadata: { annotations },
            spec: { suspend: true },
          }),
        ),
      },
    );
  const object = target.applierRef;

  it.each([
    'fluxcd.controlplane.io/suspendedBy',
    'metadata.weave.works/suspended-by',
    'flux-delivery/suspended-by',
  ])('names whom %s claims, and never as fact', annotation => {
    const answer = responder(
      'reconcile',
      'suspended',
      { object },
      {},
      suspended({ [annotation]: ' d.khan\n' }),
    );

    expect(answer).toMatchObject({
      owner: 'd.khan',
      claimed: true,
      objectOwner: { owner: TEAM },
    });
    expect(answer.because).toContain('claims');
  });

  it('belongs to the owner of the object where nobody is named', () => {
    expect(
      responder('reconcile', 'suspended', { object }, {}, suspended({})).owner,
    ).toBe(TEAM);
  });

  it('is mended by the owner of the object, not by a claim', () => {
    const of = suspended({ 'flux-delivery/suspended-by': 'd.khan' });

    expect(
      recoveryOwners(
        diverged('reconcile', 'suspended', { object }),
        of,
        defaults,
      ).fix.owner,
    ).toBe(TEAM);
  });
});

describe('refused content', () => {
  it('names the policy and its owner beside the app team', () => {
    const message =
      'Deployment/payments/api dry-run failed: admission webhook "validate.policy.example.com" denied the request: no limits';
    const answer = responder('reconcile', 'apply-admission', { message });

    expect(answer.owner).toBe(TEAM);
    expect(answer.policy).toMatchObject({
      name: 'validate.policy.example.com',
      owner: PLATFORM,
    });
  });

  it('names no policy where the message names none', () => {
    expect(
      responder('reconcile', 'apply-admission', {
        message: 'spec.replicas: Invalid value',
      }).policy,
    ).toBeUndefined();
  });
});

describe('the way back and the fix', () => {
  it.each<[Segment, string, string, string]>([
    ['rollout', 'crash-loop', PLATFORM, TEAM],
    ['source', 'source-auth', PLATFORM, PLATFORM],
    ['traffic', 'selector-matches-nothing', PLATFORM, TEAM],
  ])('%s %s: %s rolls back, %s fixes', (segment, failure, rollback, fix) => {
    const owners = recoveryOwners(diverged(segment, failure), target, defaults);

    expect([owners.rollback.owner, owners.fix.owner]).toEqual([rollback, fix]);
  });

  it('are whom the contract names', () => {
    const owners = recoveryOwners(diverged('rollout', 'crash-loop'), target, {
      ...defaults,
      contract: {
        rollback: { owner: 'group:default/sre', said: 'a test' },
        fix: { owner: 'group:default/dev', said: 'a test' },
      },
    });

    expect([owners.rollback.owner, owners.fix.owner]).toEqual([
      'group:default/sre',
      'group:default/dev',
    ]);
  });
});

describe('what cannot be told', () => {
  const unknown = aJudgedTarget({
    rollout: { verdict: 'unknown', unknownReason: 'unreachable' },
    traffic: { verdict: 'unknown', unknownReason: 'noEvidence' },
  });
  const ask = (index: number, options = defaults) =>
    responderForUnknown(unknown.segments[index], unknown, options);

  it('is no divergence, and is for the platform group to look at where the cluster is out of reach', () => {
    expect(firstDivergence(unknown.segments)).toBeNull();
    expect(ask(3)?.owner).toBe(PLATFORM);
    expect(ask(3, { ...defaults, platformGroup: undefined })?.unowned).toBe(
      true,
    );
  });

  it('is for the owner of the segment where only evidence is missing', () => {
    expect(ask(4)?.owner).toBe(PLATFORM);
    expect(ask(0)).toBeUndefined();
  });
});
