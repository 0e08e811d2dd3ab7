import type { APIRequestContext } from '@playwright/test';
import type {
  DeliveriesDto,
  DeliveryDto,
} from 'backstage-plugin-flux-delivery-common';
import { DeliveryPathTab } from './support/DeliveryPathTab';
import { HistoryPage } from './support/HistoryPage';
import { subscribed } from './support/subscribed';
import { expect, test } from './support/test';
import { wideMatrix } from './support/wideMatrix';

const SERVICE = 'payments-api';
const API = '/api/flux-delivery';
const ENTITY = `${API}/entities/component/default/${SERVICE}`;

async function authorization(request: APIRequestContext) {
  const answer = await request.get('/api/auth/guest/refresh', {
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await answer.json();
  return { Authorization: `Bearer ${backstageIdentity.token}` };
}

/** What the ledger holds once the portal has seen the fleet. */
async function deliveries(
  request: APIRequestContext,
  query = '',
): Promise<DeliveryDto[]> {
  const headers = await authorization(request);
  let items: DeliveryDto[] = [];
  await expect(async () => {
    const answer = await request.get(`${ENTITY}/deliveries${query}`, {
      headers,
    });
    await expect(answer).toBeOK();
    ({ items } = (await answer.json()) as DeliveriesDto);
    expect(items.length).toBeGreaterThan(1);
  }).toPass({ timeout: 110_000 });
  return items;
}

const withCommit = (items: DeliveryDto[]) =>
  items.find(({ revisions, kind }) => revisions.commit && kind !== 'gap')!;

test('a release is found by a short SHA, with who promoted it and where it is', async ({
  page,
  request,
}) => {
  const delivery = withCommit(await deliveries(request, '?include=all'));
  const commit = delivery.revisions.commit!;
  const told = await request.post(`${API}/promotions`, {
    headers: await authorization(request),
    data: {
      id: `e2e-${commit}-${delivery.environment}`,
      entityRef: delivery.entityRef,
      environment: delivery.environment,
      version: { commit },
      pipeline: { id: '4812', url: 'https://ci.example.com/4812' },
      occurredAt: delivery.startedAt,
    },
  });
  await expect(told).toBeOK();

  const history = new HistoryPage(page);
  await history.open(SERVICE);
  await history.find(commit.slice(0, 8));
  await expect(history.found).toContainText('commit');
  await expect(history.found).toContainText(
    `promoted to ${delivery.environment}`,
  );
  await expect(history.found).toContainText('(verified)');
  await expect(history.found).toContainText(
    new RegExp(`(runs|was) on ${delivery.environment}`),
  );
});

test('two deliveries are compared, by keyboard alone', async ({
  page,
  request,
}) => {
  await deliveries(request);
  const history = new HistoryPage(page);
  await history.open(SERVICE);
  for (const row of [history.rows.nth(0), history.rows.nth(1)]) {
    await row.getByRole('button', { name: /^Compare / }).focus();
    await page.keyboard.press('Enter');
  }
  const dialog = page.getByRole('dialog', { name: 'Two deliveries compared' });
  await expect(dialog.getByRole('table', { name: 'Images' })).toBeVisible();
  await expect(dialog).toContainText(/apart/);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('the path goes back to a day before, and says what was not known then', async ({
  page,
  request,
}) => {
  const all = await deliveries(request, '?include=all&limit=100');
  const oldest = all
    .filter(({ kind }) => kind !== 'gap')
    .reduce((a, b) => (a.startedAt < b.startedAt ? a : b));
  const at = new Date(Date.parse(oldest.startedAt) + 1000)
    .toISOString()
    .replace('.000Z', 'Z');
  await page.goto(`${DeliveryPathTab.urlOf(SERVICE)}?at=${at}`);

  const grid = page.getByRole('table', { name: /as it stood$/ });
  await expect(grid).toContainText(oldest.cluster);
  await expect(grid).toContainText('Applied:');
  await expect(
    page.getByText('This is the path as it stood, not as it is.'),
  ).toBeVisible();
  await expect(
    page.getByText('What was not known then, and is not known of then:'),
  ).toBeVisible();

  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect(new DeliveryPathTab(page).grid).toBeVisible();
  expect(new URL(page.url()).searchParams.has('at')).toBe(false);
});

test('the matrix says which version runs where', async ({ page, request }) => {
  await deliveries(request);
  const history = new HistoryPage(page);
  await history.open(SERVICE);
  await expect(
    history.matrix.getByRole('columnheader', { name: /^staging/ }),
  ).toBeVisible();
  await expect(
    history.matrix.getByText(/^runs now on staging/).first(),
  ).toBeAttached();
});

test('the matrix holds twenty versions in six environments of three clusters, and nothing scrolls sideways', async ({
  page,
  request,
}) => {
  await deliveries(request);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.route(`**${ENTITY}/matrix*`, route =>
    route.fulfill({ json: wideMatrix(`component:default/${SERVICE}`) }),
  );
  const history = new HistoryPage(page);
  await history.open(SERVICE);
  await expect(history.matrix.getByRole('columnheader')).toHaveCount(7);
  await expect(history.matrix.getByRole('row')).toHaveCount(21);
  await expect(
    history.matrix.getByText(/^runs now on europe-west-1/).first(),
  ).toBeAttached();
  const hidden = await history.matrix.evaluate(table => {
    let most = document.documentElement.scrollWidth - window.innerWidth;
    for (const cell of [table, ...table.querySelectorAll('th, td')]) {
      most = Math.max(most, cell.scrollWidth - cell.clientWidth);
    }
    return most;
  });
  expect(hidden).toBeLessThanOrEqual(1);
});

test('deliveries are saved as a file', async ({ page, request }) => {
  await deliveries(request);
  const history = new HistoryPage(page);
  await history.open(SERVICE);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe(`${SERVICE}-deliveries.csv`);
});

test('a delivery is opened from the matrix by keyboard, and by its link', async ({
  page,
  request,
}) => {
  await deliveries(request, '?include=all');
  const history = new HistoryPage(page);
  await history.open(SERVICE);
  const sheet = await history.openCell(/^Open the delivery of .* to prod/);
  await expect(sheet.getByRole('heading', { name: 'Times' })).toBeVisible();
  const title = await sheet.getByRole('heading', { level: 2 }).textContent();
  const link = page.url();
  expect(new URL(link).searchParams.get('delivery')).toMatch(/^[0-9a-f]+$/);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  expect(new URL(page.url()).searchParams.has('delivery')).toBe(false);

  await page.goto(link);
  await expect(page.getByRole('dialog', { name: title! })).toContainText(
    'prod',
  );
});

test('artifact and image stand side by side for each environment', async ({
  page,
  request,
}) => {
  await deliveries(request, '?include=all');
  await new HistoryPage(page).open(SERVICE);
  const tracks = page.getByRole('table', { name: 'Artifact and image' });
  const staging = tracks.getByRole('row', { name: /^staging/ });
  await expect(staging).toContainText('main');
  await expect(staging).toContainText(/payments-api:\d.*runs sha256:/);
});

test.describe('live', () => {
  const CLUSTER = 'staging';
  const RELEASE = { namespace: 'platform', name: 'edge-proxy' };
  /** Flux upgrades, pods are seen, the row is written, the page is told: seconds, and much longer on a machine that is busy. */
  const SEEN_WITHIN = 120_000;

  test.afterEach(({ clusterApi }) =>
    clusterApi.setValues(CLUSTER, RELEASE, { changedByTest: null }),
  );

  test('a new delivery shows in the open history without reload', async ({
    page,
    clusterApi,
  }) => {
    test.setTimeout(2 * SEEN_WITHIN);
    const history = new HistoryPage(page);
    const listening = subscribed(page);
    await history.open(RELEASE.name);
    await listening;
    await expect(history.rows.first()).toBeVisible();
    // What this test put back the last time may still be arriving.
    const changes = history.rows.filter({ hasText: 'configuration only' });
    const before = await changes.count();
    await page.evaluate(() =>
      document.body.setAttribute('data-loaded', 'once'),
    );

    await clusterApi.setValues(CLUSTER, RELEASE, {
      changedByTest: new Date().toISOString(),
    });

    await expect(changes).toHaveCount(before + 1, { timeout: SEEN_WITHIN });
    const arrived = changes.first();
    await expect(arrived).toContainText(CLUSTER);
    await expect(
      page.getByText(/^New delivery: .* to staging,/),
    ).toBeAttached();
    await expect(arrived).toContainText('succeeded', { timeout: SEEN_WITHIN });
    await expect(page.locator('body')).toHaveAttribute('data-loaded', 'once');
  });
});
