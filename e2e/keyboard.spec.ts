import { SEGMENTS } from './support/DeliveryPathTab';
import { expect, test } from './support/test';

test('the keyboard alone goes through the path as it is read', async ({
  page,
  tab,
}) => {
  await tab.open('pricing-ui');

  await tab.rowButton('staging', 'staging').focus();
  for (const [environment, cluster] of [
    ['staging', 'staging'],
    ['prod', 'prod-eu'],
  ]) {
    await expect(tab.rowButton(environment, cluster)).toBeFocused();
    for (const segment of SEGMENTS) {
      await page.keyboard.press('Tab');
      await expect(tab.cell(environment, cluster, segment)).toBeFocused();
    }
    await page.keyboard.press('Tab');
  }
});

test('Enter opens, Esc closes and gives the focus back', async ({
  page,
  tab,
}) => {
  await tab.open('pricing-ui');

  const row = tab.rowButton('prod', 'prod-eu');
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(row).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Enter');
  await expect(row).toHaveAttribute('aria-expanded', 'false');

  const cell = tab.cell('prod', 'prod-eu', 'Reconcile');
  await cell.focus();
  await page.keyboard.press('Enter');
  await expect(tab.drawer).toBeVisible();
  // The focus is inside, and stays there.
  for (let press = 0; press < 3; press++) {
    await page.keyboard.press('Tab');
    await expect(tab.drawer.locator(':focus')).toHaveCount(1);
  }
  await page.keyboard.press('Escape');
  await expect(tab.drawer).toBeHidden();
  await expect(cell).toBeFocused();
});
