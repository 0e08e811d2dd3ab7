import type { VirtualClock } from '../clock/VirtualClock';
import { sha1, type Random } from '../clock/Random';
import type { Content, World } from '../world/World';
import type { SimulatedCluster } from '../SimulatedCluster';
import { nextVersion } from './nextVersion';
import { bootstrapManifests, rootManifests } from './fluxManifests';
import { readOffset, verbOf } from './readScenario';
import {
  applierOf,
  BUCKET_ENDPOINT,
  chartOciUrl,
  chartsUrl,
  FLEET_URL,
  gitUrl,
  imageOf,
  ociUrl,
  type Overlay,
  type Scenario,
  type ServiceSpec,
  type StepSpec,
} from './Scenario';
import {
  applierContent,
  manifestsOf,
  setFault,
  tenantContent,
  type Target,
} from './targets';
import { contentOf, workloadManifests } from './workloadManifests';
import { mergePatch } from '../apiServer/mergePatch';
import { Incidents } from './Incidents';

const AUTHORS = ['d.khan', 'm.lindqvist', 'a.osei', 'j.park'];

/** Turns a scenario into commits, pushes and patches at their times. What follows from them is the controllers' affair. */
export class ScenarioRunner {
  private readonly targets = new Map<string, Target>();
  private readonly services: Map<string, ServiceSpec>;
  private readonly incidents: Incidents;
  private round = 0;

  constructor(
    private readonly scenario: Scenario,
    private readonly world: World,
    private readonly clusters: Map<string, SimulatedCluster>,
    private readonly clock: VirtualClock,
    private readonly random: Random,
  ) {
    this.incidents = new Incidents(world, clusters, clock);
    this.services = new Map(
      scenario.services.map(service => [service.name, service]),
    );
    for (const service of scenario.services) {
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

  /** Sets up the beginning now, and schedules what follows relative to the start of the simulation. */
  begin(start: number): void {
    this.publishBeginning();
    for (const step of this.scenario.steps) {
      const wait = start + readOffset(step.at) - this.clock.now();
      this.clock.schedule(wait, () => this.perform(step));
    }
    const { loop } = this.scenario;
    if (loop) {
      this.clock.schedule(
        start - this.clock.now() + readOffset(loop.every) / 2,
        () => this.loop(),
      );
    }
  }

  private publishBeginning(): void {
    const { teams } = this.scenario;
    for (const service of this.scenario.services) {
      this.world.pushImage(imageOf(service), service.version);
      this.publish(service, service.version);
    }
    this.commitApps([...this.targets.values()], 'Import', AUTHORS[0]);
    const fleet: Record<string, Content> = {};
    for (const cluster of this.clusters.keys()) {
      const tenants = teams.filter(team => this.isTenant(team, cluster));
      fleet[`./clusters/${cluster}`] = contentOf(
        rootManifests(cluster, tenants),
      );
      tenants.forEach(team =>
        Object.assign(
          fleet,
          tenantContent(this.targets.values(), team, cluster),
        ),
      );
    }
    this.world.commit(FLEET_URL, {
      message: 'Import',
      author: AUTHORS[0],
      changes: fleet,
    });
    for (const [name, cluster] of this.clusters) {
      cluster.install(bootstrapManifests(name));
      cluster.install(
        (this.scenario.objects ?? [])
          .filter(({ in: of }) => of.includes(name))
          .map(({ object }) => object),
      );
      this.scenario.services
        .filter(
          service => service.by === 'none' && service.clusters.includes(name),
        )
        .forEach(service =>
          cluster.install(
            workloadManifests(service, { version: service.version }),
            service.team,
          ),
        );
    }
  }

  /** A team that has nothing in a cluster is no tenant there. */
  private isTenant(team: string, cluster: string): boolean {
    return this.scenario.services.some(
      service => service.team === team && service.clusters.includes(cluster),
    );
  }

  perform(step: StepSpec): void {
    const verb = verbOf(step);
    const name = step[verb]!;
    const service = this.services.get(name);
    const targets = service
      ? (step.in ?? service.clusters).map(cluster =>
          this.target(service, cluster),
        )
      : [];
    const author =
      step.author ?? AUTHORS[this.random.integer(0, AUTHORS.length)];
    switch (verb) {
      case 'release':
        this.alter(targets, step);
        this.release(service!, targets, step.version!, author);
        break;
      case 'publish':
        this.publish(service!, step.version!, []);
        break;
      case 'moveTag':
        this.world.push(
          ociUrl(service!),
          [step.version!, step.tag!],
          this.ociContent(service!, step.version!),
          this.origin(service!, step.version!),
        );
        break;
      case 'break':
      case 'mend':
        targets.forEach(target =>
          setFault(target, verb === 'break' ? step.how : undefined),
        );
        this.commitApps(
          targets,
          verb === 'break' ? `Move settings of ${name}` : `Fix ${name}`,
          author,
        );
        break;
      case 'suspend':
      case 'resume':
        targets.forEach(target => this.suspend(target, verb === 'suspend'));
        break;
      case 'promote':
        targets.forEach(target => this.promote(target));
        break;
      case 'change':
        this.alter(targets, step);
        this.commitApps(targets, `Change ${name}`, author);
        this.commitFleet(targets, `Change ${name}`, author);
        break;
      case 'edit':
        targets.forEach(target => this.incidents.edit(target, step));
        break;
      case 'outage':
      case 'recover':
        this.incidents.setOutage(imageOf(service!), verb === 'outage');
        break;
      case 'refuse':
        this.incidents.refuse(name, step.message ?? 'denied');
        break;
      case 'freeze':
        this.incidents.freeze(name);
        break;
      case 'remove':
      case 'terminate':
        this.incidents.remove(name, verb === 'terminate', step.in ?? []);
        break;
      case 'pushImage':
        this.pushImage(service!, step.version!);
        break;
      default:
        this.setRefusal(verb, name, step);
    }
  }

  /** What a step says a service has otherwise, added to what it had. */
  private alter(targets: Target[], { with: overlay, extra }: StepSpec): void {
    for (const target of targets) {
      target.content = {
        with: mergePatch(target.content.with ?? {}, overlay ?? {}) as Overlay,
        extra: extra ?? target.content.extra,
      };
    }
  }

  // What the automation will commit is what later commits start from.
  private pushImage(service: ServiceSpec, version: string): void {
    const url = service.repository?.url ?? gitUrl(service.team, 'apps');
    if (!this.world.gitServer(url).pushRefusal) {
      service.automated?.forEach(cluster => {
        this.target(service, cluster).version = version;
      });
    }
    this.world.pushImage(imageOf(service), version);
  }

  private target(service: ServiceSpec, cluster: string): Target {
    const found = this.targets.get(`${service.name}/${cluster}`);
    if (!found) {
      throw new Error(`${service.name} does not run in ${cluster}`);
    }
    return found;
  }

  private release(
    service: ServiceSpec,
    targets: Target[],
    version: string,
    author: string,
  ): void {
    targets.forEach(target => {
      target.version = version;
    });
    this.world.pushImage(imageOf(service), version);
    this.publish(service, version, targets);
    const message = `Release ${service.name} ${version}`;
    if (['git', 'helmGit', 'bucket'].includes(service.by)) {
      this.commitApps(targets, message, author);
    } else {
      this.commitFleet(targets, message, author);
    }
  }

  /** Pushes what CI would push: a chart, an OCI artifact with the tags that the clusters follow. */
  private publish(
    service: ServiceSpec,
    version: string,
    targets?: Target[],
  ): void {
    const clusters = targets?.map(target => target.cluster) ?? service.clusters;
    const followed = clusters
      .map(cluster => service.follows?.[cluster])
      .filter((tag): tag is string => tag !== undefined);
    const tags = [...new Set([version, ...followed])];
    const [target] = targets ?? [...this.targetsOf(service)];
    if (service.by === 'oci' || service.by === 'resourceSet') {
      this.world.push(
        ociUrl(service),
        tags,
        this.ociContent(service, version, target),
        this.origin(service, version),
      );
    } else if (service.by === 'helmOci') {
      this.world.push(
        chartOciUrl(service),
        tags,
        this.chartContent(service, version, target),
        {
          'org.opencontainers.image.version': version,
        },
      );
    } else if (service.by === 'helm') {
      this.world.publishChart(
        chartsUrl(service.team),
        service.name,
        version,
        this.chartContent(service, version, target),
      );
    }
  }

  private *targetsOf(service: ServiceSpec): Generator<Target> {
    for (const cluster of service.clusters) {
      yield this.target(service, cluster);
    }
  }

  // Charts and artifacts are the same for all clusters: the first tells what they have otherwise.
  private ociContent(
    service: ServiceSpec,
    version: string,
    target: Target = this.target(service, service.clusters[0]),
  ): Content {
    return contentOf(manifestsOf({ ...target, version }));
  }

  private chartContent(
    service: ServiceSpec,
    version: string,
    target: Target = this.target(service, service.clusters[0]),
  ): Content {
    return {
      ...this.ociContent(service, version, target),
      chart: service.name,
      ...target.content.with?.Chart,
    };
  }

  private origin(
    service: ServiceSpec,
    version: string,
  ): Record<string, string> {
    if (service.untraceable) {
      return {};
    }
    return {
      'org.opencontainers.image.created': this.clock.timestamp(),
      'org.opencontainers.image.revision': `${version}@sha1:${sha1(
        `${service.name}/${version}`,
      )}`,
      'org.opencontainers.image.source': gitUrl(service.team, service.name),
    };
  }

  private commitApps(targets: Target[], message: string, author: string): void {
    const byUrl = new Map<string, Record<string, Content>>();
    for (const target of targets) {
      const { service, cluster } = target;
      const url = service.repository?.url ?? gitUrl(service.team, 'apps');
      const changes = byUrl.get(url) ?? {};
      if (service.by === 'git') {
        byUrl.set(url, changes);
        changes[`./${applierOf(service)}/${cluster}`] = applierContent(
          this.targets.values(),
          target,
        );
      } else if (service.by === 'helmGit') {
        byUrl.set(url, changes);
        changes[`./charts/${service.name}`] = this.chartContent(
          service,
          target.version,
          target,
        );
      }
    }
    targets
      .filter(({ service }) => service.by === 'bucket')
      .forEach(target =>
        this.world.upload(`${BUCKET_ENDPOINT}/${target.service.name}`, {
          './': applierContent(this.targets.values(), target),
        }),
      );
    byUrl.forEach((changes, url) =>
      this.world.commit(url, { message, author, changes }),
    );
  }

  private commitFleet(
    targets: Target[],
    message: string,
    author: string,
  ): void {
    const changes: Record<string, Content> = {};
    targets.forEach(({ service, cluster }) =>
      Object.assign(
        changes,
        tenantContent(this.targets.values(), service.team, cluster),
      ),
    );
    this.world.commit(FLEET_URL, { message, author, changes });
  }

  // As `flux suspend` does: a patch at the cluster, which the parent's next apply would not undo, since Git says nothing of it.
  private suspend(target: Target, suspend: boolean): void {
    const { service, cluster } = target;
    const kind = service.by.startsWith('helm')
      ? { group: 'helm.toolkit.fluxcd.io', kind: 'HelmRelease' }
      : { group: 'kustomize.toolkit.fluxcd.io', kind: 'Kustomization' };
    target.suspended = suspend;
    this.incidents.write(
      cluster,
      { ...kind, namespace: service.team, name: applierOf(service) },
      'flux',
      { spec: { suspend } },
    );
  }

  // As `kubectl argo rollouts promote --full` does.
  private promote({ service, cluster }: Target): void {
    this.clusters.get(cluster)?.store.modify(
      {
        group: 'argoproj.io',
        kind: 'Rollout',
        namespace: service.team,
        name: service.name,
      },
      draft => {
        draft.status = { ...draft.status, promoteFull: true };
      },
    );
  }

  private setRefusal(verb: string, url: string, step: StepSpec): void {
    const git = this.world.gitServer(url);
    const {
      message = 'authentication required: authentication required\n',
      in: concerned = [...this.clusters.keys()],
    } = step;
    if (verb === 'refuseFetch') {
      concerned.forEach(cluster => git.fetchRefusals.set(cluster, message));
    } else if (verb === 'refusePush') {
      git.pushRefusal = message;
    } else {
      concerned.forEach(cluster => git.fetchRefusals.delete(cluster));
      git.pushRefusal = undefined;
    }
    this.world.tell(url);
  }

  // Staging first, then the production clusters one after the other: a promotion that somebody can watch.
  private loop(): void {
    const loop = this.scenario.loop!;
    const service = this.services.get(
      loop.services[this.round % loop.services.length],
    )!;
    this.round += 1;
    const highest = service.clusters.map(
      cluster => this.target(service, cluster).version,
    );
    const version = nextVersion(highest);
    service.clusters.forEach((cluster, index) => {
      this.clock.schedule(index * readOffset(loop.between), () =>
        this.release(
          service,
          [this.target(service, cluster)],
          version,
          AUTHORS[this.round % AUTHORS.length],
        ),
      );
    });
    this.clock.schedule(readOffset(loop.every), () => this.loop());
  }
}
