/** How large a synthetic fleet is. */
export interface FleetSize {
  /** Kustomizations and HelmReleases that deliver services; parent Kustomizations come on top. */
  appliers: number;
  clusters: string[];
  /** In how many clusters each service runs. */
  targetsPerService: number;
}

export type DeliveryForm = 'git' | 'oci' | 'helm';

/** One service of the fleet. Its name is its entity's, its `backstage.io/kubernetes-id` and its appliers'. */
export interface FleetService {
  name: string;
  /** Also its namespace. */
  team: string;
  form: DeliveryForm;
  source: string;
  clusters: string[];
}

const TEAM_SIZE = 20;
const KUSTOMIZATIONS_PER_TEAM = 14;
const APPLIERS_PER_SOURCE = 5;

/** Three clusters below 5,000 appliers, ten from there; a service runs in three of three, or in four of ten, unless told otherwise. */
export function sizeOf(
  appliers: number,
  targetsPerService = appliers < 5_000 ? 3 : 4,
): FleetSize {
  return appliers < 5_000
    ? {
        appliers,
        clusters: ['staging-1', 'prod-1', 'prod-2'],
        targetsPerService,
      }
    : {
        appliers,
        clusters: [
          'staging-1',
          'staging-2',
          ...Array.from({ length: 8 }, (_, index) => `prod-${index + 1}`),
        ],
        targetsPerService,
      };
}

/**
 * Which services there are, how they are delivered and where: 70 % by a Kustomization (some of them from OCI), 30 % by a
 * HelmRelease, about five appliers to a source, twenty services to a team. The same size gives the same plan.
 */
export function planFleet(size: FleetSize): FleetService[] {
  const staging = size.clusters.filter(name => name.startsWith('staging'));
  const production = size.clusters.filter(name => !staging.includes(name));
  const services: FleetService[] = [];
  for (let left = size.appliers; left > 0; ) {
    const index = services.length;
    const targets = Math.min(size.targetsPerService, left);
    const place = index % TEAM_SIZE;
    const group = Math.floor(place / APPLIERS_PER_SOURCE);
    const helm = place >= KUSTOMIZATIONS_PER_TEAM;
    services.push({
      name: `svc-${pad(index)}`,
      team: `team-${pad(Math.floor(index / TEAM_SIZE))}`,
      form: helm ? 'helm' : (['git', 'git', 'oci'][group] as DeliveryForm),
      source: helm ? 'charts' : ['apps-a', 'apps-b', 'apps-oci'][group],
      clusters: [
        staging[index % staging.length],
        ...Array.from(
          { length: targets - 1 },
          (_, nth) => production[(index + nth) % production.length],
        ),
      ],
    });
    left -= targets;
  }
  return services;
}

const pad = (index: number) => String(index).padStart(4, '0');
