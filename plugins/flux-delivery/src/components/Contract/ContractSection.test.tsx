import { NotFoundError } from '@backstage/errors';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { TestApiProvider, renderInTestApp } from '@backstage/test-utils';
import { createTheme, ThemeProvider } from '@material-ui/core/styles';
import type { ContractDto } from 'backstage-plugin-flux-delivery-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { contract } from '../../__fixtures__/contract';
import { FakeFluxDeliveryApi } from '../../__fixtures__/FakeFluxDeliveryApi';
import { ENTITY_REF, healthy, NOW } from '../../__fixtures__/scenarios';
import { FakeSignals, showTab } from '../../__testUtils__/showTab';
import { fluxDeliveryApiRef } from '../../api/FluxDeliveryApi';
import { ClockContext } from '../../hooks/useClock';
import { DeliveryTab } from '../DeliveryTab/DeliveryTab';
import { ContractSection } from './ContractSection';

async function show(
  answer: ContractDto | Error,
  { type = 'light' as 'light' | 'dark', whole = false } = {},
) {
  const api = new FakeFluxDeliveryApi(healthy);
  api.contract = answer;
  await renderInTestApp(
    <ThemeProvider theme={createTheme({ palette: { type } })}>
      <TestApiProvider
        apis={[
          [fluxDeliveryApiRef, api],
          [signalApiRef, new FakeSignals()],
        ]}
      >
        <ClockContext.Provider value={{ now: () => NOW }}>
          {whole ? (
            <DeliveryTab entityRef={ENTITY_REF} />
          ) : (
            <ContractSection entityRef={ENTITY_REF} />
          )}
        </ClockContext.Provider>
      </TestApiProvider>
    </ThemeProvider>,
    { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
  );
  return api;
}

const section = () =>
  screen.findByRole('region', { name: 'Delivery contract' });

it.each(['light', 'dark'] as const)(
  'says what is violated, and what cannot be checked, in words (%s)',
  async type => {
    await show(contract, { type });
    const checks = await screen.findByRole('list', {
      name: 'Held against reality',
    });
    expect(checks).toHaveTextContent(
      /Overlays are reconciled: violated.*never arrives.*line 11 of delivery-contract\.yaml.*Not known: prod-ap cannot be asked/,
    );
    expect(checks).toHaveTextContent(
      /Only changed what is given away: cannot be checked.*the ledger does not answer/,
    );
    expect(checks).toHaveTextContent(/One manager for each object: ok/);
  },
);

it('says what a promotion means in each environment, also without a contract', async () => {
  await show({
    ...contract,
    files: [],
    segmentOwners: [],
    firstResponse: [],
    rollback: undefined,
  });
  const ways = await screen.findByRole('list', {
    name: 'What a promotion means here',
  });
  expect(
    within(ways)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent),
  ).toEqual([
    expect.stringMatching(
      /^staging \(channel alignment\): .*arrives by itself.*it follows tags 1\.x \(range\) · The contract says floating\.$/,
    ),
    expect.stringMatching(
      /^prod \(version promotion\): .*when somebody changes.*it takes 1\.8\.3 pinned$/,
    ),
  ]);
  expect(screen.getByText(/have no delivery contract/)).toBeVisible();
});

it('shows an error with line, key and a link to it', async () => {
  await show(contract);
  const link = await screen.findByRole('link', {
    name: /delivery-contract\.yaml, line 12, column 7/,
  });
  expect(link).toHaveAttribute('href', expect.stringMatching(/#L12$/));
  expect(screen.getByText('environments[1].version')).toBeVisible();
  expect(screen.getByText(/must be one of pinned, floating/)).toBeVisible();
});

it('says who does what, by which line, and how old a file is that cannot be read', async () => {
  await show(contract);
  const people = await screen.findByRole('list', { name: 'Who does what' });
  expect(within(people).getAllByRole('listitem')).toHaveLength(3);
  expect(people).toHaveTextContent(/owns Source.*line 20/);
  expect(people).toHaveTextContent(/moves first for crash-loop/);
  expect(await section()).toHaveTextContent(
    /cannot be read now; what it said before holds, as of 20.min ago.*its host answers 503; since 15.min ago/,
  );
});

it('makes no link of what is none', async () => {
  await show(contract);
  expect(await screen.findByText('Not a link')).toBeVisible();
  expect(screen.queryByRole('link', { name: /Not a link/ })).toBeNull();
});

it('says that there is none', async () => {
  await show({
    ...contract,
    files: [],
    errors: [],
    segmentOwners: [],
    firstResponse: [],
    rollback: undefined,
  });
  expect(await screen.findByText(/have no delivery contract/)).toBeVisible();
});

it('is an error with a way to try again', async () => {
  await show(new Error('Bad gateway'));
  expect(
    await screen.findByText('The delivery contract could not be loaded'),
  ).toBeVisible();
});

it('shows nothing to who may not see it', async () => {
  await show(new NotFoundError('no'));
  expect(await screen.findByText(/No .* to see/)).toBeVisible();
});

it('is loaded on the tab when it is asked for, not before', async () => {
  const api = await show(contract, { whole: true });
  const button = await screen.findByRole('button', {
    name: 'Delivery contract',
  });
  expect(api.requests).not.toContain('contract');
  await userEvent.click(button);
  expect(await section()).toBeVisible();
  expect(api.requests).toContain('contract');
});

it('has its errors on the page without being opened', async () => {
  await showTab({ ...healthy, contractErrors: contract.errors });
  expect(
    await screen.findByText(
      'Something in the delivery contract cannot be used',
    ),
  ).toBeVisible();
});
