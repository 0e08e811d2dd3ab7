import { expect, test } from './support/test';

test('a target on an unreachable cluster is unknown since a time, and never green', async ({
  tab,
}) => {
  await tab.open('payments-api');

  await expect(tab.headline).toHaveAccessibleName(
    /^unknown: prod-ap: cluster unreachable$/,
  );
  const all = tab.cell('prod', 'prod-ap', 'Promotion to Traffic');
  await expect(all).toHaveAccessibleName(/: unknown\. /);
  await expect(all).toContainText('cluster unreachable');
  await expect(all).toContainText(/since \d\d:\d\d/);
  const row = tab.row('prod-ap');
  await expect(row.getByRole('button')).toHaveCount(2);
  await expect(row).not.toContainText('✓');
  // The same service is known elsewhere.
  await expect(tab.row('prod-us')).toContainText('✓');

  await all.click();
  await expect(tab.drawer).toContainText('the connection is refused');
  await expect(tab.drawer).toContainText('unknown');
});

test('the page of clusters says what is wrong and what to do', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Flux clusters' }).click();

  const unreachable = page.getByRole('region', { name: 'prod-ap' });
  await expect(unreachable).toContainText(/unreachable since \d\d:\d\d/);
  await expect(unreachable).toContainText('the connection is refused');
  await expect(unreachable).toContainText(
    'What to do: Check that the API server runs and can be reached',
  );

  const session = page.getByRole('region', { name: 'legacy-oidc' });
  await expect(session).toContainText('needs a user session');
  await expect(session).toContainText('auth provider oidc');
  await expect(session).toContainText('What to do:');
  await expect(session).not.toContainText('✓');
});

test('a kind that may not be read is told, with the role that would allow it', async ({
  page,
}) => {
  await page.goto('/flux-delivery/clusters');

  const cluster = page.getByRole('region', { name: 'prod-eu' });
  await expect(cluster.getByRole('heading')).not.toContainText('✓');
  const ingress = cluster.getByRole('row', { name: /^Ingress/ });
  await expect(ingress).toContainText('forbidden');
  await expect(ingress).toContainText('cannot list resource "ingresses"');
  await expect(ingress).toContainText('examples/rbac.yaml');
  await expect(ingress).not.toContainText('✓');
});
