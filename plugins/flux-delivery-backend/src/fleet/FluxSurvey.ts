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

type Seen = Pick<InventoryStore, 'objectsOf' | 'freshness'>;

/** Flux itself on all clusters: its controllers, and what it tells people of. */
export class FluxSurvey {
  private readonly found = new Map<
    string,
    { at: number; controllers: readonly Observed[] }
  >();

  constructor(
    private readonly deps: {
      inventory: Seen;
      /** Milliseconds. */
      now: () => number;
    },
  ) {}

  /**
   * By cluster, of the clusters that are named: its controllers; undefined where it cannot be told which there are, or the caller may
   * not see the place of each: what is hidden is not told to be missing.
   */
  controllers(
    clusters: readonly string[],
    may: Pick<PathMay, 'seePlace'>,
  ): Map<string, FluxController[] | undefined> {
    return new Map(
      clusters.map(cluster => {
        const all = this.isSynced(cluster, DEPLOYMENTS)
          ? this.controllersIn(cluster)
          : undefined;
        const isTold = all?.every(({ ref }) =>
          may.seePlace({ cluster, namespaces: [ref.namespace] }),
        );
        return [
          cluster,
          isTold
            ? all?.map(found => fluxControllerOf(found as Observed<Workload>))
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

  private controllersIn(cluster: string): readonly Observed[] {
    const { inventory, now } = this.deps;
    const known = this.found.get(cluster);
    if (known && now() - known.at < REMEMBERED_MS) {
      return known.controllers;
    }
    const deployments = inventory.objectsOf({ cluster, ...DEPLOYMENTS });
    const controllers = [...deployments].filter(isFluxController);
    this.found.set(cluster, { at: now(), controllers });
    return controllers;
  }
}
