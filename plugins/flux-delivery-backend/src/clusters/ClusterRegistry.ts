import type {
  ClusterClient,
  ClusterInfo,
} from 'backstage-plugin-flux-delivery-node';
import { backoffMs, jitteredMs } from './backoff';
import { type Clock, sleep } from './Clock';

export interface ClusterRegistryOptions {
  client: Pick<ClusterClient, 'listClusters'>;
  clock: Clock;
  random: () => number;
  /** All clusters, whenever they were read, changed or not. */
  onClusters: (clusters: ClusterInfo[]) => void;
  /** The list could not be read; what was known before holds. */
  onError: (error: Error) => void;
  intervalMs?: number;
}

const LIMITS = { baseMs: 1_000, capMs: 30_000 };

/**
 * Which clusters there are, as the Kubernetes plugin knows them. Its suppliers may add and remove clusters at run time, so the
 * list is read again every few minutes.
 */
export class ClusterRegistry {
  constructor(private readonly options: ClusterRegistryOptions) {}

  /** Ends when the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    const {
      client,
      clock,
      random,
      onClusters,
      onError,
      intervalMs = 180_000,
    } = this.options;
    let failures = 0;
    while (!signal.aborted) {
      let waitMs = jitteredMs(intervalMs, random());
      try {
        const clusters = await client.listClusters({ signal });
        failures = 0;
        if (!signal.aborted) {
          onClusters(clusters);
        }
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        failures += 1;
        waitMs = backoffMs(failures, LIMITS, random());
        onError(error as Error);
      }
      await sleep(clock, waitMs, signal);
    }
  }
}
