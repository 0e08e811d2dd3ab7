import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import type { DeliveryPathDto } from 'backstage-plugin-flux-delivery-common';
import { FakeFluxDeliveryApi } from '../../__fixtures__/FakeFluxDeliveryApi';
import * as scenarios from '../../__fixtures__/scenarios';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { DeliveryCard } from './DeliveryCard';

const show = (
  answer?: DeliveryPathDto | Error,
  size?: 'small' | 'medium' | 'large',
) =>
  renderInTestApp(
    <TestApiProvider
      apis={[[fluxDeliveryApiRef, new FakeFluxDeliveryApi(answer)]]}
    >
      <DeliveryCard
        entityRef={scenarios.ENTITY_REF}
        tabLink="/there"
        size={size}
      />
    </TestApiProvider>,
    { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
  );

it('tells the headline, five bars per environment in words, and the way to the tab', async () => {
  await show(scenarios.diverged);

  expect(
    await screen.findByText(
      '1.8.3 has not reached prod-eu: Flux may not apply it',
    ),
  ).toBeInTheDocument();
  expect(
    screen.getByRole('img', {
      name: 'dev: Promotion ok, Source ok, Reconcile ok, Rollout in progress, Traffic in progress',
    }),
  ).toBeInTheDocument();
  expect(
    screen.getByRole('img', {
      name: 'prod: Promotion ok, Source unknown, Reconcile diverged, Rollout unknown, Traffic unknown',
    }),
  ).toBeInTheDocument();
  expect(screen.getByText('diverged · 4 targets')).toBeInTheDocument();
  expect(
    screen.getByRole('link', { name: 'Open the delivery path' }),
  ).toHaveAttribute('href', '/there');
});

it.each([
  ['empty', scenarios.empty, /Nothing in 3 clusters claims/],
  ['not synced', scenarios.notSynced, 'Clusters are still being read'],
  ['an error', new Error('Bad gateway'), /Bad gateway/],
])('says what is the case where it is %s', async (_, answer, expected) => {
  await show(answer);

  expect(await screen.findByText(expected)).toBeInTheDocument();
});

it('keeps its place while loading', async () => {
  await show();

  expect(
    screen.getByRole('status', { name: 'Loading the delivery path' }),
  ).toBeInTheDocument();
});

it('small: the line and the bars, no more', async () => {
  await show(scenarios.diverged, 'small');

  expect(await screen.findByText(/has not reached prod-eu/)).toBeVisible();
  expect(
    screen.getByRole('img', { name: /^prod: .*Reconcile diverged/ }),
  ).toBeVisible();
  expect(screen.queryByText('diverged · 4 targets')).toBeNull();
});

it('large: also the path in words, and whose move it is', async () => {
  await show(scenarios.diverged, 'large');

  expect(
    await screen.findByLabelText('The delivery in words'),
  ).toBeInTheDocument();
  expect(screen.getByText('diverged · 4 targets')).toBeVisible();
  expect(screen.getByText(/^First move:/)).toHaveTextContent(/platform/i);
});
