import { Random } from './clock/Random';
import { runInRealTime } from './clock/runInRealTime';
import { VirtualClock } from './clock/VirtualClock';
import { readOffset } from './scenario/readScenario';
import type { Scenario } from './scenario/Scenario';
import { ScenarioRunner } from './scenario/ScenarioRunner';
import { SimulatedCluster } from './SimulatedCluster';
import { World } from './world/World';

export interface SimulatorOptions {
  scenario: Scenario;
  /** The instant that the scenario's times are relative to: milliseconds since the epoch. */
  startAt: number;
  /** First port; each cluster takes the next. Absent or 0: any free ports. */
  portBase?: number;
  /** Lets time pass by itself, from `startAt`; absent: only `clock.advance` does. */
  realNow?: () => number;
  /** How many changes of a cluster can be watched from. */
  window?: number;
  bookmarkIntervalMs?: number;
  /** False for a fleet that only the caller writes. */
  controllers?: boolean;
}

/** Address and credential of one simulated cluster, for the configuration of a client. */
export interface ClusterAddress {
  name: string;
  url: string;
  token: string;
  authProvider: 'serviceAccount' | 'oidc';
  reachable: boolean;
}

/** A running simulation. */
export interface Simulator {
  readonly clusters: readonly ClusterAddress[];
  readonly clock: VirtualClock;
  readonly world: World;
  readonly runner: ScenarioRunner;
  cluster(name: string): SimulatedCluster;
  /** Takes a cluster off the network, or back on. */
  setReachable(name: string, reachable: boolean): Promise<void>;
  /** Ends all connections, listeners and timers. */
  stop(): Promise<void>;
}

/** The token of the demo: it opens nothing but simulated clusters on loopback. */
export const DEMO_TOKEN = 'demo-token';

/** A simulation whose past was lived through, without a network. */
export interface Simulation {
  readonly clock: VirtualClock;
  readonly world: World;
  readonly runner: ScenarioRunner;
  readonly clusters: ReadonlyMap<string, SimulatedCluster>;
}

/** Builds the clusters of a scenario and lives through its history in fast motion. */
export function simulate(options: SimulatorOptions): Simulation {
  const { scenario, startAt } = options;
  const clock = new VirtualClock(startAt - readOffset(scenario.history));
  const random = new Random(scenario.seed);
  const world = new World(() => clock.timestamp());
  const clusters = new Map(
    scenario.clusters.map((spec, index) => [
      spec.name,
      new SimulatedCluster({
        spec,
        clock,
        random: random.fork(spec.name),
        world,
        liveFrom: startAt,
        port: options.portBase ? options.portBase + index : 0,
        token: DEMO_TOKEN,
        window: options.window,
        bookmarkIntervalMs: options.bookmarkIntervalMs,
        controllers: options.controllers,
        rules: {
          policies: scenario.policies?.filter(({ in: of }) =>
            of.includes(spec.name),
          ),
          grants: scenario.grants?.filter(({ in: of }) =>
            of.includes(spec.name),
          ),
        },
      }),
    ]),
  );
  const runner = new ScenarioRunner(
    scenario,
    world,
    clusters,
    clock,
    random.fork('story'),
  );
  if (options.controllers !== false) {
    runner.begin(startAt);
  }
  clock.advanceTo(startAt);
  return { clock, world, runner, clusters };
}

/**
 * Simulates, then opens the API servers and lets time go on.
 *
 * @throws Error in one sentence where a port is taken or the scenario is at fault
 */
export async function startSimulator(
  options: SimulatorOptions,
): Promise<Simulator> {
  const { clock, world, runner, clusters } = simulate(options);
  const cluster = (name: string) => {
    const found = clusters.get(name);
    if (!found) {
      throw new Error(`there is no simulated cluster ${name}`);
    }
    return found;
  };
  const stopAll = async () => {
    await Promise.all([...clusters.values()].map(each => each.api.stop()));
  };
  try {
    for (const each of clusters.values()) {
      if (each.reachable) {
        await each.api.start();
      }
    }
  } catch (error) {
    await stopAll();
    throw error;
  }
  const stopTime = options.realNow
    ? runInRealTime(clock, options.realNow)
    : () => {};

  return {
    clusters: options.scenario.clusters.map(
      ({ name, authProvider = 'serviceAccount' }) => ({
        name,
        url: cluster(name).url,
        token: DEMO_TOKEN,
        authProvider,
        reachable: cluster(name).reachable,
      }),
    ),
    clock,
    world,
    runner,
    cluster,
    setReachable: (name, reachable) =>
      reachable ? cluster(name).api.start() : cluster(name).api.stop(),
    stop: async () => {
      stopTime();
      clock.clear();
      await stopAll();
    },
  };
}
