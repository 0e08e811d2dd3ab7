import { useApi } from '@backstage/core-plugin-api';
import { useEffect, useState } from 'react';
import type { FluxDeliveryApi } from '../api/FluxDeliveryApi';
import { fluxDeliveryApiRef } from '../api/FluxDeliveryApi';
import { SummaryStore } from './SummaryStore';
import type { Summary } from './SummaryStore';

/** One for all tables of a page; gone with the client that it asks. */
const stores = new WeakMap<FluxDeliveryApi, SummaryStore>();

function storeOf(api: FluxDeliveryApi): SummaryStore {
  const store =
    stores.get(api) ??
    new SummaryStore({
      load: (entityRefs, options) => api.getSummaries(entityRefs, options),
      isVisible: () => document.visibilityState !== 'hidden',
    });
  stores.set(api, store);
  return store;
}

/** The delivery of one entity, asked for together with those of all others on the page. */
export function useSummary(entityRef: string): Summary {
  const store = storeOf(useApi(fluxDeliveryApiRef));
  const [, setSeen] = useState<Summary>();
  useEffect(
    () => store.subscribe(entityRef, () => setSeen(store.get(entityRef))),
    [store, entityRef],
  );
  return store.get(entityRef);
}
