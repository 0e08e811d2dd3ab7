import { expect, test } from './support/test';

const AUTH =
  "flux-system\tapps\t\tFalse\tFalse\tfailed to checkout and determine revision: unable to clone 'https://git.example.com/apps': authentication required";

test('an error that was pasted is explained by keyboard alone, without a service', async ({
  page,
}) => {
  await page.goto('/flux-delivery/clusters');
  const open = page.getByRole('button', { name: 'Explain an error' });
  await open.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Explain an error' });
  await expect(dialog.getByLabel('Error')).toBeFocused();
  await page.keyboard.insertText(AUTH);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');

  const answer = dialog.getByRole('region', { name: 'What the error means' });
  await expect(answer).toContainText('source-auth');
  await expect(
    answer
      .getByRole('link', { name: 'Platform', exact: true })
      .or(answer.getByRole('link', { name: 'platform', exact: true })),
  ).toBeVisible();
  await expect(answer.getByRole('link', { name: /#platform/ })).toHaveAttribute(
    'href',
    'https://chat.example.com/platform',
  );
  await expect(answer).toContainText("flux --context '<cluster>'");

  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(open).toBeFocused();
});

test('of a service it goes by its path', async ({ page, tab }) => {
  await tab.open('statements');
  await page.getByRole('button', { name: 'Explain an error' }).click();
  const dialog = page.getByRole('dialog', { name: 'Explain an error' });
  await dialog
    .getByLabel('Error')
    .fill(
      '3m  Warning  BuildFailed  kustomization/statements  kustomize build failed: no such file',
    );
  await dialog.getByRole('button', { name: 'Explain', exact: true }).click();

  const answer = dialog.getByRole('region', { name: 'What the error means' });
  await expect(answer).toContainText('build-render');
  await expect(answer).toContainText('as a row of events');
});

test('a runbook is found by what is seen', async ({ page, tab }) => {
  await tab.open('statements');
  await page.getByRole('button', { name: 'Explain an error' }).click();
  const dialog = page.getByRole('dialog', { name: 'Explain an error' });
  await expect(dialog.getByRole('listitem')).toHaveCount(16);
  await dialog.getByLabel('Error').fill('secret sync');
  const first = dialog.getByRole('listitem').first();
  await expect(first).toContainText('Secret');
  await first.getByRole('button').click();
  await expect(first).toContainText('What helps');
});
