import { subscribed } from './support/subscribed';
import { expect, test } from './support/test';

const CLUSTER = 'staging';
const APPLIER = { namespace: 'payments', name: 'pricing' };
const AT_MOST = 5_000;

test.afterEach(({ clusterApi }) =>
  clusterApi.setSuspended(CLUSTER, APPLIER, false),
);

test('a change at the API server shows without reload', async ({
  page,
  tab,
  clusterApi,
}) => {
  const listening = subscribed(page);
  await tab.open('pricing-ui');
  await listening;
  const reconcile = tab.cell(CLUSTER, CLUSTER, 'Reconcile');
  await expect(reconcile).toHaveAccessibleName(/: ok\. /);
  await page.evaluate(() => document.body.setAttribute('data-loaded', 'once'));

  for (const [suspend, words] of [
    [true, /: suspended/],
    [false, /: (ok|in progress)\. /],
  ] as const) {
    await clusterApi.setSuspended(CLUSTER, APPLIER, suspend);
    const answered = performance.now();
    await expect(reconcile).toHaveAccessibleName(words, { timeout: AT_MOST });
    const took = Math.round(performance.now() - answered);
    test.info().annotations.push({
      type: 'seen after',
      description: `${took} ms`,
    });
    console.log(
      `${suspend ? 'suspended' : 'resumed'}: seen ${took} ms after the answer`,
    );
  }
  await expect(page.locator('body')).toHaveAttribute('data-loaded', 'once');
});
