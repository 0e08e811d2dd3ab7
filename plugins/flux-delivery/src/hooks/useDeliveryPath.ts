import { useApi } from '@backstage/core-plugin-api';
import { useCallback, useEffect, useRef, useState } from 'react';
import { fluxDeliveryApiRef } from '../api/FluxDeliveryApi';
import { PathPoller } from './PathPoller';
import type { DeliveryPathState } from './PathPoller';
import { useLiveChanges } from './useLiveChanges';
import { useClock } from './useClock';
import { whileVisible } from './whileVisible';

export type { DeliveryPathState } from './PathPoller';

/** The delivery path of an entity, kept fresh while the page is visible. */
export function useDeliveryPath(entityRef: string): {
  state: DeliveryPathState;
  refresh: () => void;
} {
  const api = useApi(fluxDeliveryApiRef);
  const { now } = useClock();
  const [held, setHeld] = useState<{
    entityRef: string;
    state: DeliveryPathState;
  }>({ entityRef, state: { type: 'loading' } });
  const poller = useRef<PathPoller>();

  useEffect(() => {
    const current = new PathPoller({
      load: options => api.getPath(entityRef, options),
      onState: state => setHeld({ entityRef, state }),
      now,
      random: Math.random,
    });
    poller.current = current;
    return whileVisible(current);
  }, [api, entityRef, now]);

  useLiveChanges(entityRef, () => poller.current?.announce());

  return {
    // For one render after a change of entity the state is that of the other one, which must not be shown.
    state: held.entityRef === entityRef ? held.state : { type: 'loading' },
    refresh: useCallback(() => poller.current?.refresh(), []),
  };
}
