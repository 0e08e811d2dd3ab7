import {
  createExtensionTester,
  renderInTestApp,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { coreExtensionData } from '@backstage/frontend-plugin-api';
import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { screen } from '@testing-library/react';
import { FakeFluxDeliveryApi } from './__fixtures__/FakeFluxDeliveryApi';
import { diverged } from './__fixtures__/scenarios';
import plugin from './alpha';
import { fluxDeliveryApiRef } from './api/FluxDeliveryApi';
import { deliveryPathCard, deliveryPathContent } from './extensions/entity';
import { clustersPage } from './extensions/clustersPage';
import { fleetCard, fleetContent, fleetPage } from './extensions/fleet';
import { ownershipContent } from './extensions/ownership';

// The first test of the file loads the whole page of an entity.

const entity = (kind: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { namespace: 'default', name: 'payments-api' },
  spec: { type: 'service' },
});

const apis = () =>
  [[fluxDeliveryApiRef, new FakeFluxDeliveryApi(diverged)]] as const;

it('has the id of its backend', () => {
  expect(plugin.pluginId).toBe('flux-delivery');
});

const showOn = (kind: string, extension: ExtensionDefinition) =>
  renderTestApp({
    extensions: [createTestEntityPage({ entity: entity(kind) }), extension],
    apis: apis(),
  });

it('is a tab of its own for components without any annotation', async () => {
  showOn('Component', deliveryPathContent);

  expect(
    await screen.findByRole('button', { name: /prod-eu, Reconcile: diverged/ }),
  ).toBeInTheDocument();
  const tester = createExtensionTester(deliveryPathContent);
  expect(tester.get(EntityContentBlueprint.dataRefs.title)).toBe(
    'Delivery path',
  );
  expect(tester.get(coreExtensionData.routePath)).toBe('delivery-path');
  expect(tester.get(EntityContentBlueprint.dataRefs.group)).toBeUndefined();
});

it('is a card of the overview', async () => {
  showOn('Component', deliveryPathCard);

  expect(
    await screen.findByText(/has not reached prod-eu/),
  ).toBeInTheDocument();
});

it('is not there for other kinds', async () => {
  showOn('System', deliveryPathContent);

  expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
});

it('has a page of the clusters', async () => {
  renderInTestApp(createExtensionTester(clustersPage).reactElement(), {
    apis: apis(),
  });

  expect(
    await screen.findByRole('heading', { name: 'prod-eu' }),
  ).toBeInTheDocument();
});

it('has a page of all services', async () => {
  renderInTestApp(createExtensionTester(fleetPage).reactElement(), {
    apis: apis(),
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });

  expect(
    await screen.findByRole('grid', { name: 'Services, worst first' }),
  ).toBeInTheDocument();
  expect(
    createExtensionTester(fleetPage).get(coreExtensionData.routePath),
  ).toBe('/delivery');
});

it.each(['Group', 'User', 'System', 'Domain'])(
  'is a card and a tab of a %s',
  async kind => {
    showOn(kind, fleetCard);
    expect(
      await screen.findByText('Delivery of payments-api'),
    ).toBeInTheDocument();
    expect(
      createExtensionTester(fleetContent).get(coreExtensionData.routePath),
    ).toBe('delivery');
  },
);

it.each(['Group', 'User', 'System', 'Domain'])(
  'tells on a tab of a %s what its services have',
  async kind => {
    showOn(kind, ownershipContent);
    expect(
      await screen.findByRole('region', { name: 'Ownership' }),
    ).toBeInTheDocument();
    expect(
      createExtensionTester(ownershipContent).get(coreExtensionData.routePath),
    ).toBe('delivery-ownership');
  },
);
