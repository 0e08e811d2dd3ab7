import { expect, test } from './support/test';
import { DeliveryPathTab } from './support/DeliveryPathTab';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const EXACT_TIME = /\d{4}-\d\d-\d\dT\d\d:/;

test('a service without a path says what was looked for, and what would connect it', async ({
  page,
}) => {
  await page.goto(DeliveryPathTab.urlOf('docs-portal'));

  await expect(
    page.getByRole('heading', { name: 'No delivery path yet' }),
  ).toBeVisible();
  const main = page.getByRole('main');
  await expect(main).toContainText(
    'a workload, Kustomization or HelmRelease with annotation flux-delivery/entity: component:default/docs-portal in prod-eu, prod-us, staging',
  );
  await expect(main).toContainText(
    /the cluster is unreachable since \d\d:\d\d/,
  );
  await expect(main).not.toContainText(EXACT_TIME);

  await page
    .getByRole('button', { name: /^Copy Let the Kustomization or HelmRelease/ })
    .click();
  await expect(page.getByText('Copied')).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'metadata:\n  annotations:\n    flux-delivery/entity: component:default/docs-portal',
  );
});

test('an annotation that cannot be used is shown with the form it should have', async ({
  page,
}) => {
  await page.goto(DeliveryPathTab.urlOf('payments-sandbox'));

  const notice = page
    .getByRole('status')
    .filter({ hasText: 'An annotation of this entity cannot be used' });
  await expect(notice).toContainText(
    'flux-delivery/kustomization: payments/sandbox/extra/part',
  );
  await expect(notice).toContainText('expected: [cluster:]namespace/name');
  // It breaks nothing else.
  await expect(
    page.getByRole('heading', { name: 'No delivery path yet' }),
  ).toBeVisible();
});

test('a target that nothing allows is a row without data', async ({
  page,
  tab,
}) => {
  await tab.open('shadow-ledger');

  const hidden = tab.cell('prod', 'prod-eu', 'Promotion to Traffic');
  await expect(hidden).toContainText('not authorized');
  await expect(hidden).toContainText(
    'it does not claim this entity, and no rule lets its owner in',
  );
  await expect(tab.grid).not.toContainText(/main [0-9a-f]{7}|\d\/\d ready|✓/);

  await tab.rowButton('prod', 'prod-eu').click();
  const behind = page.getByRole('region', {
    name: 'Behind prod on prod-eu',
  });
  await expect(behind).toContainText('No data is shown.');
  await expect(behind.getByRole('button')).toHaveCount(0);
  await expect(
    page.getByRole('heading', { name: 'How to connect this entity' }),
  ).toBeVisible();
});
