import fc from 'fast-check';
import { aJudgedTarget } from '../testUtils/judgedPath';
import { readContract } from './contractAnnotations';
import { firstResponder } from './firstResponder';
import { ownerOfSegment } from './ownerOfSegment';
import { recoveryOwners } from './recovery';

const read = (annotations: Record<string, string>, namespace = 'default') =>
  readContract({ entityRef: `component:${namespace}/api`, annotations });

const by = (annotation: string, owner: string) => ({
  owner,
  said: `the annotation flux-delivery/${annotation} of the entity`,
});

describe('the contract in annotations', () => {
  it('names owners and first responders by segment, and who rolls back and who fixes', () => {
    expect(
      read({
        'flux-delivery/owner-source': 'group:default/sources',
        'flux-delivery/first-response-rollout': 'user:default/o.call',
        'flux-delivery/rollback-owner': 'sre',
        'flux-delivery/fix-owner': 'Payments',
        'flux-delivery/runbook': 'https://wiki.example.com/api',
      }),
    ).toEqual({
      contract: {
        owners: { source: by('owner-source', 'group:default/sources') },
        firstResponse: [
          {
            ...by('first-response-rollout', 'user:default/o.call'),
            segment: 'rollout',
          },
        ],
        rollback: by('rollback-owner', 'group:default/sre'),
        fix: by('fix-owner', 'group:default/payments'),
      },
      runbookUrl: 'https://wiki.example.com/api',
      errors: [],
    });
  });

  it('fills in the namespace of the entity, as the catalog does for an owner', () => {
    expect(
      read({ 'flux-delivery/fix-owner': 'shop' }, 'retail').contract.fix?.owner,
    ).toBe('group:retail/shop');
  });

  it.each([
    ['flux-delivery/owner-source', 'component:default/api', /group or user/],
    ['flux-delivery/owner-sorce', 'group:default/x', /promotion, source/],
    ['flux-delivery/first-response-', 'group:default/x', /promotion, source/],
    ['flux-delivery/rollback-owner', '', /group or user/],
    ['flux-delivery/fix-owner', 'a b', /group or user/],
    ['flux-delivery/runbook', 'data:text/html,x', /http or https/],
    ['flux-delivery/runbook', 'https://user:pw@wiki.example.com/', /http/],
  ])('refuses %s: %s and goes on without it', (annotation, value, expected) => {
    const { errors, contract, runbookUrl } = read({
      [annotation]: value,
      'flux-delivery/owner-traffic': 'group:default/network',
    });

    expect(errors).toEqual([
      { annotation, value, expected: expect.stringMatching(expected) },
    ]);
    expect(contract.owners).toEqual({
      traffic: by('owner-traffic', 'group:default/network'),
    });
    expect(runbookUrl).toBeUndefined();
  });

  it('is total, and gives nothing but full refs of groups and users', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            'flux-delivery/owner-source',
            'flux-delivery/owner-__proto__',
            'flux-delivery/first-response-constructor',
            'flux-delivery/rollback-owner',
            'flux-delivery/fix-owner',
          ),
          fc.string({ maxLength: 300 }),
        ),
        annotations => {
          const { contract } = read(annotations);
          const owners = [
            ...Object.values(contract.owners ?? {}),
            ...(contract.firstResponse ?? []),
            contract.rollback,
            contract.fix,
          ].filter(named => named !== undefined);
          for (const { owner } of owners) {
            expect(owner).toMatch(
              /^(?:group|user):[a-z0-9_.-]+\/[a-z0-9_.-]+$/,
            );
          }
        },
      ),
    );
  });

  it('decides before rules and defaults, and says which annotation it was', () => {
    const target = aJudgedTarget();
    const options = {
      entityOwner: 'group:default/team',
      platformGroup: 'group:default/platform',
      rules: [{ match: [{}], owner: 'group:default/rule' }],
      contract: read({
        'flux-delivery/owner-rollout': 'shop',
        'flux-delivery/first-response-rollout': 'on-call',
        'flux-delivery/rollback-owner': 'sre',
        'flux-delivery/fix-owner': 'devs',
      }).contract,
    };
    const divergence = {
      segment: 'rollout' as const,
      verdict: 'diverged' as const,
      class: 'crash-loop',
      summary: 'It broke.',
    };

    expect(ownerOfSegment(target, 'rollout', options)).toEqual({
      owner: 'group:default/shop',
      because:
        'the annotation flux-delivery/owner-rollout of the entity names the owner of rollout',
    });
    expect(firstResponder(divergence, target, options)).toEqual({
      owner: 'group:default/on-call',
      because:
        'the annotation flux-delivery/first-response-rollout of the entity names who responds first for rollout',
    });
    expect(recoveryOwners(divergence, target, options)).toEqual({
      rollback: {
        owner: 'group:default/sre',
        because:
          'the annotation flux-delivery/rollback-owner of the entity names who rolls back',
      },
      fix: {
        owner: 'group:default/devs',
        because:
          'the annotation flux-delivery/fix-owner of the entity names who fixes',
      },
    });
  });
});
