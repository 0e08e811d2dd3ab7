import type { Page } from '@playwright/test';
import { expectAccessible } from './support/axe';
import { FleetPage } from './support/FleetPage';
import { expect, test } from './support/test';

const OF_PAYMENTS = 'owner=group:default/payments';

interface View {
  name: string;
  /** What of the page is ours. */
  parts: string;
  show: (page: Page) => Promise<void>;
}

const card = (title: string, path: string): View => ({
  name: `the card ${title}`,
  // The card that has the title.
  parts: '[data-axe]',
  show: async page => {
    await page.goto(path);
    const heading = page.getByRole('heading', { name: title });
    await expect(heading).toBeVisible();
    await expect(
      page.getByText(/^(Show all \d+ services|Open the delivery path)$/),
    ).toBeVisible({ timeout: 60_000 });
    await heading.evaluate(element =>
      (element.closest('.bui-Card') ?? element.parentElement!).setAttribute(
        'data-axe',
        '',
      ),
    );
  },
});

const VIEWS: View[] = [
  {
    name: 'services',
    parts: 'main',
    show: async page => {
      const fleet = new FleetPage(page);
      await fleet.open(`?${OF_PAYMENTS}`);
      await fleet.causes.getByRole('button').first().click();
    },
  },
  {
    name: 'a filter',
    parts: '[role=dialog]',
    show: async page => {
      await new FleetPage(page).open(`?${OF_PAYMENTS}`);
      await page.getByRole('button', { name: /^class/ }).click();
    },
  },
  {
    name: 'suspended objects',
    parts: 'main',
    show: page => new FleetPage(page).open('?view=suspensions'),
  },
  {
    name: 'questions',
    parts: 'main',
    show: async page => {
      await page.goto('/delivery?view=questions');
      await page
        .getByRole('button', { name: /: what the answer/ })
        .first()
        .click();
    },
  },
  {
    name: 'the tab of a group',
    parts: '[role=grid], [role=table], [role=search]',
    show: async page => {
      await page.goto('/catalog/default/group/payments/delivery');
      await expect(new FleetPage(page).grid).toBeVisible({ timeout: 60_000 });
    },
  },
  card('Delivery of Payments', '/catalog/default/group/payments'),
  card('Delivery of Dilnoza Khan', '/catalog/default/user/d.khan'),
  card('Delivery of risk-control', '/catalog/default/system/risk-control'),
  card('Delivery of banking', '/catalog/default/domain/banking'),
  card('Delivery path', '/catalog/default/component/statements'),
];

for (const { name, parts, show } of VIEWS) {
  for (const theme of ['light', 'dark']) {
    test(`${name}, ${theme}: axe finds nothing`, async ({ page }) => {
      await page.addInitScript(
        chosen => localStorage.setItem('theme', chosen),
        theme,
      );
      await show(page);
      await expectAccessible(page, parts);
    });
  }
}

test('the keyboard reaches everything of the page Delivery in the order in which it is read, and sees where it is', async ({
  page,
}) => {
  const fleet = new FleetPage(page);
  await fleet.open(`?${OF_PAYMENTS}`);
  await page.getByRole('link', { name: /^All I may see/ }).focus();
  const stops: string[] = [];
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const { outlineStyle, outlineWidth, boxShadow, borderColor } =
        getComputedStyle(element);
      return {
        name: element.getAttribute('aria-label') ?? element.innerText,
        isInGrid: element.closest('[role=grid]') !== null,
        isInput: element.tagName === 'INPUT',
        isMarked:
          (outlineStyle !== 'none' && outlineWidth !== '0px') ||
          boxShadow !== 'none' ||
          borderColor === 'transparent',
      };
    });
    stops.push(stop.name.trim());
    expect([stop.name, stop.isMarked || stop.isInput]).toEqual([
      stop.name,
      true,
    ]);
    if (stop.isInGrid) break;
  }
  const order = [
    /^My services/,
    /^Suspended objects/,
    /^Views/,
    /^Copy link/,
    /diverged$/,
    /^owner/,
    /^class/,
    /^Name, title or owner/,
    /^Clear the filters/,
    /^Show the services behind/,
    /^Show all/,
  ].map(name => stops.findIndex(stop => name.test(stop)));
  expect(order).not.toContain(-1);
  expect(order).toEqual([...order].sort((a, b) => a - b));
});
