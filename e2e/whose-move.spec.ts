import { expect, test } from './support/test';

test('whose move it is, and how to reach them, is on the page; who rolls back and who fixes too', async ({
  page,
  tab,
}) => {
  await tab.open('statements');
  const move = page.getByRole('region', { name: 'First move' });

  await expect(
    move.getByRole('list', { name: /^How to reach / }),
  ).toBeVisible();
  await expect(
    move.getByRole('link', { name: /@example\.com/ }),
  ).toHaveAttribute('href', /^mailto:/);
  await expect(move).toContainText('Rolls back');

  await tab.cell('prod', 'prod-us', 'Rollout').click();
  await expect(tab.drawer).toContainText('Fixes');
});

test('the incident summary is one menu away', async ({
  page,
  tab,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await tab.open('statements');
  const move = page.getByRole('region', { name: 'First move' });
  await move.getByRole('button', { name: 'Copy…' }).click();
  await page.getByRole('menuitem', { name: 'As incident summary' }).click();
  await expect(move.getByRole('status')).toHaveText('Copied');
  const text = await page.evaluate(() => navigator.clipboard.readText());

  expect(text).toMatch(/^# component:default\/statements/);
  expect(text).toMatch(/- Since: .* UTC \(.* UTC[+-]\d\d:\d\d\)/);
  expect(text).toContain('- Contact: ');
  expect(text).toContain('/delivery-path');
});

test('a word is explained on focus, and Esc closes that alone', async ({
  page,
  tab,
}) => {
  await tab.open('statements');
  await tab.cell('prod', 'prod-us', 'Rollout').click();
  const term = tab.drawer.getByRole('button', {
    name: 'Evidence',
    exact: true,
  });
  await term.click();
  await expect(page.getByRole('tooltip')).toContainText('Mind:');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip')).toBeHidden();
  await expect(tab.drawer).toBeVisible();
});
