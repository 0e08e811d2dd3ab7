import { MockEntityListContextProvider } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { manyPaths } from '../../__fixtures__/fleetPaths';
import { showFleet } from '../../__testUtils__/showFleet';
import { DeliveryStateFilter } from './DeliveryStateFilter';
import { FluxDeliveryStatePicker } from './FluxDeliveryStatePicker';
import { createFluxDeliveryColumn } from './createFluxDeliveryColumn';

const entity = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
});

describe('the column', () => {
  const cells = (...names: string[]) => {
    const { render } = createFluxDeliveryColumn();
    return (
      <>
        {names.map(name => (
          <div key={name} data-testid={name}>
            {render!({ entity: entity(name) }, 'row')}
          </div>
        ))}
      </>
    );
  };

  it('tells the state of each row, all of them by one request', async () => {
    const { api } = await showFleet({
      element: cells('payments-api', 'cards-gateway', 'library'),
    });
    await waitFor(() =>
      expect(screen.getByTestId('payments-api')).toHaveTextContent('diverged'),
    );
    expect(screen.getByTestId('cards-gateway')).toHaveTextContent('ok');
    expect(screen.getByTestId('library')).toHaveTextContent('–');
    expect(screen.getByTitle('no delivery path')).toBeVisible();
    expect(
      screen.getByRole('img', { name: /^prod: .*Source diverged/ }),
    ).toBeVisible();
    expect(api.askedOfFleet).toEqual(['summaries 3']);
  });

  it('shows what cannot be asked as unknown', async () => {
    await showFleet({
      element: cells('cards-gateway'),
      arrange: api => {
        api.fleet = new Error('Bad gateway');
      },
    });
    expect(await screen.findByText('unknown')).toHaveAttribute(
      'title',
      'not known: Bad gateway',
    );
  });
});

describe('the filter', () => {
  async function pick(arrange?: Parameters<typeof showFleet>[0]) {
    const updateFilters = jest.fn();
    await showFleet({
      ...arrange,
      element: (
        <MockEntityListContextProvider value={{ updateFilters }}>
          <FluxDeliveryStatePicker />
        </MockEntityListContextProvider>
      ),
    });
    const last = (): DeliveryStateFilter =>
      updateFilters.mock.lastCall[0].deliveryState;
    return { updateFilters, last };
  }

  it('asks the catalog by name for the services in a state', async () => {
    const { last } = await pick();
    await userEvent.click(screen.getByRole('checkbox', { name: /diverged/ }));
    await waitFor(() => expect(last()?.states).toEqual(['diverged']));
    expect(last().getCatalogFilters()).toEqual({
      'metadata.name': ['checkout', 'payments-api', 'scorer', 'risk-scorer'],
    });
    expect(last().filterEntity(entity('scorer'))).toBe(true);
    expect(last().filterEntity(entity('cards-gateway'))).toBe(false);
    expect(last().toQueryValue()).toEqual(['diverged']);

    await userEvent.click(screen.getByRole('checkbox', { name: /diverged/ }));
    await waitFor(() => expect(last()).toBeUndefined());
  });

  it('finds nothing where nothing is in the state, rather than everything', () => {
    const filter = new DeliveryStateFilter(['diverged'], []);
    expect(filter.getCatalogFilters()).toEqual({ 'metadata.name': ['-'] });
    expect(filter.filterEntity(entity('a'))).toBe(false);
  });

  it('filters page by page where there are too many to name, and says so', async () => {
    const { last } = await pick({
      arrange: api => {
        api.fleet = manyPaths(1200);
      },
    });
    await userEvent.click(screen.getByRole('checkbox', { name: /ok/ }));
    await waitFor(() => expect(last()?.isWhole).toBe(false));
    expect(last().getCatalogFilters()).toEqual({});
    expect(last().filterEntity(entity('service-01199'))).toBe(true);
  });
});
