import { expect, test } from './support/test';

const FIRST = /: diverged, the first divergence\./;

test('a broken service says where reality first diverged, and what only follows', async ({
  page,
  tab,
}) => {
  await tab.open('statements');

  await expect(tab.headline).toHaveAccessibleName(
    /^diverged: prod-us: image or tag does not exist$/,
  );
  await expect(tab.grid.getByRole('button', { name: FIRST })).toHaveCount(1);
  const first = tab.cell('prod', 'prod-us', 'Rollout');
  await expect(first).toHaveAccessibleName(FIRST);
  await expect(first).toContainText('first divergence');

  const consequence = tab.cell('prod', 'prod-us', 'Traffic');
  await expect(consequence).toHaveAccessibleName(
    /: diverged, a consequence of Rollout\./,
  );
  await expect(consequence).toContainText('consequence');

  const fillOf = (name: string) =>
    tab
      .cell('prod', 'prod-us', name)
      .evaluate(cell => getComputedStyle(cell).backgroundColor);
  const [red, ...others] = await Promise.all(
    ['Rollout', 'Promotion', 'Source', 'Reconcile', 'Traffic'].map(fillOf),
  );
  expect(others, 'only the first divergence is filled').not.toContain(red);
  expect(new Set(others).size).toBe(1);

  await expect(
    page.getByRole('region', { name: 'Behind prod on prod-us' }),
  ).toContainText('payments/statements:2.1.0-missing');
});

test('the details of the divergence bring the raw message and the commands', async ({
  page,
  tab,
}) => {
  await tab.open('statements');
  const first = tab.cell('prod', 'prod-us', 'Rollout');
  await first.click();

  await expect(tab.drawer).toBeVisible();
  await expect(
    tab.drawer.getByText(
      /^Back-off pulling image "registry\.example\.com\/payments\/statements:2\.1\.0-missing"/,
    ),
  ).toBeVisible();
  await expect(tab.drawer.getByText('reason ImagePullBackOff')).toBeVisible();
  await expect(
    tab.drawer.getByText(
      'flux --context prod-us -n payments get kustomizations statements',
    ),
  ).toBeAttached();
  await expect(
    tab.drawer.getByText(
      'kubectl --context prod-us -n payments describe kustomizations.kustomize.toolkit.fluxcd.io statements',
    ),
  ).toBeAttached();

  await page.keyboard.press('Escape');
  await expect(tab.drawer).toBeHidden();
  await expect(first).toBeFocused();
});

test('a suspended service says what it withholds', async ({ tab }) => {
  await tab.open('reporting');

  await expect(tab.headline).toHaveAccessibleName(
    /^suspended: prod-us: suspended, main [0-9a-f]{7} waits$/,
  );
  const cell = tab.cell('prod', 'prod-us', 'Reconcile');
  await expect(cell).toContainText(/stays on main [0-9a-f]{7}/);
  await expect(cell).toHaveAccessibleName(
    /: suspended, the first divergence\./,
  );
});
