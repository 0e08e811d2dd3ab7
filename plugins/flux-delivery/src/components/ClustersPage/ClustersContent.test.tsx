import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeFluxDeliveryApi } from '../../__fixtures__/FakeFluxDeliveryApi';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { ClustersContent } from './ClustersContent';

const show = (api: FakeFluxDeliveryApi) =>
  renderInTestApp(
    <TestApiProvider apis={[[fluxDeliveryApiRef, api]]}>
      <ClustersContent />
    </TestApiProvider>,
  );

it('tells per cluster and kind what is known and what to do', async () => {
  await show(new FakeFluxDeliveryApi());

  expect(
    await screen.findByRole('heading', { name: 'prod-eu' }),
  ).toBeInTheDocument();
  const route = screen.getByRole('row', { name: /HTTPRoute/ });
  expect(route).toHaveTextContent(/forbidden/);
  expect(route).toHaveTextContent('Grant list and watch on httproutes');
});

it('tells an error, and tries again when asked', async () => {
  const api = new FakeFluxDeliveryApi();
  jest
    .spyOn(api, 'getClusters')
    .mockRejectedValueOnce(new Error('Bad gateway'));
  await show(api);

  expect(await screen.findByRole('alert')).toHaveTextContent('Bad gateway');
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(
    await screen.findByRole('heading', { name: 'prod-eu' }),
  ).toBeInTheDocument();
});
