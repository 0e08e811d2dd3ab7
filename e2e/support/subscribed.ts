import type { Page } from '@playwright/test';

/** Resolves once the page has asked the portal to announce changes. To be called before the page is opened. */
export function subscribed(page: Page): Promise<void> {
  return new Promise(resolve => {
    page.on('websocket', socket =>
      socket.on('framesent', ({ payload }) => {
        if (String(payload).includes('flux-delivery')) resolve();
      }),
    );
  });
}
