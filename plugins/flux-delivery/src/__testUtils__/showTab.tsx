import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { SignalApi } from '@backstage/plugin-signals-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import type { DeliveryPathDto } from 'backstage-plugin-flux-delivery-common';
import { FakeFluxDeliveryApi } from '../__fixtures__/FakeFluxDeliveryApi';
import { ENTITY_REF, NOW } from '../__fixtures__/scenarios';
import { fluxDeliveryApiRef } from '../api/FluxDeliveryApi';
import { DeliveryPathTab } from '../components/DeliveryPathTab/DeliveryPathTab';
import { ClockContext } from '../hooks/useClock';

/** Signals that a test sends by hand. */
export class FakeSignals implements SignalApi {
  private readonly listeners = new Set<(message: never) => void>();

  subscribe<TMessage>(
    _channel: string,
    onMessage: (message: TMessage) => void,
  ) {
    this.listeners.add(onMessage);
    return { unsubscribe: () => this.listeners.delete(onMessage) };
  }

  send(message: object) {
    this.listeners.forEach(onMessage => onMessage(message as never));
  }
}

/** The tab over an answer that a test gives; without one it loads for ever. */
export async function showTab(
  answer?: DeliveryPathDto | Error,
  options: { owned?: number; signals?: FakeSignals; at?: string } = {},
) {
  const api = new FakeFluxDeliveryApi(answer, options.owned);
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [fluxDeliveryApiRef, api],
        [signalApiRef, options.signals ?? new FakeSignals()],
      ]}
    >
      <ClockContext.Provider value={{ now: () => NOW }}>
        <DeliveryPathTab entityRef={ENTITY_REF} />
      </ClockContext.Provider>
    </TestApiProvider>,
    {
      routeEntries: [options.at ?? '/'],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    },
  );
  return api;
}
