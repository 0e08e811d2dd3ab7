import {
  applyRefused,
  brokenTarget,
  diverged,
  environment,
  healthy,
  path,
  sixtyTargets,
  suspendedBehind,
  target,
} from '../__fixtures__/scenarios';
import { layoutPath, layoutRow } from './pathLayout';

describe('layoutPath', () => {
  it('keeps the order of the environments and puts the worst targets first', () => {
    const groups = layoutPath(diverged);

    expect(groups.map(group => group.environment.name)).toEqual([
      'dev',
      'staging',
      'prod',
    ]);
    expect(
      groups[2].rows.map(row => [row.target.cluster, row.verdict]),
    ).toEqual([
      ['prod-eu', 'diverged'],
      ['prod-ap', 'unknown'],
      ['prod-dr', 'suspended'],
      ['prod-us', 'ok'],
    ]);
  });

  it('shows every target of a small service', () => {
    for (const { rows, visible } of layoutPath(diverged)) {
      expect(visible).toBe(rows.length);
    }
  });

  it('folds the calm targets of a large one, never a troubled one', () => {
    const [{ rows, visible }] = layoutPath(sixtyTargets);

    expect(rows).toHaveLength(60);
    expect(visible).toBe(6);
    expect(rows.slice(visible).every(({ verdict }) => verdict === 'ok')).toBe(
      true,
    );
  });

  it('filters by cluster, applier and state, and unfolds what was found', () => {
    const find = (text: string, verdict: 'all' | 'diverged' | 'unknown') =>
      layoutPath(sixtyTargets, { text, verdict }).flatMap(({ rows }) =>
        rows.map(row => row.target.cluster),
      );

    expect(find('EDGE-1', 'all')).toHaveLength(10);
    expect(find('payments', 'all')).toHaveLength(60);
    expect(find('', 'diverged')).toEqual(['edge-08', 'edge-38']);
    expect(find('edge-08', 'unknown')).toEqual([]);
    const [group] = layoutPath(sixtyTargets, { text: 'edge', verdict: 'all' });
    expect(group.visible).toBe(60);
  });

  it('leaves out environments without targets', () => {
    expect(
      layoutPath(path({ environments: [environment('dev', [])] })),
    ).toEqual([]);
  });
});

describe('layoutRow', () => {
  it('has one cell per segment where all is well', () => {
    const { cells, verdict } = layoutRow(healthy.environments[0].targets[0]);

    expect(verdict).toBe('ok');
    expect(cells.map(cell => [...cell.covers, cell.role])).toEqual([
      ['promotion', 'plain'],
      ['source', 'plain'],
      ['reconcile', 'plain'],
      ['rollout', 'plain'],
      ['traffic', 'plain'],
    ]);
  });

  it('marks one first divergence and what follows from it', () => {
    expect(layoutRow(applyRefused).cells.map(({ role }) => role)).toEqual([
      'plain',
      'plain',
      'firstDivergence',
      'consequence',
      'consequence',
    ]);
  });

  it('marks a suspension that withholds something as the first divergence', () => {
    const { cells } = layoutRow(suspendedBehind.environments[0].targets[0]);

    expect(cells[2].role).toBe('firstDivergence');
    expect(cells[2].segment.verdict).toBe('suspended');
  });

  it('merges what one unreachable cluster hides, and nothing else', () => {
    const unreachable = {
      verdict: 'unknown',
      unknownReason: 'unreachable',
    } as const;
    const forbidden = {
      verdict: 'unknown',
      unknownReason: 'forbidden',
    } as const;
    const covers = (row: ReturnType<typeof layoutRow>) =>
      row.cells.map(cell => cell.covers.length);

    expect(
      covers(
        layoutRow(
          brokenTarget('a', {
            reconcile: unreachable,
            rollout: unreachable,
            traffic: unreachable,
          }),
        ),
      ),
    ).toEqual([1, 1, 3]);
    expect(
      covers(
        layoutRow(
          brokenTarget('a', { rollout: forbidden, traffic: forbidden }),
        ),
      ),
    ).toEqual([1, 1, 1, 1, 1]);
    expect(
      covers(
        layoutRow(
          brokenTarget('a', { rollout: unreachable, traffic: forbidden }),
        ),
      ),
    ).toEqual([1, 1, 1, 1, 1]);
  });

  it('is unknown without segments, not healthy', () => {
    expect(layoutRow(target('a', { segments: [] })).verdict).toBe('unknown');
  });

  it('shows a revision once per row', () => {
    expect(
      layoutRow(target('a')).cells.map(({ showRevision, segment }) =>
        segment.revision ? showRevision : undefined,
      ),
    ).toEqual([undefined, true, false, undefined, undefined]);
  });
});
