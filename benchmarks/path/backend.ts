import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import type { JsonObject } from '@backstage/types';
import fluxDeliveryPlugin from 'backstage-plugin-flux-delivery-backend';
import type { ClusterAddress } from 'cluster-simulator';
import { planFleet, sizeOf } from '../fleet/planFleet';
import { catalogOf } from './catalog';
import { answerParent } from './ipc';

/** Of the backend's process, in bytes, after a full collection. */
export interface Memory {
  rss: number;
  heapUsed: number;
  /** What V8 holds of the system for the heap, used or not. */
  heapTotal: number;
  /** Outside of the heap, and known to V8: buffers, strings from outside, and others. */
  external: number;
  /** The most that was resident at any time until now. */
  peakRss: number;
}

export interface BackendOptions {
  appliers: number;
  targetsPerService?: number;
  port: number;
  token: string;
  clusters: ClusterAddress[];
}

const LOOP_RESOLUTION_MS = 10;

/** A real backend with the real Kubernetes plugin and ours; the catalog alone is in memory. */
async function main(options: BackendOptions): Promise<void> {
  const config = new ConfigReader(configOf(options));
  const catalog = catalogOf(
    planFleet(sizeOf(options.appliers, options.targetsPerService)),
  );
  const backend = createBackend();
  backend.add(
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () => config,
    }),
  );
  backend.add(
    createServiceFactory({
      service: catalogServiceRef,
      deps: {},
      factory: () => catalog,
    }),
  );
  backend.add(kubernetesPlugin);
  backend.add(fluxDeliveryPlugin);
  await backend.start();

  const loop = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS });
  loop.enable();
  answerParent({
    memory: (): Memory => {
      global.gc?.();
      global.gc?.();
      const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
      const peakRss = process.resourceUsage().maxRSS * 1024;
      return { rss, heapUsed, heapTotal, external, peakRss };
    },
    /** Seconds of processor time so far. */
    cpu: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
    resetLoop: () => loop.reset(),
    // The histogram counts from timer to timer, which are one resolution apart where nothing holds them up.
    loopP99: () => Math.max(0, loop.percentile(99) / 1e6 - LOOP_RESOLUTION_MS),
  });
  process.send!({ ready: true });
}

function configOf({ port, token, clusters }: BackendOptions): JsonObject {
  const baseUrl = `http://127.0.0.1:${port}`;
  return {
    app: { baseUrl },
    backend: {
      baseUrl,
      listen: { host: '127.0.0.1', port },
      database: { client: 'better-sqlite3', connection: ':memory:' },
      auth: {
        externalAccess: [
          { type: 'static', options: { token, subject: 'benchmark' } },
        ],
      },
    },
    fluxDelivery: {
      environments: [
        { name: 'staging', match: [{ cluster: 'staging-*' }] },
        { name: 'prod', match: [{ cluster: 'prod-*' }] },
      ],
    },
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: clusters.map(cluster => ({
            name: cluster.name,
            url: cluster.url,
            authProvider: 'serviceAccount',
            serviceAccountToken: cluster.token,
          })),
        },
      ],
    },
  };
}

// Ends by itself, so that a profile is written.
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
void main(JSON.parse(process.argv[2]));
