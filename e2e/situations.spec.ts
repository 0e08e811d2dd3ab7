import { expect, test } from './support/test';

test('the catalog begins with the everyday estate, and the situations are one click away', async ({
  page,
}, testInfo) => {
  await page.goto('/');
  await expect(
    page.getByRole('link', { name: 'payments-api', exact: true }),
  ).toBeVisible({ timeout: 60_000 });
  await expect(
    page.getByRole('link', { name: /^(Source|Reconcile|Rollout): / }),
  ).toHaveCount(0);
  await page.screenshot({ path: testInfo.outputPath('catalog.png') });

  await page.getByRole('link', { name: 'Situations', exact: true }).click();
  // The filter of the page, and not a moment before it holds.
  await expect(page.getByRole('button', { name: 'example' })).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'Reconcile: cannot be built' }),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'payments-api', exact: true }),
  ).toHaveCount(0);
  await page.screenshot({ path: testInfo.outputPath('situations.png') });
});
