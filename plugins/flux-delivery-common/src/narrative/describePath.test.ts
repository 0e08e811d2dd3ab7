import { aJudgedTarget, refTo } from '../testUtils/judgedPath';
import { BUILT_SITUATIONS } from '../testUtils/situations';
import { describePath } from './describePath';
import type { ToldTarget } from './Narrative';

const TEAM = { owner: 'group:default/team', because: 'a rule' };
const situation = (name: string) =>
  BUILT_SITUATIONS.find(one => one.name === name)!.target;

function on(cluster: string, environment: string, name: string): ToldTarget {
  const target = situation(name);
  return {
    target: { ...target, id: `${cluster}-${name}`, cluster, environment },
  };
}

describe('a whole service in words', () => {
  it('says once what holds everywhere', () => {
    const { clauses } = describePath('payments-api', [
      on('staging', 'staging', 'healthy from end to end'),
      on('prod-eu', 'prod', 'healthy from end to end'),
    ]);

    expect(clauses).toEqual({
      promotion: 'Everywhere: main.',
      source: 'Everywhere: main 3fa2c1e was fetched and applied.',
      change: 'Everywhere: the workloads declare 1.8.3.',
      rollout: 'Everywhere: 3/3 ready, 3 ready endpoints.',
      divergence:
        'staging and prod: No divergence was found: promotion, source, reconcile, rollout and traffic are as intended.',
    });
  });

  it('tells targets apart by no more than is needed', () => {
    const { clauses } = describePath('payments-api', [
      on('staging', 'staging', 'healthy from end to end'),
      on('prod-eu', 'prod', 'healthy from end to end'),
      on('prod-us', 'prod', 'cluster out of reach'),
    ]);

    expect(clauses.rollout).toBe(
      'staging and prod on prod-eu: 3/3 ready, 3 ready endpoints; prod on prod-us: rollout and traffic are not known (cluster unreachable).',
    );
    expect(clauses.divergence).toContain(
      'prod on prod-us: Whether it diverged cannot be told',
    );
  });

  it('tells one root cause once for all that hang on it', () => {
    const waits = situation('waits for a dependency of somebody else');
    const { divergence } = describePath('payments-api', [
      { target: { ...waits, id: 'a', environment: 'dev' }, responder: TEAM },
      {
        target: { ...waits, id: 'b', environment: 'staging' },
        responder: TEAM,
      },
      on('prod-eu', 'prod', 'healthy from end to end'),
    ]).clauses;

    expect(divergence).toMatch(
      /^dev and staging, for one cause: Reality first/,
    );
    expect(divergence.match(/Root cause/g)).toHaveLength(1);
    expect(divergence).toContain('prod: No divergence was found');
  });

  it('keeps two causes apart', () => {
    const source = refTo('GitRepository', 'flux-system', 'apps');
    const broken = (environment: string, name: string): ToldTarget => ({
      target: aJudgedTarget(
        {
          source: {
            verdict: 'diverged',
            class: 'source-auth',
            headline: 'fetch failed',
            summary: `GitRepository/flux-system/${name}: fetch failed.`,
            evidence: [
              {
                object: { ...source, name },
                field: 'a',
                value: 'b',
                observedAt: '',
              },
            ],
          },
        },
        { environment, id: environment },
      ),
    });
    const { divergence } = describePath('payments-api', [
      broken('staging', 'apps'),
      broken('prod', 'infra'),
    ]).clauses;

    expect(divergence.match(/Reality first differs/g)).toHaveLength(2);
  });

  it('says so where there is no path', () => {
    expect(describePath('payments-api', []).text).toContain(
      'No delivery path was found.',
    );
  });

  it('stays short for many targets that all differ', () => {
    const many = Array.from({ length: 40 }, (_, index) => ({
      target: aJudgedTarget(
        { promotion: { headline: `v${index}` } },
        { environment: `e${index}`, id: `${index}` },
      ),
    }));

    expect(describePath('payments-api', many).clauses.promotion).toBe(
      'e0: v0; e1: v1; e2: v2; e3: v3; e4: v4; 35 more targets differ from these.',
    );
  });
});
