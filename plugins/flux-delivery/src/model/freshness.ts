import type { ClusterFreshnessDto } from 'backstage-plugin-flux-delivery-common';

export interface Freshness {
  total: number;
  synced: number;
  troubled: ClusterFreshnessDto[];
}

/** How many clusters the answer rests on, and which of them it cannot rest on. */
export function summarizeFreshness(clusters: ClusterFreshnessDto[]): Freshness {
  const troubled = clusters.filter(({ state }) => state !== 'synced');
  return {
    total: clusters.length,
    synced: clusters.length - troubled.length,
    troubled,
  };
}

/**
 * Why a page without targets is empty: the clusters may still be read, or none may answer, or there is really nothing.
 */
export function emptyBecause(
  clusters: ClusterFreshnessDto[],
): 'notSynced' | 'unreachable' | 'nothing' {
  if (clusters.some(({ state }) => state === 'notSynced')) {
    return 'notSynced';
  }
  return clusters.length > 0 &&
    clusters.every(({ state }) => state === 'unreachable')
    ? 'unreachable'
    : 'nothing';
}
