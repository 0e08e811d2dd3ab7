import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

/** The page Delivery, as its reader finds things on it. */
export class FleetPage {
  readonly grid: Locator;
  readonly causes: Locator;
  readonly register: Locator;

  constructor(private readonly page: Page) {
    this.grid = page.getByRole('grid', { name: 'Services, worst first' });
    this.causes = page.getByRole('table', { name: 'Root causes, worst first' });
    this.register = page.getByRole('table', {
      name: 'Suspended objects, the longest first',
    });
  }

  /** Opens the page with a search, and waits until all services were looked at. */
  async open(search = ''): Promise<void> {
    await this.page.goto(`/delivery${search}`);
    await this.loaded();
  }

  /** Waits until all services were looked at. */
  async loaded(): Promise<void> {
    await expect(this.grid.or(this.register)).toBeVisible({ timeout: 60_000 });
    await expect(
      this.page.getByText('Not all services have been looked at yet'),
    ).toBeHidden({ timeout: 60_000 });
  }

  /** The names of the services that are drawn, in their order. */
  async services(): Promise<string[]> {
    return this.grid.getByRole('rowheader').allInnerTexts();
  }

  row(service: string): Locator {
    return this.grid.getByRole('row').filter({
      has: this.page.getByRole('link', { name: service, exact: true }),
    });
  }

  state(name: string): Locator {
    return this.page
      .getByRole('group', { name: 'Filter by state' })
      .getByRole('button', { name: new RegExp(`^\\d+ ${name}$`) });
  }

  /** The number on the button of a state. */
  async count(name: string): Promise<number> {
    return Number((await this.state(name).innerText()).split(/\s/)[0]);
  }

  async choose(what: string, value: string): Promise<void> {
    await this.page
      .getByRole('button', { name: new RegExp(`^${what}`) })
      .click();
    await this.page
      .getByRole('dialog', { name: `Filter by ${what}` })
      .getByRole('checkbox', { name: new RegExp(`^${value} · `) })
      .check();
    await this.page.keyboard.press('Escape');
  }
}
