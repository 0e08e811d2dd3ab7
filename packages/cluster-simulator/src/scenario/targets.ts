import type { KubeResource } from '../store/KubeResource';
import type { Content, ContentProblem } from '../world/World';
import { deliveryManifests, teamSources } from './fluxManifests';
import { withOverlay } from './overlay';
import {
  applierOf,
  type ServiceContent,
  type ServiceSpec,
  type StepSpec,
} from './Scenario';
import { contentOf, workloadManifests } from './workloadManifests';

/** One service in one cluster, and what the repositories hold for it now. */
export interface Target {
  service: ServiceSpec;
  cluster: string;
  version: string;
  suspended: boolean;
  wrongSelector: boolean;
  problem?: ContentProblem;
  /** What it has otherwise than its form makes it. */
  content: ServiceContent;
}

/** The workload of a target and what comes with it. */
export const manifestsOf = (target: Target): KubeResource[] => [
  ...withOverlay(
    workloadManifests(target.service, target),
    target.content.with,
  ),
  ...(target.content.extra ?? []),
];

/** What the path of an applier holds: the workloads of all services that share it. */
export function applierContent(
  targets: Iterable<Target>,
  { service, cluster, problem }: Target,
): Content {
  const sharing = [...targets].filter(
    other =>
      other.cluster === cluster &&
      other.service.team === service.team &&
      applierOf(other.service) === applierOf(service),
  );
  return contentOf(sharing.flatMap(manifestsOf), problem);
}

/** What the fleet repository holds for one team in one cluster: sources, appliers, ResourceSets. */
export function tenantContent(
  targets: Iterable<Target>,
  team: string,
  cluster: string,
): Record<string, Content> {
  const own = [...targets].filter(
    target => target.cluster === cluster && target.service.team === team,
  );
  const seen = new Set<string>();
  const appliers = own.flatMap(target => {
    const key = applierOf(target.service);
    if (seen.has(key)) {
      return [];
    }
    seen.add(key);
    return withOverlay(
      deliveryManifests(target.service, cluster, target),
      target.content.with,
    );
  });
  return {
    [`./tenants/${team}/${cluster}`]: contentOf([
      ...teamSources(
        team,
        own.map(target => target.service),
      ),
      ...appliers,
      ...resourceSets(own),
    ]),
  };
}

/** Puts a fault into the content of a target; without one the content is whole again. */
export function setFault(target: Target, how: StepSpec['how']): void {
  target.wrongSelector = how === 'selector';
  const { service, cluster } = target;
  const folder = `/tmp/kustomization-1144653721/${applierOf(
    service,
  )}/${cluster}`;
  const file = `${folder}/settings.yaml`;
  const problems: Record<string, ContentProblem | undefined> = {
    build: {
      stage: 'build',
      message: `kustomize build failed: accumulating resources: accumulation err='accumulating resources from 'settings.yaml': open ${file}: no such file or directory': must build at directory: not a valid directory: evalsymlink failure on '${file}' : lstat ${file}: no such file or directory`,
    },
    rbac: {
      stage: 'apply',
      message: `Deployment/${service.team}/${service.name} dry-run failed (Forbidden): deployments.apps "${service.name}" is forbidden: User "system:serviceaccount:${service.team}:${service.serviceAccount}" cannot patch resource "deployments" in API group "apps" in the namespace "${service.team}"\n`,
    },
  };
  target.problem = how ? problems[how] : undefined;
}

function resourceSets(targets: Target[]): KubeResource[] {
  return targets
    .filter(({ service }) => service.by === 'resourceSet')
    .map(({ service, version }) => ({
      apiVersion: 'fluxcd.controlplane.io/v1',
      kind: 'ResourceSet',
      metadata: { name: service.name, namespace: service.team },
      spec: {
        resources: [
          ...deliveryManifests({ ...service, by: 'oci' }, '', { version }),
        ],
      },
    }));
}
