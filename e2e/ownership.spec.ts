import { expect, test } from './support/test';
import { ClusterApi } from './support/ClusterApi';
import { DeliveryPathTab } from './support/DeliveryPathTab';

const PAGE = '/delivery/ownership';

test('from the name of a pod to its owner in three clicks', async ({
  page,
  request,
}) => {
  const cluster = await ClusterApi.signIn(request);
  const pod = await cluster.podOf('prod-eu', {
    namespace: 'payments',
    app: 'payments-api',
  });
  await page.goto('/delivery');
  // One: the page. Two: the box. Three: the answer.
  await page
    .getByRole('navigation', { name: 'What of them' })
    .getByRole('link', { name: 'Ownership' })
    .click();
  await page.getByRole('textbox', { name: 'Whose is this?' }).click();
  await page.keyboard.insertText(pod);
  await page.getByRole('button', { name: 'Look up' }).click();

  const answer = page.getByRole('region', { name: 'Answer' });
  await expect(answer).toContainText(
    'Deployment/payments/payments-api (prod-eu)',
  );
  await expect(answer).toContainText(
    /It is part of Rollout, owned by Payments/,
  );
  await expect(
    answer.getByRole('link', { name: 'payments@example.com' }).first(),
  ).toHaveAttribute('href', 'mailto:payments@example.com');
});

test('what nobody owns is listed with the words that mend it, to be copied', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${PAGE}?namespace=payments`);
  const lists = page.getByRole('region', { name: 'Gaps in who owns what' });
  await lists.getByRole('button', { name: /^Unowned \d/ }).click();
  const gap = lists.getByRole('article').filter({
    hasText: 'Deployment/payments/notifications-replay (prod-eu)',
  });
  await expect(gap).toContainText('nobody claims or delivers it');
  await gap
    .getByRole('button', {
      name: 'Copy Say on the object to which entity it belongs',
    })
    .click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    'flux-delivery/entity: ',
  );
});

test('what two own names both', async ({ page }) => {
  await page.goto(`${PAGE}?gap=doublyOwned&namespace=platform&cluster=prod-eu`);
  const gap = page
    .getByRole('region', { name: 'Gaps in who owns what' })
    .getByRole('article');
  await expect(gap).toHaveCount(1);
  await expect(gap).toContainText('HelmRelease/platform/edge-proxy applies it');
  await expect(gap).toContainText('Argo CD tracks it');
});

test('clusters that cannot be asked are named: the list is not all', async ({
  page,
}) => {
  await page.goto(PAGE);
  await expect(
    page.getByText(/this list is not all\. Not in sync: .*prod-ap/),
  ).toBeVisible();
});

test('the section of a service says who owns each part, and what may be deleted', async ({
  page,
}) => {
  await page.goto(`${DeliveryPathTab.urlOf('ledger')}?section=ownership`);
  const target = page.getByRole('region', { name: 'prod · prod-eu' });
  const owners = target.getByRole('list', { name: 'Who owns what' });
  await expect(owners).toContainText(
    /Promotion.*Payments.*Source.*Platform.*Traffic.*Platform/s,
  );
  await expect(
    target.getByRole('list', { name: 'Sources and credentials' }),
  ).toContainText('Secret payments/ledger-git');
  await target.getByRole('button', { name: 'Show the objects' }).click();
  await expect(target).toContainText(
    'StatefulSet/payments/ledger: may be deleted',
  );
});

for (const [what, url] of [
  ['page', `${PAGE}?q=payments/ledger`],
  ['section', `${DeliveryPathTab.urlOf('edge-proxy')}?section=ownership`],
]) {
  test(`the ${what} fits 360 pixels`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(url);
    await expect(page.getByText('Smallest fix').first()).toBeVisible();
    const over = await page.evaluate(
      () =>
        document.documentElement.scrollWidth -
        document.documentElement.clientWidth,
    );
    expect(over).toBeLessThanOrEqual(0);
  });
}
