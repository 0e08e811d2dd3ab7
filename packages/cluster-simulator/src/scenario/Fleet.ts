import type { Scenario, ServiceSpec } from './Scenario';
import type { Target } from './targets';

/** The services of a scenario, and what the repositories hold of each for each cluster. */
export class Fleet {
  private readonly services: ReadonlyMap<string, ServiceSpec>;
  private readonly targets = new Map<string, Target>();

  constructor({ services }: Scenario) {
    this.services = new Map(services.map(service => [service.name, service]));
    for (const service of services) {
      for (const cluster of service.clusters) {
        this.targets.set(`${service.name}/${cluster}`, {
          service,
          cluster,
          version: service.version,
          suspended: false,
          wrongSelector: false,
          content: { with: service.with, extra: service.extra },
        });
      }
    }
  }

  service(name: string): ServiceSpec | undefined {
    return this.services.get(name);
  }

  all(): Target[] {
    return [...this.targets.values()];
  }

  /** @throws Error where the service does not run in that cluster */
  target(service: ServiceSpec, cluster: string): Target {
    const found = this.targets.get(`${service.name}/${cluster}`);
    if (!found) {
      throw new Error(`${service.name} does not run in ${cluster}`);
    }
    return found;
  }

  /** In these clusters; in all of its own where none is named. */
  targetsOf(service: ServiceSpec, clusters = service.clusters): Target[] {
    return clusters.map(cluster => this.target(service, cluster));
  }

  /** A team that has nothing in a cluster is no tenant there. */
  isTenant(team: string, cluster: string): boolean {
    return this.all().some(
      target => target.service.team === team && target.cluster === cluster,
    );
  }
}
