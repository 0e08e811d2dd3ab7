import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { DeliveryPathTab } from './support/DeliveryPathTab';
import { FleetPage } from './support/FleetPage';
import { HistoryPage } from './support/HistoryPage';
import { expect, test } from './support/test';

const IMAGES = resolve(__dirname, '../docs/images');
const NARROW = { width: 360, height: 900 };

interface View {
  name:
    | 'path'
    | 'drawer'
    | 'card'
    | 'doctor'
    | 'clusters'
    | 'fleet'
    | 'suspensions'
    | 'history'
    | 'then';
  show: (page: Page) => Promise<void>;
}

async function showPath(page: Page) {
  const tab = new DeliveryPathTab(page);
  await tab.open('statements');
  await expect(
    page.getByRole('region', { name: 'Behind prod on prod-us' }),
  ).toBeVisible();
}

const VIEWS: View[] = [
  { name: 'path', show: showPath },
  {
    name: 'drawer',
    show: async page => {
      await showPath(page);
      const tab = new DeliveryPathTab(page);
      await tab.cell('prod', 'prod-us', 'Rollout').click();
      await expect(tab.drawer.getByText(/^Back-off pulling/)).toBeVisible();
    },
  },
  {
    name: 'card',
    show: async page => {
      await page.goto('/catalog/default/component/statements');
      await expect(
        page.getByText('prod-us: image or tag does not exist'),
      ).toBeVisible();
    },
  },
  {
    name: 'doctor',
    show: async page => {
      await page.goto(DeliveryPathTab.urlOf('payments-sandbox'));
      await expect(
        page.getByRole('heading', { name: 'No delivery path yet' }),
      ).toBeVisible();
    },
  },
  {
    name: 'history',
    show: async page => {
      const history = new HistoryPage(page);
      await history.open('payments-api');
      await expect(history.matrix).toBeVisible();
    },
  },
  {
    name: 'then',
    show: async page => {
      const at = new Date(Date.now() - 60_000).toISOString();
      await page.goto(`${DeliveryPathTab.urlOf('payments-api')}?at=${at}`);
      await expect(
        page.getByText('This is the path as it stood, not as it is.'),
      ).toBeVisible();
    },
  },
  {
    name: 'fleet',
    show: page => new FleetPage(page).open('?owner=group:default/payments'),
  },
  {
    name: 'suspensions',
    show: page => new FleetPage(page).open('?view=suspensions'),
  },
  {
    name: 'clusters',
    show: async page => {
      await page.goto('/flux-delivery/clusters');
      await expect(page.getByRole('region', { name: 'staging' })).toBeVisible();
    },
  },
];

/** Writes the image that the documentation shows; only when asked, since ages and commits differ each time. */
async function keepImage(page: Page, name: string) {
  if (process.env.UPDATE_IMAGES !== '1') return;
  // A page is live once a first change was announced; the demo releases something every minute and a half.
  if (/^(path|drawer)/.test(name)) {
    await expect(page.getByText(/^live · /)).toBeVisible({ timeout: 110_000 });
  }
  await page.screenshot({
    path: resolve(IMAGES, `${name}.png`),
    animations: 'disabled',
  });
}

async function expectNoHorizontalScroll(page: Page) {
  const widths = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main')].map(
      element => ({
        content: element.scrollWidth,
        place: element.clientWidth,
      }),
    ),
  );
  for (const { content, place } of widths) {
    expect(content).toBeLessThanOrEqual(place);
  }
}

const lightness = (page: Page) =>
  page.evaluate(() => {
    const [r, g, b] = getComputedStyle(document.body)
      .backgroundColor.match(/\d+/g)!
      .map(Number);
    return (r + g + b) / 3;
  });

for (const { name, show } of VIEWS) {
  test(`${name}, light`, async ({ page }) => {
    await show(page);
    expect(await lightness(page)).toBeGreaterThan(200);
    await keepImage(page, `${name}-light`);
  });

  test(`${name}, dark`, async ({ page }) => {
    await page.addInitScript(() => localStorage.setItem('theme', 'dark'));
    await show(page);
    expect(await lightness(page)).toBeLessThan(100);
    if (['path', 'history', 'fleet'].includes(name)) {
      await keepImage(page, `${name}-dark`);
    }
  });

  test(`${name}, 360 px wide`, async ({ page }) => {
    await page.setViewportSize(NARROW);
    await show(page);
    await expectNoHorizontalScroll(page);
    if (name === 'path') await keepImage(page, 'path-narrow');
  });
}
