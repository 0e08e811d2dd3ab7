import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { DeliveryPathTab } from './DeliveryPathTab';

/** The section Promotion history of one service, as its reader finds things in it. */
export class HistoryPage {
  readonly matrix: Locator;
  readonly timeline: Locator;
  readonly found: Locator;

  constructor(private readonly page: Page) {
    this.matrix = page.getByRole('table', {
      name: 'Versions and environments',
    });
    this.timeline = page.getByRole('table', {
      name: 'Deliveries, newest first',
    });
    this.found = page.getByRole('region', { name: 'Releases found' });
  }

  static urlOf(service: string): string {
    return `${DeliveryPathTab.urlOf(service)}?section=history`;
  }

  async open(service: string): Promise<void> {
    await this.page.goto(HistoryPage.urlOf(service));
    await expect(this.timeline).toBeVisible({ timeout: 60_000 });
  }

  /** The rows of deliveries, newest first; without heads and days. */
  get rows(): Locator {
    return this.timeline.getByRole('row').filter({
      has: this.page.getByRole('button', { name: /^Details of / }),
    });
  }

  /** Opens the delivery that a cell of the matrix tells of first, by keyboard; resolves with its sheet. */
  async openCell(name: RegExp): Promise<Locator> {
    await this.matrix.getByRole('button', { name }).first().focus();
    await this.page.keyboard.press('Enter');
    return this.page.getByRole('dialog');
  }

  async find(text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Find a release' }).fill(text);
    await this.page.keyboard.press('Enter');
    await expect(this.found.getByRole('listitem').first()).toBeVisible();
  }
}
