import type { VirtualClock } from '../clock/VirtualClock';
import { sha1 } from '../clock/Random';
import type { Content, World } from '../world/World';
import type { Fleet } from './Fleet';
import {
  applierOf,
  BUCKET_ENDPOINT,
  chartOciUrl,
  chartsUrl,
  FLEET_URL,
  gitUrl,
  imageOf,
  ociUrl,
  type ServiceSpec,
} from './Scenario';
import {
  applierContent,
  manifestsOf,
  tenantContent,
  type Target,
} from './targets';
import { contentOf } from './workloadManifests';

/** What people and CI put where Flux looks: commits, charts, artifacts, images. */
export class Publisher {
  constructor(
    private readonly world: World,
    private readonly fleet: Fleet,
    private readonly clock: VirtualClock,
  ) {}

  /** A new version, by the way that the service is delivered. */
  release(
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

  /**
   * Pushes what CI would push: a chart, or an OCI artifact with the tags that the clusters of these targets follow. Without targets
   * all clusters count.
   */
  publish(service: ServiceSpec, version: string, targets?: Target[]): void {
    const clusters = targets?.map(target => target.cluster) ?? service.clusters;
    const followed = clusters
      .map(cluster => service.follows?.[cluster])
      .filter((tag): tag is string => tag !== undefined);
    const tags = [...new Set([version, ...followed])];
    const [target] = targets ?? this.fleet.targetsOf(service);
    if (service.by === 'oci' || service.by === 'resourceSet') {
      this.pushArtifact(service, version, tags, target);
    } else if (service.by === 'helmOci') {
      this.world.push(
        chartOciUrl(service),
        tags,
        this.chartContent(service, version, target),
        { 'org.opencontainers.image.version': version },
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

  /** Lets a tag of an OCI artifact name a version. */
  moveTag(service: ServiceSpec, version: string, tag: string): void {
    this.pushArtifact(service, version, [version, tag]);
  }

  /** What image automation will commit is what later commits start from. */
  pushImage(service: ServiceSpec, version: string): void {
    if (!this.world.gitServer(repositoryOf(service)).pushRefusal) {
      this.fleet.targetsOf(service, service.automated ?? []).forEach(target => {
        target.version = version;
      });
    }
    this.world.pushImage(imageOf(service), version);
  }

  /** Commits what the targets hold now to the repositories of their manifests, charts and buckets. */
  commitApps(targets: Target[], message: string, author: string): void {
    const byUrl = new Map<string, Record<string, Content>>();
    for (const target of targets) {
      const url = repositoryOf(target.service);
      const changes = this.filesOf(target);
      if (changes) {
        byUrl.set(url, { ...byUrl.get(url), ...changes });
      }
    }
    targets
      .filter(({ service }) => service.by === 'bucket')
      .forEach(target =>
        this.world.upload(`${BUCKET_ENDPOINT}/${target.service.name}`, {
          './': applierContent(this.fleet.all(), target),
        }),
      );
    byUrl.forEach((changes, url) =>
      this.world.commit(url, { message, author, changes }),
    );
  }

  /** Commits to the fleet repository how the targets are delivered. */
  commitFleet(targets: Target[], message: string, author: string): void {
    const changes: Record<string, Content> = {};
    targets.forEach(({ service, cluster }) =>
      Object.assign(
        changes,
        tenantContent(this.fleet.all(), service.team, cluster),
      ),
    );
    this.world.commit(FLEET_URL, { message, author, changes });
  }

  private filesOf(target: Target): Record<string, Content> | undefined {
    const { service, cluster, version } = target;
    switch (service.by) {
      case 'git':
        return {
          [`./${applierOf(service)}/${cluster}`]: applierContent(
            this.fleet.all(),
            target,
          ),
        };
      case 'helmGit':
        return {
          [`./charts/${service.name}`]: this.chartContent(
            service,
            version,
            target,
          ),
        };
      default:
        return undefined;
    }
  }

  private pushArtifact(
    service: ServiceSpec,
    version: string,
    tags: string[],
    target?: Target,
  ): void {
    this.world.push(
      ociUrl(service),
      tags,
      this.ociContent(service, version, target),
      this.origin(service, version),
    );
  }

  // Charts and artifacts are the same for all clusters: the first tells what they have otherwise.
  private ociContent(
    service: ServiceSpec,
    version: string,
    target: Target = this.fleet.target(service, service.clusters[0]),
  ): Content {
    return contentOf(manifestsOf({ ...target, version }));
  }

  private chartContent(
    service: ServiceSpec,
    version: string,
    target: Target = this.fleet.target(service, service.clusters[0]),
  ): Content {
    return {
      ...this.ociContent(service, version, target),
      chart: service.name,
      ...target.content.with?.Chart,
    };
  }

  /** The annotations by which an artifact leads back to its commit. */
  private origin(
    { name, team, untraceable }: ServiceSpec,
    version: string,
  ): Record<string, string> {
    if (untraceable) {
      return {};
    }
    const commit = sha1(`${name}/${version}`);
    return {
      'org.opencontainers.image.created': this.clock.timestamp(),
      'org.opencontainers.image.revision': `${version}@sha1:${commit}`,
      'org.opencontainers.image.source': gitUrl(team, name),
    };
  }
}

function repositoryOf({ repository, team }: ServiceSpec): string {
  return repository?.url ?? gitUrl(team, 'apps');
}
