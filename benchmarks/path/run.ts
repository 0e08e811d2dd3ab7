import { measureSizes } from './measureSizes';
import { measureComparison } from './measureComparison';
import { measureFleet } from './measureFleet';
import { measureViews } from './measureViews';
import type { Memory } from './backend';
import { Portal } from './Portal';
import { planFleet, sizeOf } from '../fleet/planFleet';
import type { Result } from './Result';

export interface RunOptions {
  appliers: number;
  views: number;
  rounds: number;
  /** Given to Node for the backend, such as `--cpu-prof`. */
  execArgv: string[];
}

const SEED = 'fleet';

/** Measures one size of fleet, from nothing to stopped. */
export async function run(
  { appliers, views, rounds, execArgv }: RunOptions,
  say: (text: string) => void,
): Promise<Result> {
  const fleet = { appliers, seed: SEED, now: Date.now() };
  const size = sizeOf(appliers);
  const services = planFleet(size);
  say(`${appliers} appliers: starting`);
  const portal = await Portal.start(fleet, execArgv);
  try {
    const sync = await portal.traffic();
    const memory = await portal.backend.ask<Memory>('memory');
    say(`${appliers} appliers: in sync after ${portal.syncSeconds} s`);
    const objects = portal.status.clusters
      .flatMap(({ kinds }) => kinds)
      .reduce((sum, kind) => sum + (kind.objects ?? 0), 0);
    const measured = services.length > 0 && {
      sizes: measureSizes(fleet),
      views: await measureViews(portal, services, views),
      comparison: await measureComparison(portal, services, rounds),
      // Last: it ends with clusters out of reach.
      fleet: await measureFleet(portal, services),
    };
    return {
      appliers,
      clusters: size.clusters.length,
      services: services.length,
      objects,
      syncSeconds: portal.syncSeconds,
      syncTraffic: sync,
      memory,
      memoryAfterViews: await portal.backend.ask<Memory>('memory'),
      ...(measured || undefined),
    };
  } finally {
    await portal.stop();
  }
}
