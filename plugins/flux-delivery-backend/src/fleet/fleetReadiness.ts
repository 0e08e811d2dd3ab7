import {
  type InventoryView,
  toMillis,
} from 'backstage-plugin-flux-delivery-common';
import type { UnitDirectory } from '../history/recording/UnitDirectory';
import type { FleetReadiness } from './FleetJudging';

/** First lists are a matter of seconds, of large clusters of a minute. */
const FIRST_LISTS_MS = 2 * 60_000;

/** Lists that are to come are waited for; what does not come to be listed holds up no others for ever. */
export function fleetReadiness({
  directory,
  view,
  now,
}: {
  directory: Pick<UnitDirectory, 'isKnown' | 'hasStale'>;
  view: Pick<InventoryView, 'clusters'>;
  /** Milliseconds. */
  now: () => number;
}): FleetReadiness {
  const clusters = view.clusters();
  if (clusters.length === 0 || !directory.isKnown || directory.hasStale()) {
    return 'no';
  }
  const missing = clusters.filter(({ state }) => state === 'notSynced');
  const isLate = missing.every(
    ({ since }) => now() - (toMillis(since) ?? -Infinity) >= FIRST_LISTS_MS,
  );
  if (missing.length > 0) {
    return isLate ? 'inPart' : 'no';
  }
  return 'whole';
}
