import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { showFleet } from '../../__testUtils__/showFleet';

const AT = '/delivery?view=questions';
const rows = async (name: string) =>
  within(await screen.findByRole('table', { name }))
    .getAllByRole('row')
    .slice(1);

it('answers each question, and shows what the answer rests on', async () => {
  const { api } = await showFleet({
    at: `${AT}&owner=group:default/risk&state=ok`,
  });
  const [sources, , controllers] = await rows('What one asks of all services');
  expect(sources).toHaveTextContent(
    /Are all sources ready\?.*diverged: No: 1 of 12 sources/,
  );
  expect(controllers).toHaveTextContent(/unknown: Not known/);
  expect(within(controllers).queryByRole('button')).toBeNull();
  expect(api.askedOfFleet).toContain('questions?owner=group%3Adefault%2Frisk');

  await userEvent.click(
    within(sources).getByRole('button', { name: /Are all sources ready/ }),
  );
  const [finding, more] = screen.getAllByRole('listitem');
  expect(finding).toHaveTextContent(
    /GitRepository flux-system\/apps : authentication failed on prod-us · checkout · 6.min ago/,
  );
  expect(more).toHaveTextContent('and 2 more');
});

it('tells how deliveries went, and never zero for what is not known', async () => {
  await showFleet({ at: AT });
  const [day, week] = await rows('Deliveries');
  expect(day).toHaveTextContent(
    /last day.*18.*2.*Success ?90 %.*Mean duration ?1.min/,
  );
  expect(week).toHaveTextContent(
    /the seven days before not all of it was seen.*Success ?not known.*Mean duration ?not known/,
  );
});

it('says that there are no figures, and that it failed', async () => {
  await showFleet({
    at: AT,
    arrange: api => {
      api.figures = undefined;
    },
  });
  expect(
    await screen.findByText(/there are no figures of deliveries/),
  ).toBeVisible();
});

it('an error', async () => {
  await showFleet({
    at: AT,
    arrange: api => {
      api.fleet = new Error('Bad gateway');
    },
  });
  expect(
    await screen.findByText('The questions could not be answered'),
  ).toBeVisible();
});
