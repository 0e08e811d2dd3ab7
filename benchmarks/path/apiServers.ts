import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import {
  type KubeResource,
  type Simulator,
  startSimulator,
} from 'cluster-simulator';
import { generateCluster } from '../fleet/generateCluster';
import { planFleet, sizeOf } from '../fleet/planFleet';
import { answerParent } from './ipc';

/** What the API servers were asked since they started, and what they sent. */
export interface Traffic {
  /** By verb and resource: `list pods`, `watch kustomizations`, `get groups`. */
  requests: Record<string, number>;
  /** On the wire: headers, and bodies as they were compressed. */
  bytes: number;
  /** When the first request came, in milliseconds. */
  since?: number;
}

export interface FleetOptions {
  appliers: number;
  /** As `sizeOf` has it unless told otherwise. */
  targetsPerService?: number;
  seed: string;
  now: number;
}

/** So many clusters, the last ones, stop answering when asked to. */
const OUT_OF_REACH = 3;

const sockets = new Set<Socket>();
let bytesOfClosed = 0;
let since: number | undefined;

/** Serves a fleet from a process of its own, so that its work is not measured as the backend's. */
async function main({
  appliers,
  targetsPerService,
  seed,
  now,
}: FleetOptions): Promise<void> {
  countBytes();
  const size = sizeOf(appliers, targetsPerService);
  const simulator = await startSimulator({
    scenario: {
      seed,
      history: '0s',
      teams: [],
      clusters: size.clusters.map(name => ({ name })),
      services: [],
      steps: [],
    },
    startAt: now,
    controllers: false,
  });
  const services = planFleet(size);
  for (const cluster of size.clusters) {
    const { store } = simulator.cluster(cluster);
    for (const object of generateCluster(services, { cluster, seed, now })) {
      store.create(object as KubeResource);
    }
  }
  answerParent({
    traffic: () => trafficOf(simulator),
    outage: () =>
      Promise.all(
        size.clusters
          .slice(-OUT_OF_REACH)
          .map(name => simulator.setReachable(name, false)),
      ),
  });
  process.send!({ ready: simulator.clusters });
}

function countBytes() {
  subscribe('http.server.request.start', message => {
    const { socket } = message as { socket: Socket };
    since ??= Date.now();
    if (!sockets.has(socket)) {
      sockets.add(socket);
      socket.once('close', () => {
        sockets.delete(socket);
        bytesOfClosed += socket.bytesWritten;
      });
    }
  });
}

function trafficOf(simulator: Simulator): Traffic {
  const requests: Record<string, number> = {};
  for (const { name } of simulator.clusters) {
    const counts = simulator.cluster(name).api.requests;
    for (const [request, count] of Object.entries(counts)) {
      requests[request] = (requests[request] ?? 0) + count;
    }
  }
  const open = [...sockets].reduce((sum, each) => sum + each.bytesWritten, 0);
  return { requests, bytes: bytesOfClosed + open, since };
}

process.on('disconnect', () => process.exit(0));
void main(JSON.parse(process.argv[2]));
