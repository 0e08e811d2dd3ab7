import type { Locator, Page } from '@playwright/test';
import { FleetPage } from './support/FleetPage';
import { HistoryPage } from './support/HistoryPage';
import { test, expect } from './support/test';

const BOUND_MS = 10_000;
const SERVICE = 'statements';

/** From now on the plugin answers this page as it answers who may not see: as what is missing. */
async function loseTheRight(page: Page): Promise<void> {
  await page.route('**/api/flux-delivery/**', route =>
    route.fulfill({
      status: 404,
      json: { error: { name: 'NotFoundError', message: 'No entity' } },
    }),
  );
}

/** Tests of the backend show that an answer knows within a second; this is the rest of the ten. */
async function expectGone(shown: Locator[], browserErrors: string[]) {
  const begin = Date.now();
  await Promise.all(
    shown.map(each => expect(each).toHaveCount(0, { timeout: BOUND_MS })),
  );
  expect(Date.now() - begin).toBeLessThan(BOUND_MS);
  // The browser reports what is missing; everything else that it reports is an error.
  expect(browserErrors.filter(error => !/\b404\b/.test(error))).toEqual([]);
  browserErrors.length = 0;
}

test('A4: an open path is gone within ten seconds of the right to see it, and leaves nothing beside the refusal', async ({
  page,
  tab,
  browserErrors,
}) => {
  await tab.open(SERVICE);
  await loseTheRight(page);
  await expectGone([tab.grid, tab.headline], browserErrors);
  await expect(page.getByText('No such entity')).toBeVisible();
});

test('A4: so is an open history', async ({ page, browserErrors }) => {
  const history = new HistoryPage(page);
  await history.open(SERVICE);
  await loseTheRight(page);
  await expectGone([history.timeline, history.matrix], browserErrors);
});

test('A4: so is the list of services, with its counts', async ({
  page,
  browserErrors,
}) => {
  const fleet = new FleetPage(page);
  await fleet.open();
  await loseTheRight(page);
  await expectGone(
    [fleet.grid, fleet.causes, fleet.state('diverged')],
    browserErrors,
  );
});
