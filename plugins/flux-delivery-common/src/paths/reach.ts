import type { InventoryView, KindFreshness } from './InventoryView';

/** Whether an absent object is known to be absent. A kind that a cluster does not serve has no objects. */
export function canTell(freshness: KindFreshness): boolean {
  return freshness.state === 'synced' || freshness.state === 'absent';
}

/** Why a cluster or kind tells nothing, in words that follow its name. */
export function inWords({
  state,
  since,
  lastError,
}: Pick<KindFreshness, 'since' | 'lastError'> & { state: string }): string {
  if (state === 'needsUserSession') {
    // No event in time: it is how the cluster is configured.
    return 'can be asked only with the credentials of a person';
  }
  const words: Record<string, string> = {
    unreachable: 'is unreachable',
    notSynced: 'is not synced yet',
    forbidden: 'refuses to list it',
  };
  return [
    `${words[state] ?? 'is in reach'}${since ? ` since ${since}` : ''}`,
    ...(lastError ? [lastError] : []),
  ].join(': ');
}

/** The names of all clusters, in order. */
export function clusterNames(view: InventoryView): string[] {
  return view.clusters().map(({ name }) => name);
}
