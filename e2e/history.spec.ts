import type { APIRequestContext } from '@playwright/test';
import type {
  DeliveriesDto,
  DeliveryDto,
} from 'backstage-plugin-flux-delivery-common';
import { DeliveryPathTab } from './support/DeliveryPathTab';
import { HistoryPage } from './support/HistoryPage';
import { expect, test } from './support/test';

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

test('deliveries are saved as a file', async ({ page, request }) => {
  await deliveries(request);
  const history = new HistoryPage(page);
  await history.open(SERVICE);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toBe(`${SERVICE}-deliveries.csv`);
});
