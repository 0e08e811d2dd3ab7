import type { Promotion } from 'backstage-plugin-flux-delivery-common';

/** A promotion of payments-api 1.8.3 into prod, with what is given instead. */
export function aPromotion(change: Partial<Promotion> = {}): Promotion {
  return {
    id: 'release-1',
    entityRef: 'component:default/payments-api',
    environment: 'prod',
    version: { tag: '1.8.3' },
    actor: { name: 'd.khan', type: 'human', trust: 'verified' },
    occurredAt: '2026-11-21T12:00:00Z',
    recordedAt: '2026-11-21T12:00:05Z',
    recordedBy: 'external:ci',
    feed: 'api',
    ...change,
  };
}
