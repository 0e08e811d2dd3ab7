import type { ClusterClient } from 'backstage-plugin-flux-delivery-node';

/** What a sample is taken with. */
export interface SamplingCalls {
  client: Pick<ClusterClient, 'list'>;
  now: () => number;
  signal: AbortSignal;
  /** Awaited before each call: keeps the rate. */
  admit: () => Promise<void>;
}
