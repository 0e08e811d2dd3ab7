import type { Page } from '@playwright/test';
import { DeliveryPathTab } from './support/DeliveryPathTab';
import { expect, test } from './support/test';

const triageOf = (page: Page, environment: string, cluster: string) =>
  page.getByRole('region', { name: `Triage of ${environment} on ${cluster}` });

const stepsOf = (page: Page, environment: string, cluster: string) =>
  triageOf(page, environment, cluster).locator('ol > li');

async function openSteps(page: Page, environment: string, cluster: string) {
  await triageOf(page, environment, cluster)
    .getByRole('button', { name: 'Seven steps' })
    .click();
  await expect(stepsOf(page, environment, cluster)).toHaveCount(7);
}

test('triage names the cause at once, and fills in seven steps with what was and was not checked', async ({
  page,
  tab,
}) => {
  await tab.open('statements');
  await expect(triageOf(page, 'prod', 'prod-us')).toContainText(
    'it was applied, and the rollout failed',
  );

  await openSteps(page, 'prod', 'prod-us');
  const steps = stepsOf(page, 'prod', 'prod-us');
  await expect(steps.nth(0)).toContainText('A failed rollout.');
  await expect(steps.nth(1)).toContainText(
    'promotion record: no record of promotions is kept yet',
  );
  await expect(steps.nth(2)).toContainText(/GitRepository\/payments\/apps/);
  await expect(steps.nth(3)).toContainText('its health check failed');
  await expect(steps.nth(4)).toContainText(/\d pods? .*ReplicaSets? of/);
  await expect(steps.nth(5)).toContainText('No.');
  await expect(steps.nth(6)).toContainText('at rollout (image-pull)');

  const evidence = steps.nth(4).getByRole('button', { name: /^Evidence/ });
  await evidence.focus();
  await page.keyboard.press('Enter');
  await expect(tab.drawer).toContainText('class image-pull');
  await page.keyboard.press('Escape');
  await expect(evidence).toBeFocused();
});

test('a person corrects the divergence point; others see it live, and it outlives the page', async ({
  page,
  tab,
  context,
}) => {
  await tab.open('statements');
  const other = await context.newPage();
  await new DeliveryPathTab(other).open('statements');
  await openSteps(page, 'prod', 'prod-us');
  const seventh = stepsOf(page, 'prod', 'prod-us').nth(6);

  await seventh.getByLabel('Divergence point').press('Enter');
  await page.getByRole('option', { name: 'Promotion' }).press('Enter');
  await seventh.getByLabel('Note').fill('2.1.0-missing was never published');
  await seventh.getByRole('button', { name: 'Correct: Promotion' }).click();

  await expect(seventh).toContainText(/Corrected to: Promotion by guest/i);
  const shown = triageOf(other, 'prod', 'prod-us');
  await expect(shown).toContainText('Corrected to: Promotion');
  await expect(shown).toContainText('2.1.0-missing was never published');

  await page.reload();
  await expect(triageOf(page, 'prod', 'prod-us')).toContainText(
    'Corrected to: Promotion',
  );
  await openSteps(page, 'prod', 'prod-us');
  await stepsOf(page, 'prod', 'prod-us')
    .nth(6)
    .getByRole('button', { name: 'Take back what was said' })
    .click();
  await expect(shown).not.toContainText('Corrected to');
});

test('triage calls nothing fine of a cluster that does not answer', async ({
  page,
  tab,
}) => {
  await tab.open('payments-api');
  await tab.rowButton('prod', 'prod-ap').click();
  await openSteps(page, 'prod', 'prod-ap');

  const steps = stepsOf(page, 'prod', 'prod-ap');
  await expect(steps.nth(0)).toContainText('cannot be told');
  for (const number of [2, 3, 4, 5, 6]) {
    await expect(steps.nth(number)).toContainText('unknown');
  }
  await expect(steps.nth(6)).toContainText('prod-ap does not answer');
});

test('the steps fit a narrow screen', async ({ page, tab }) => {
  await page.setViewportSize({ width: 360, height: 900 });
  await page.goto(DeliveryPathTab.urlOf('statements'));
  await openSteps(page, 'prod', 'prod-us');

  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
  expect(wide).toBeLessThanOrEqual(0);
  await expect(tab.headline).toBeVisible();
});
