import { SEGMENTS } from './support/DeliveryPathTab';
import { expect, test } from './support/test';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const clipboard = () => navigator.clipboard.readText();

test('a newcomer finds a service and reads how it reaches each environment', async ({
  page,
  tab,
}) => {
  await page.goto('/');
  await page.getByRole('textbox', { name: 'Search' }).fill('pricing-ui');
  await page.getByRole('link', { name: 'pricing-ui' }).click();
  await page.getByRole('link', { name: 'Delivery path', exact: true }).click();

  await expect(tab.headline).toHaveAccessibleName(/^ok: 2\.1\.0 everywhere$/);
  const targets = [
    { environment: 'staging', cluster: 'staging' },
    { environment: 'prod', cluster: 'prod-eu' },
  ];
  await expect(tab.grid.getByRole('rowheader').getByRole('button')).toHaveCount(
    targets.length,
  );
  for (const { environment, cluster } of targets) {
    await expect(
      tab.grid.getByRole('button', {
        name: `${environment}, ${cluster}, `,
      }),
    ).toHaveCount(1 + SEGMENTS.length);
    for (const segment of SEGMENTS) {
      await expect(
        tab.cell(environment, cluster, segment),
      ).toHaveAccessibleName(/: ok\. .+ Open details\.$/);
    }
  }
  await expect(tab.cell('prod', 'prod-eu', 'Rollout')).toContainText(
    '2/2 ready',
  );
});

test('a newcomer copies the digest that runs', async ({ page, tab }) => {
  await tab.open('pricing-ui');

  await tab.rowButton('prod', 'prod-eu').click();
  const behind = page.getByRole('region', { name: 'Behind prod on prod-eu' });
  await expect(
    behind.getByRole('button', { name: 'Deployment/payments/pricing-ui' }),
  ).toBeVisible();
  await behind.getByRole('button', { name: 'Copy app digest' }).click();

  await expect(behind.getByRole('status').getByText('Copied')).toBeAttached();
  expect(await page.evaluate(clipboard)).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test('a newcomer opens the details of a segment and copies its revision', async ({
  page,
  tab,
}) => {
  await tab.open('pricing-ui');
  const source = tab.cell('staging', 'staging', 'Source');
  const shown = await source.getByText(/^main [0-9a-f]{7}$/).textContent();

  await source.click();
  await expect(
    tab.drawer.getByRole('heading', { name: 'Source · staging' }),
  ).toBeVisible();
  await tab.drawer.getByRole('button', { name: 'Copy commit' }).click();
  await expect(tab.drawer.getByText('Copied')).toBeAttached();
  const commit = await page.evaluate(clipboard);
  expect(commit).toMatch(/^[0-9a-f]{40}$/);
  expect(commit.slice(0, 7)).toBe(shown?.split(' ')[1]);

  await tab.drawer
    .getByRole('button', { name: 'Conditions, events and YAML' })
    .first()
    .click();
  await expect(tab.drawer.getByText('Ready True').first()).toBeVisible();
  await expect(
    tab.drawer.getByText('kind: GitRepository').first(),
  ).toBeVisible();
});
