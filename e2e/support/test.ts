import { test as base, expect } from '@playwright/test';
import { ClusterApi } from './ClusterApi';
import { DeliveryPathTab } from './DeliveryPathTab';

export { expect };

/** A test of the portal: with the tab, with the API servers behind it, and red where the browser reports an error. */
export const test = base.extend<{
  tab: DeliveryPathTab;
  clusterApi: ClusterApi;
  browserErrors: string[];
}>({
  tab: async ({ page }, provide) => provide(new DeliveryPathTab(page)),
  clusterApi: async ({ request }, provide) =>
    provide(await ClusterApi.signIn(request)),
  browserErrors: [
    async ({ page }, provide) => {
      const errors: string[] = [];
      page.on('pageerror', error => errors.push(String(error)));
      page.on('console', message => {
        if (message.type() === 'error') {
          errors.push(`${message.text()} (${message.location().url})`);
        }
      });
      await provide(errors);
      expect(errors, 'errors in the console of the browser').toEqual([]);
    },
    { auto: true },
  ],
});
