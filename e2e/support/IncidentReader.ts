import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { DeliveryPathTab } from './DeliveryPathTab';

const MOST_CLICKS = 3;

export interface Place {
  service: string;
  environment: string;
  cluster: string;
}

/** Somebody on call, who reads one incident off the tab, and whose clicks are counted: for each question anew. */
export class IncidentReader {
  private clicks = 0;

  constructor(
    private readonly page: Page,
    private readonly tab: DeliveryPathTab,
    private readonly place: Place,
  ) {}

  /** Begins a question at the tab as it opens; fails where its answer took more clicks than somebody in a hurry has. */
  async ask(question: string, read: () => Promise<void>): Promise<void> {
    await this.tab.open(this.place.service);
    this.clicks = 0;
    await read();
    expect(this.clicks, `clicks to know ${question}`).toBeLessThanOrEqual(
      MOST_CLICKS,
    );
  }

  /** The summary of a segment, in its drawer. */
  async readSegment(segment: string): Promise<Locator> {
    const { environment, cluster } = this.place;
    if (await this.tab.drawer.isVisible()) {
      await this.click(
        this.tab.drawer.getByRole('button', { name: /^Close/ }).first(),
      );
      await expect(this.tab.drawer).toBeHidden();
    }
    await this.click(this.tab.cell(environment, cluster, segment));
    await expect(this.tab.drawer).toBeVisible();
    return this.tab.drawer;
  }

  /** What is behind the target: its workloads and their images. The tab opens the worst one by itself. */
  async readTarget(): Promise<Locator> {
    const { environment, cluster } = this.place;
    const region = this.page.getByRole('region', {
      name: `Behind ${environment} on ${cluster}`,
    });
    if (!(await region.isVisible())) {
      await this.click(this.tab.rowButton(environment, cluster));
    }
    await expect(region).toBeVisible();
    return region;
  }

  private async click(control: Locator): Promise<void> {
    await control.click();
    this.clicks += 1;
  }
}
