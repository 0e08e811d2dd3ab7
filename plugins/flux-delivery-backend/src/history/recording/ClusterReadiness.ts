import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  fromMillis,
  type InventoryView,
  type TargetRefs,
  WATCHED_KINDS,
} from 'backstage-plugin-flux-delivery-common';
import type { DeliveryLedger } from '../DeliveryLedger';

/** Without these a list tells only part of a unit. */
const NEEDED = WATCHED_KINDS.filter(
  ({ role }) => role === 'applier' || role === 'source' || role === 'workload',
);

/** When a cluster is known well enough to compare it with the ledger, and until when it was watched before. */
export class ClusterReadiness {
  /** Per cluster, until when it was watched, as of the time before the present watch. */
  private readonly before = new Map<string, string | undefined>();
  private readonly since = new Map<string, string>();

  constructor(
    private readonly deps: {
      view: InventoryView;
      ledger: Pick<DeliveryLedger, 'watchedUntil' | 'noteWatched'>;
      logger: LoggerService;
      clock: { now(): number };
    },
  ) {}

  /** True once everything of a cluster is listed, or known not to be to be had. */
  isReady(cluster: string): boolean {
    return NEEDED.every(kind => this.isListed(cluster, kind));
  }

  /**
   * True once everything of a unit is listed, or known not to be to be had. What cannot be listed holds up those that depend on it:
   * by their applier and workloads; any applier, where it may be one that is not seen.
   */
  isReadyFor({
    cluster,
    applierRef,
    workloads,
  }: Pick<TargetRefs, 'applierRef' | 'workloads'> & {
    cluster: string;
  }): boolean {
    const own = new Set(
      workloads
        .flatMap(({ ref, related }) => [ref, ...related.map(each => each.ref)])
        .concat(applierRef ?? [])
        .map(({ group, kind }) => `${group}/${kind}`),
    );
    return NEEDED.every(needed => {
      const { group, kind, role } = needed;
      const isOwn =
        own.has(`${group}/${kind}`) || (role === 'applier' && !applierRef);
      const { state } = this.deps.view.freshness(cluster, group, kind);
      return (
        this.isListed(cluster, needed) || (state === 'unreachable' && !isOwn)
      );
    });
  }

  private isListed(
    cluster: string,
    { group, kind }: { group: string; kind: string },
  ): boolean {
    return ['synced', 'absent', 'forbidden'].includes(
      this.deps.view.freshness(cluster, group, kind).state,
    );
  }

  /** Reads until when the cluster was watched, before it is noted that it is watched now. */
  async prepare(cluster: string): Promise<void> {
    if (!this.before.has(cluster)) {
      this.before.set(cluster, await this.deps.ledger.watchedUntil(cluster));
    }
  }

  /** RFC 3339: since when a list of the cluster may tell of what was not seen. */
  unseenSince(cluster: string): string | undefined {
    return this.since.get(cluster) ?? this.before.get(cluster);
  }

  /** Notes that clusters are watched, but for those of which something waits still. Never rejects. */
  async note(lagging: ReadonlySet<string>): Promise<void> {
    const now = fromMillis(this.deps.clock.now());
    const watched = this.deps.view
      .clusters()
      .map(({ name }) => name)
      .filter(
        name =>
          this.before.has(name) && !lagging.has(name) && this.isReady(name),
      );
    for (const cluster of watched) {
      this.since.set(cluster, now);
      try {
        await this.deps.ledger.noteWatched(cluster, now);
      } catch (error) {
        this.deps.logger.warn(
          `It was not noted that the cluster ${cluster} is watched: ${error}`,
        );
        return;
      }
    }
  }
}
