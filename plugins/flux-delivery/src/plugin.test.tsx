import { discoveryApiRef, fetchApiRef } from '@backstage/core-plugin-api';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  MockFetchApi,
  TestApiProvider,
  mockApis,
  registerMswTestHooks,
  renderInTestApp,
} from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactElement } from 'react';
import { Route, Routes } from 'react-router-dom';
import { diverged } from './__fixtures__/scenarios';
import {
  EntityFluxDeliveryCard,
  EntityFluxDeliveryContent,
  EntityFluxDeliveryFleetCard,
  FluxDeliveryMyServicesCard,
  FluxDeliveryPage,
  FluxDeliveryClient,
  fluxDeliveryApiRef,
  fluxDeliveryPlugin,
} from './index';

const server = setupServer();
registerMswTestHooks(server);

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { namespace: 'default', name: 'payments-api' },
};

/** An entity page of the legacy system, with the plugin's own client behind it. */
async function show(element: ReactElement) {
  server.use(
    http.get(
      'http://example.com/api/flux-delivery/entities/component/default/payments-api/path',
      () => HttpResponse.json(diverged, { headers: { ETag: '"1"' } }),
    ),
  );
  const discoveryApi = mockApis.discovery({ baseUrl: 'http://example.com' });
  const fetchApi = new MockFetchApi();
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [discoveryApiRef, discoveryApi],
        [fetchApiRef, fetchApi],
        [
          fluxDeliveryApiRef,
          new FluxDeliveryClient({ discoveryApi, fetchApi }),
        ],
      ]}
    >
      <EntityProvider entity={entity}>
        <Routes>
          <Route path="/*" element={element} />
        </Routes>
      </EntityProvider>
    </TestApiProvider>,
    { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
  );
}

it('brings its API', () => {
  expect([...fluxDeliveryPlugin.getApis()].map(({ api }) => api)).toEqual([
    fluxDeliveryApiRef,
  ]);
});

it('shows the tab', async () => {
  await show(<EntityFluxDeliveryContent />);

  expect(
    await screen.findByRole('button', { name: /prod-eu, Reconcile: diverged/ }),
  ).toBeInTheDocument();
});

it('shows the card, with a link to the tab', async () => {
  await show(<EntityFluxDeliveryCard tabPath="/cd" />);

  expect(
    await screen.findByRole('link', { name: 'Open the delivery path' }),
  ).toHaveAttribute('href', '/catalog/default/component/payments-api/cd');
  expect(
    await screen.findByText(/has not reached prod-eu/),
  ).toBeInTheDocument();
});

describe('many services', () => {
  const fleet = {
    observedAt: '2026-03-10T09:30:00Z',
    complete: true,
    clusters: [],
    items: [],
    nextCursor: null,
    total: 0,
    counts: { diverged: 0, suspended: 0, unknown: 0, inProgress: 0, ok: 0 },
    rootCauses: [],
    rootCausesTotal: 0,
    facets: {
      owners: [],
      systems: [],
      environments: [],
      clusters: [],
      segments: [],
      classes: [],
    },
  };
  beforeEach(() =>
    server.use(
      http.get('http://example.com/api/flux-delivery/fleet', () =>
        HttpResponse.json(fleet),
      ),
    ),
  );

  it('have a page', async () => {
    await show(<FluxDeliveryPage />);
    expect(
      await screen.findByRole('heading', { name: 'Delivery' }),
    ).toBeVisible();
    expect(await screen.findByText('No service to see')).toBeVisible();
  });

  it('have cards', async () => {
    await show(
      <>
        <FluxDeliveryMyServicesCard title="Mine" />
        <EntityProvider entity={{ ...entity, kind: 'Group' }}>
          <EntityFluxDeliveryFleetCard />
        </EntityProvider>
      </>,
    );
    expect(await screen.findByText('Mine')).toBeVisible();
    expect(await screen.findByText('Delivery of payments-api')).toBeVisible();
  });
});
