import { startSimulator, type Simulator } from '../Simulator';
import { generateFleet, type FleetOptions } from './generateFleet';

/** Opens the API servers of a generated fleet: no controllers, nothing moves but what the caller writes. */
export async function startFleet(options: FleetOptions): Promise<Simulator> {
  const fleet = generateFleet(options);
  const simulator = await startSimulator({
    scenario: {
      seed: options.seed,
      history: '0s',
      teams: [],
      clusters: fleet.map(({ name }) => ({ name })),
      services: [],
      steps: [],
    },
    startAt: Date.parse(options.now),
    controllers: false,
  });
  fleet.forEach(({ name, objects }) =>
    objects.forEach(object => simulator.cluster(name).store.create(object)),
  );
  return simulator;
}
