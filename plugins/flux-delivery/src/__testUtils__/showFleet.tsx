import { identityApiRef, storageApiRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  TestApiProvider,
  mockApis,
  renderInTestApp,
} from '@backstage/test-utils';
import { useLocation } from 'react-router-dom';
import type { ReactElement } from 'react';
import { FakeFluxDeliveryApi } from '../__fixtures__/FakeFluxDeliveryApi';
import { NOW } from '../__fixtures__/scenarios';
import { fluxDeliveryApiRef } from '../api/FluxDeliveryApi';
import { FleetContent } from '../components/Fleet/FleetContent';
import { ClockContext } from '../hooks/useClock';
import { FakeSignals } from './showTab';

export const MINE = ['user:default/ann', 'group:default/risk'];

function Address() {
  const { search } = useLocation();
  return <output aria-label="address">{search}</output>;
}

/** A page over a fleet from memory, and the address that it is at. */
export async function showFleet(
  options: {
    at?: string;
    mine?: string[];
    arrange?: (api: FakeFluxDeliveryApi) => void;
    signals?: FakeSignals;
    storage?: ReturnType<typeof mockApis.storage>;
    element?: ReactElement;
  } = {},
) {
  const api = new FakeFluxDeliveryApi();
  options.arrange?.(api);
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [fluxDeliveryApiRef, api],
        [signalApiRef, options.signals ?? new FakeSignals()],
        [storageApiRef, options.storage ?? mockApis.storage()],
        [
          identityApiRef,
          mockApis.identity({
            userEntityRef: 'user:default/ann',
            ownershipEntityRefs: options.mine ?? MINE,
          }),
        ],
      ]}
    >
      <ClockContext.Provider value={{ now: () => NOW }}>
        {options.element ?? <FleetContent />}
        <Address />
      </ClockContext.Provider>
    </TestApiProvider>,
    {
      routeEntries: [options.at ?? '/delivery'],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
  return { api };
}
