import type { SimulatedCluster } from '../SimulatedCluster';
import type { Content, World } from '../world/World';
import type { Fleet } from './Fleet';
import { bootstrapManifests, rootManifests } from './fluxManifests';
import type { Publisher } from './Publisher';
import { FLEET_URL, imageOf, type Scenario } from './Scenario';
import { tenantContent } from './targets';
import { contentOf, workloadManifests } from './workloadManifests';

export interface BeginningInput {
  scenario: Scenario;
  world: World;
  clusters: ReadonlyMap<string, SimulatedCluster>;
  fleet: Fleet;
  publisher: Publisher;
  author: string;
}

/** What is there when the story begins: images, artifacts, repositories, and what an administrator has put into the clusters. */
export function publishBeginning(input: BeginningInput): void {
  const { scenario, world, clusters, fleet, publisher, author } = input;
  for (const service of scenario.services) {
    world.pushImage(imageOf(service), service.version);
    publisher.publish(service, service.version);
  }
  publisher.commitApps(fleet.all(), 'Import', author);
  const changes = Object.assign(
    {},
    ...[...clusters.keys()].map(cluster => clusterContent(cluster, input)),
  );
  world.commit(FLEET_URL, { message: 'Import', author, changes });
  clusters.forEach(cluster => install(cluster, scenario));
}

/** What the fleet repository holds for one cluster: its root, and the tenants that have something there. */
function clusterContent(
  cluster: string,
  { scenario, fleet }: BeginningInput,
): Record<string, Content> {
  const tenants = scenario.teams.filter(team => fleet.isTenant(team, cluster));
  return Object.assign(
    { [`./clusters/${cluster}`]: contentOf(rootManifests(cluster, tenants)) },
    ...tenants.map(team => tenantContent(fleet.all(), team, cluster)),
  );
}

/** Flux itself, what somebody made by hand, and services that nobody delivers. */
function install(
  cluster: SimulatedCluster,
  { services, objects = [] }: Scenario,
): void {
  cluster.install(bootstrapManifests(cluster.name));
  cluster.install(
    objects
      .filter(({ in: of }) => of.includes(cluster.name))
      .map(({ object }) => object),
  );
  services
    .filter(
      ({ by, clusters }) => by === 'none' && clusters.includes(cluster.name),
    )
    .forEach(service =>
      cluster.install(
        workloadManifests(service, { version: service.version }),
        service.team,
      ),
    );
}
