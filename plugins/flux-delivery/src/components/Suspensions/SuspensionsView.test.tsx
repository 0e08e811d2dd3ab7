import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { path, suspension, target } from '../../__fixtures__/fleetPaths';
import { showFleet } from '../../__testUtils__/showFleet';

const AT = '/delivery?view=suspensions';
const register = () =>
  screen.findByRole('table', { name: 'Suspended objects, the longest first' });

const stopped = (changes = {}) =>
  target({
    state: 'suspended',
    suspensions: [{ ...suspension, ...changes }],
  });

it('tells what, since when, who claims it, why, until when, and what it holds back', async () => {
  await showFleet({ at: AT });
  const [row] = within(await register())
    .getAllByRole('row')
    .slice(1);
  expect(row).toHaveTextContent(
    /Kustomization payments\/statement-batch on staging/,
  );
  expect(row).toHaveTextContent(/18.d ago forgotten: over 14 days/);
  expect(row).toHaveTextContent(/claims: d\.khan \(unverified\)/);
  expect(row).toHaveTextContent(
    /waits for the audit · until: the audit has ended/,
  );
  expect(row).toHaveTextContent(/1\.9\.0/);
  expect(
    within(row).getByRole('link', { name: 'statement-batch' }),
  ).toHaveAttribute(
    'href',
    '/catalog/default/component/statement-batch/delivery-path',
  );
  expect(screen.getByText('1 object · 1 forgotten')).toBeVisible();
});

it('gives the command that resumes it', async () => {
  const user = userEvent.setup();
  const writeText = jest
    .spyOn(navigator.clipboard, 'writeText')
    .mockResolvedValue();
  await showFleet({ at: AT });
  await register();
  await user.click(
    screen.getByRole('button', { name: /command that resumes it/ }),
  );
  expect(writeText).toHaveBeenCalledWith(
    'flux --context staging -n payments resume kustomization statement-batch',
  );
});

it('says what nobody wrote down', async () => {
  await showFleet({
    at: AT,
    arrange: api => {
      api.fleet = ['a', 'b', 'c', 'd', 'e'].map(name =>
        path(name, [
          stopped({
            since: undefined,
            claimedBy: undefined,
            reason: undefined,
            resumeWhen: undefined,
            withholds: undefined,
          }),
        ]),
      );
    },
  });
  const [row] = within(await register())
    .getAllByRole('row')
    .slice(1);
  expect(row).toHaveTextContent(
    /a, b, c and 2 more.*not known.*nobody says who.*no reason given · no condition to resume.*nothing newer is known/,
  );
  await userEvent.click(
    within(row).getByRole('button', { name: 'and 2 more' }),
  );
  expect(row).toHaveTextContent(/a, b, c, d, e/);
});

it('counts the services that it does not name', async () => {
  await showFleet({
    at: AT,
    arrange: api => {
      api.fleet = Array.from({ length: 60 }, (_, at) =>
        path(`s${at}`, [stopped()]),
      );
    },
  });
  const [row] = within(await register())
    .getAllByRole('row')
    .slice(1);
  await userEvent.click(
    within(row).getByRole('button', { name: 'and 57 more' }),
  );
  expect(within(row).getAllByRole('link')).toHaveLength(50);
  expect(row).toHaveTextContent(/and 10 more/);
});

it('asks only what there is to ask of an object, and comes back', async () => {
  const { api } = await showFleet({
    at: `${AT}&owner=group:default/payments&class=crash-loop&state=ok`,
  });
  await register();
  expect(api.askedOfFleet).toContain(
    'suspensions?owner=group%3Adefault%2Fpayments',
  );
  expect(screen.queryByRole('button', { name: /^segment/ })).toBeNull();
  expect(
    screen.getByRole('link', { name: 'Suspended objects' }),
  ).toHaveAttribute('aria-current', 'page');
});

it.each([
  [true, /Nobody stopped an object on the way of these services/],
  [false, /Among what has been looked at so far/],
])('nothing is suspended, complete: %s', async (complete, text) => {
  await showFleet({
    at: AT,
    arrange: api => {
      api.fleet = [];
      api.completeness.complete = complete;
    },
  });
  expect(await screen.findByText('Nothing is suspended')).toBeVisible();
  expect(screen.getByText(text)).toBeVisible();
});

it('an error says that it is the register', async () => {
  await showFleet({
    at: AT,
    arrange: api => {
      api.fleet = new Error('Bad gateway');
    },
  });
  expect(
    await screen.findByText('The register could not be loaded'),
  ).toBeVisible();
});
