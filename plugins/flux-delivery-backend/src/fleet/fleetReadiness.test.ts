import type { ClusterView } from 'backstage-plugin-flux-delivery-common';
import { fleetReadiness } from './fleetReadiness';

const cluster = (
  state: ClusterView['state'],
  since = '2026-11-21T05:00:00Z',
): ClusterView => ({ name: 'prod-eu', state, since });

function readinessAt(
  time: string,
  clusters: ClusterView[],
  { isKnown = true, isStale = false } = {},
) {
  return fleetReadiness({
    directory: { isKnown, hasStale: () => isStale },
    view: { clusters: () => clusters },
    now: () => Date.parse(time),
  });
}

describe('whether it can be told what there is', () => {
  const [SOON, LATER] = ['2026-11-21T05:01:59Z', '2026-11-21T05:02:00Z'];
  const known = [cluster('synced')];

  it('is so once the catalog was read, though nothing be in it', () => {
    expect(readinessAt(LATER, known)).toBe('whole');
    expect(readinessAt(LATER, known, { isKnown: false })).toBe('no');
    expect(readinessAt(LATER, known, { isStale: true })).toBe('no');
    expect(readinessAt(LATER, [])).toBe('no');
  });

  it('waits two minutes for first lists, and goes on without those that do not come', () => {
    const clusters = [...known, cluster('notSynced')];
    expect(readinessAt(SOON, clusters)).toBe('no');
    expect(readinessAt(LATER, clusters)).toBe('inPart');
    expect(readinessAt(LATER, [...clusters, cluster('notSynced', LATER)])).toBe(
      'no',
    );
  });

  it('does not wait for clusters that are known not to answer', () => {
    expect(readinessAt(SOON, [...known, cluster('unreachable')])).toBe('whole');
  });
});
