import {
  type FluxController,
  fluxControllerOf,
  isFluxController,
  type Observed,
  type Workload,
} from 'backstage-plugin-flux-delivery-common';
import type { PathMay } from '../access/PathAccess';
import type { InventoryStore } from '../inventory/InventoryStore';

const DEPLOYMENTS = { group: 'apps', kind: 'Deployment' };
const ALERTS = { group: 'notification.toolkit.fluxcd.io', kind: 'Alert' };
/** All Deployments are looked through, which is not for each request. */
const REMEMBERED_MS = 10_000;

type Seen = Pick<InventoryStore, 'clusters' | 'objectsOf' | 'freshness'>;

/** Flux itself on all clusters: its controllers, and what it tells people of. */
export class FluxSurvey {
  private found: readonly Observed[] = [];
  private foundAt = -Infinity;

  constructor(
    private readonly deps: {
      inventory: Seen;
      /** Milliseconds. */
      now: () => number;
    },
  ) {}

  /**
   * By cluster, of the clusters that are named: the controllers whose place the caller may see; undefined where it cannot be told
   * which there are, or the caller may see none of them.
   */
  controllers(
    clusters: readonly string[],
    may: Pick<PathMay, 'seePlace'>,
  ): Map<string, FluxController[] | undefined> {
    const all = this.controllerObjects();
    return new Map(
      clusters.map(cluster => {
        const own = all.filter(({ ref }) => ref.cluster === cluster);
        const seen = own.filter(({ ref }) =>
          may.seePlace({ cluster, namespaces: [ref.namespace] }),
        );
        const isTold =
          this.isSynced(cluster, DEPLOYMENTS) &&
          (own.length === 0 || seen.length > 0);
        return [
          cluster,
          isTold
            ? seen.map(found => fluxControllerOf(found as Observed<Workload>))
            : undefined,
        ];
      }),
    );
  }

  /** Undefined where they cannot be read on each of the clusters. */
  alerts(clusters: readonly string[]): Observed[] | undefined {
    const { inventory } = this.deps;
    return clusters.every(cluster => this.isSynced(cluster, ALERTS))
      ? clusters.flatMap(cluster => [
          ...inventory.objectsOf({ cluster, ...ALERTS }),
        ])
      : undefined;
  }

  private isSynced(
    cluster: string,
    { group, kind }: { group: string; kind: string },
  ): boolean {
    const { state } = this.deps.inventory.freshness(cluster, group, kind);
    return state === 'synced' || state === 'absent';
  }

  private controllerObjects(): readonly Observed[] {
    const { inventory, now } = this.deps;
    if (now() - this.foundAt >= REMEMBERED_MS) {
      this.found = inventory
        .clusters()
        .flatMap(({ name: cluster }) =>
          [...inventory.objectsOf({ cluster, ...DEPLOYMENTS })].filter(
            isFluxController,
          ),
        );
      this.foundAt = now();
    }
    return this.found;
  }
}
