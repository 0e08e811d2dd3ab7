import type { FleetCompleteness } from 'backstage-plugin-flux-delivery-common';
import type { Polled } from '../../hooks/Poller';
import type { Refreshed } from '../../hooks/Refresher';
import { FreshnessBanner } from '../FreshnessBanner/FreshnessBanner';

/** How fresh a list is; an empty place until it is there. */
export function FleetFreshness({
  state,
}: {
  state: Polled<FleetCompleteness> | Refreshed<FleetCompleteness>;
}) {
  if (state.type !== 'ready') {
    return null;
  }
  const mode = 'live' in state && state.live ? 'live' : 'polling';
  return (
    <FreshnessBanner
      clusters={state.value.clusters}
      mode={state.stale ? 'stale' : mode}
      isShort
    />
  );
}
