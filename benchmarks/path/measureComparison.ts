import { gzipSync } from 'node:zlib';
import type { FleetService } from '../fleet/planFleet';
import { entityRefOf } from './catalog';
import { medianOf } from '../distribution';
import { assertOk, pathUrl, readsIn } from './measureViews';
import type { Answer, Portal } from './Portal';

/** What one page view costs, as medians. */
export interface Cost {
  requestsToApiServers: number;
  /** On the wire. */
  bytesFromApiServers: number;
  bytesToBrowser: number;
  bytesToBrowserGzipped: number;
  ms: number;
}

export type Way = 'path' | 'customQuery' | 'workloadsQuery';

const CUSTOM_RESOURCES = [
  ['source.toolkit.fluxcd.io', 'v1', 'gitrepositories'],
  ['source.toolkit.fluxcd.io', 'v1', 'ocirepositories'],
  ['source.toolkit.fluxcd.io', 'v1', 'helmrepositories'],
  ['kustomize.toolkit.fluxcd.io', 'v1', 'kustomizations'],
  ['helm.toolkit.fluxcd.io', 'v2', 'helmreleases'],
].map(([group, apiVersion, plural]) => ({ group, apiVersion, plural }));

const WARM_UP = 3;

/**
 * One page view of the same services: our path, the Kubernetes plugin's query for the Flux kinds as Flux plugins poll it, and its
 * query for workloads. In turns, so that whatever else the machine does hits all three.
 */
export async function measureComparison(
  portal: Portal,
  services: readonly FleetService[],
  rounds: number,
): Promise<Record<Way, Cost>> {
  const ways: Record<Way, (service: FleetService) => Promise<Answer>> = {
    path: service => portal.get(pathUrl(service)),
    customQuery: service =>
      portal.post('/api/kubernetes/resources/custom/query', {
        auth: {},
        entityRef: entityRefOf(service),
        customResources: CUSTOM_RESOURCES,
      }),
    workloadsQuery: service =>
      portal.post('/api/kubernetes/resources/workloads/query', {
        auth: {},
        entityRef: entityRefOf(service),
      }),
  };
  const costs: Record<Way, Cost[]> = {
    path: [],
    customQuery: [],
    workloadsQuery: [],
  };
  for (let round = 0; round < WARM_UP + rounds; round += 1) {
    const service = services[(round * 31) % services.length];
    for (const [way, view] of Object.entries(ways) as [
      Way,
      (typeof ways)[Way],
    ][]) {
      const cost = await costOf(portal, () => view(service));
      if (round >= WARM_UP) {
        costs[way].push(cost);
      }
    }
  }
  return {
    path: medianCost(costs.path),
    customQuery: medianCost(costs.customQuery),
    workloadsQuery: medianCost(costs.workloadsQuery),
  };
}

async function costOf(
  portal: Portal,
  view: () => Promise<Answer>,
): Promise<Cost> {
  const before = await portal.traffic();
  const { body, ms } = assertOk(await view());
  const after = await portal.traffic();
  return {
    requestsToApiServers: readsIn(after) - readsIn(before),
    bytesFromApiServers: after.bytes - before.bytes,
    bytesToBrowser: body.length,
    bytesToBrowserGzipped: gzipSync(body).length,
    ms,
  };
}

function medianCost(costs: Cost[]): Cost {
  const median = (field: keyof Cost) =>
    medianOf(costs.map(cost => cost[field]));
  return {
    requestsToApiServers: median('requestsToApiServers'),
    bytesFromApiServers: median('bytesFromApiServers'),
    bytesToBrowser: median('bytesToBrowser'),
    bytesToBrowserGzipped: median('bytesToBrowserGzipped'),
    ms: median('ms'),
  };
}
