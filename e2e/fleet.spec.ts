import { FleetPage } from './support/FleetPage';
import { expect, test } from './support/test';

const STATES = ['diverged', 'suspended', 'unknown', 'in progress', 'ok'];
const search = (url: string) => decodeURIComponent(new URL(url).search);

test('services are listed worst first, each with its state in words', async ({
  page,
}) => {
  const fleet = new FleetPage(page);
  await fleet.open('?owner=group:default/payments');
  const rows = await fleet.grid
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })
    .allInnerTexts();
  const states = rows.map(text =>
    STATES.findIndex(state => new RegExp(`[✕?✓◔]?\\s${state}\\b`).test(text)),
  );
  expect(states).not.toContain(-1);
  expect(states).toEqual([...states].sort((a, b) => a - b));
  await expect(fleet.row('statements')).toContainText(/diverged at rollout/);
  await expect(
    fleet.row('statements').getByRole('img', { name: /^prod: / }),
  ).toBeVisible();
  // Nothing answers for it: never with the good ones.
  await expect(fleet.row('payments-api')).toContainText(/unknown/);
});

test('one team by the filter, back by the address, and sent as a link', async ({
  page,
}) => {
  const fleet = new FleetPage(page);
  await fleet.open();
  const all = await fleet.services();
  await fleet.choose('owner', 'risk');
  await expect(fleet.row('fx-rates')).toBeVisible();
  await expect(fleet.row('statements')).toBeHidden();
  expect(search(page.url())).toBe('?owner=group:default/risk');

  await fleet.state('diverged').click();
  expect(search(page.url())).toBe('?owner=group:default/risk&state=diverged');
  await expect(fleet.grid).toContainText('fx-rates');
  const chosen = await fleet.services();

  await page.goBack();
  await page.goBack();
  expect(search(page.url())).toBe('');
  await expect
    .poll(async () => (await fleet.services()).length)
    .toBe(all.length);

  await fleet.open('?owner=group:default/risk&state=diverged');
  expect(await fleet.services()).toEqual(chosen);
});

test('a root cause is told once, and opens the services that hang on it', async ({
  page,
}) => {
  const fleet = new FleetPage(page);
  await fleet.open('?owner=group:default/payments');
  const cause = fleet.causes
    .getByRole('row')
    .filter({ hasText: 'payments/card-vault' });
  await expect(cause).toHaveCount(1);
  await expect(cause).toContainText(/build-render Kustomization/);
  await expect(cause).toContainText('2 services');
  await expect(
    cause.getByRole('link', { name: /^Payments on call/ }),
  ).toBeVisible();
  await cause
    .getByRole('button', { name: /^Show the services behind/ })
    .click();
  const behind = fleet.causes.getByRole('link', { name: 'onboarding' });
  await expect(behind).toBeVisible();
  await behind.click();
  await expect(page).toHaveURL(/component\/onboarding\/delivery-path$/);
});

test('the register of suspensions says what was stopped, and how to resume it', async ({
  page,
}) => {
  const fleet = new FleetPage(page);
  await fleet.open('?view=suspensions');
  const row = fleet.register
    .getByRole('row')
    .filter({ hasText: 'risk/reporting' });
  await expect(row).toContainText(/Kustomization.*prod-us/);
  await expect(row).toContainText(/ago/);
  await expect(
    row.getByRole('button', {
      name: /flux --context prod-us -n risk resume kustomization reporting/,
    }),
  ).toBeVisible();
  await expect(row.getByRole('link', { name: 'reporting' })).toBeVisible();
});

test('the keyboard alone goes through the services', async ({ page }) => {
  const fleet = new FleetPage(page);
  await fleet.open('?owner=group:default/payments');
  const [first, second] = await fleet.services();
  const link = (name: string) =>
    fleet.grid.getByRole('link', { name, exact: true });
  await link(first).focus();
  await page.keyboard.press('ArrowDown');
  await expect(link(second)).toBeFocused();
  await page.keyboard.press('Home');
  await expect(link(first)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/delivery-path$/);
});

test('a team has its services on its own page', async ({ page }) => {
  await page.goto('/catalog/default/group/risk');
  const worst = page.getByRole('list', { name: 'Worst first' });
  await expect(worst.getByRole('listitem').first()).toContainText('diverged');
  await page.getByRole('link', { name: /^Show all \d+ services$/ }).click();
  await expect(page).toHaveURL(/\/delivery\?owner=/);
  await expect(new FleetPage(page).row('fx-rates')).toBeVisible();

  await page.goto('/catalog/default/system/risk-control/delivery');
  await expect(new FleetPage(page).row('fx-rates')).toBeVisible();
});

test('the list of the catalog tells the state of each service, by one request', async ({
  page,
}) => {
  const asked: number[] = [];
  page.on('request', request => {
    if (request.url().endsWith('/api/flux-delivery/summaries')) {
      asked.push(request.postDataJSON().entityRefs.length);
    }
  });
  await page.goto('/?filters[kind]=component&filters[user]=all');
  const row = page.getByRole('row', { name: /^fx-rates/ });
  await expect(row.getByRole('link', { name: /diverged/ })).toBeVisible({
    timeout: 60_000,
  });
  // The catalog may draw some rows before it knows all of them.
  expect(Math.max(...asked)).toBeGreaterThan(5);
});
