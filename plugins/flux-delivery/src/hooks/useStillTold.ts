import { useApi } from '@backstage/core-plugin-api';
import { useRef } from 'react';
import { fluxDeliveryApiRef } from '../api/FluxDeliveryApi';
import { refusalOf } from './refusalOf';
import { useLookAgain } from './useLookAgain';

/**
 * Calls `onGone` once one of the deliveries is not told to the reader any more. For what a page keeps of deliveries that its lists need
 * not have: they are asked for again every few seconds as long as there are any.
 */
export function useStillTold(
  entityRef: string,
  ids: readonly string[],
  onGone: () => void,
): void {
  const api = useApi(fluxDeliveryApiRef);
  const kept = useRef({ ids, onGone });
  kept.current = { ids, onGone };
  const ask = (id: string) =>
    api.getDelivery(entityRef, id).catch((error: Error) => {
      if (refusalOf(error) && kept.current.ids.includes(id)) {
        kept.current.onGone();
      }
    });
  useLookAgain(ids.length > 0 ? () => ids.forEach(ask) : undefined);
}
