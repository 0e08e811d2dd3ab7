import {
  type ClusterFreshnessDto,
  type InventoryView,
  toFreshness,
} from 'backstage-plugin-flux-delivery-common';
import type { PathMay } from '../access/PathAccess';
import type { Directory } from './OwnedUnits';

interface Deps {
  directory: Pick<Directory, 'hasStale' | 'isKnown'>;
  view: InventoryView;
  now: () => Date;
}

/**
 * How well what an answer tells is known: of clusters that the caller may know of, the others by name of `told`. That not everything is
 * known is no secret.
 */
export function completeness(
  { directory, view, now }: Deps,
  { may, told = [] }: { may: PathMay; told?: readonly string[] },
) {
  const clusters = view.clusters();
  const isReady =
    clusters.length > 0 && directory.isKnown && !directory.hasStale();
  return {
    observedAt: now().toISOString(),
    complete: isReady && clusters.every(({ state }) => state === 'synced'),
    clusters: freshnessOf(
      view,
      ({ name, state }) =>
        state !== 'synced' &&
        (told.includes(name) ||
          may.seePlace({ cluster: name, namespaces: [] })),
    ),
  };
}

export function freshnessOf(
  view: InventoryView,
  isTold: (cluster: ClusterFreshnessDto) => boolean,
): ClusterFreshnessDto[] {
  return view.clusters().filter(isTold).map(toFreshness);
}
