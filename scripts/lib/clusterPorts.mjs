import { isPortFree } from './network.mjs';
import { Failure } from './Failure.mjs';

const STEP = 20;
const TRIES = 50;

/** The ports that the demo's config gives to its clusters, in order. */
export function portsOf(clusterLocatorMethods) {
  return clusterLocatorMethods
    .flatMap(({ clusters = [] }) => clusters)
    .map(({ url }) => Number(new URL(url).port))
    .sort((a, b) => a - b);
}

/**
 * Where the simulated clusters listen: the ports of the config, or the nearest row of free ones above, so that a
 * second portal can run beside the first.
 *
 * @returns the first port, and the config with the ports moved
 */
export async function placeClusters(clusterLocatorMethods, free = isPortFree) {
  const ports = portsOf(clusterLocatorMethods);
  for (let shift = 0; shift < STEP * TRIES; shift += STEP) {
    const answers = await Promise.all(ports.map(port => free(port + shift)));
    if (answers.every(Boolean)) {
      return {
        firstPort: ports[0] + shift,
        clusterLocatorMethods: moved(clusterLocatorMethods, shift),
      };
    }
  }
  throw new Failure(
    `The simulated fleet finds no ${ports.length} free ports from ${ports[0]} on: stop a program that listens there.`,
  );
}

function moved(methods, shift) {
  const move = url => {
    const address = new URL(url);
    address.port = String(Number(address.port) + shift);
    return address.origin;
  };
  return methods.map(method => ({
    ...method,
    clusters: method.clusters?.map(cluster => ({
      ...cluster,
      url: move(cluster.url),
    })),
  }));
}
