import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';

export const SEGMENTS = [
  'Promotion',
  'Source',
  'Reconcile',
  'Rollout',
  'Traffic',
] as const;

const VERDICT_FIRST =
  /^(ok|in progress|diverged|suspended|unknown|not observed): /;

/** The tab Delivery path of one service, as its reader finds things on it. */
export class DeliveryPathTab {
  readonly grid: Locator;
  readonly drawer: Locator;

  constructor(private readonly page: Page) {
    this.grid = page.getByRole('table', {
      name: 'Delivery path per environment and target',
    });
    this.drawer = page.getByRole('dialog');
  }

  static urlOf(service: string): string {
    return `/catalog/default/component/${service}/delivery-path`;
  }

  /** Opens the tab by its address, and waits until the path is there. */
  async open(service: string): Promise<void> {
    await this.page.goto(DeliveryPathTab.urlOf(service));
    await expect(this.grid).toBeVisible({ timeout: 60_000 });
  }

  /** The answer before the data. */
  get headline(): Locator {
    return this.page
      .getByRole('main')
      .getByRole('heading', { level: 2, name: VERDICT_FIRST });
  }

  /** The row of a target: its first cell names the cluster. */
  row(cluster: string): Locator {
    return this.grid.getByRole('row').filter({
      has: this.page.getByRole('rowheader').getByText(cluster, { exact: true }),
    });
  }

  cell(environment: string, cluster: string, segment: string): Locator {
    return this.grid.getByRole('button', {
      name: `${environment}, ${cluster}, ${segment}:`,
    });
  }

  rowButton(environment: string, cluster: string): Locator {
    return this.grid.getByRole('rowheader').getByRole('button', {
      name: `${environment}, ${cluster}, `,
    });
  }
}
