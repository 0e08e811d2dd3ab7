import type { FleetService } from './planFleet';
import {
  type AnyObject,
  copyOf,
  hash,
  type Identity,
  rfc3339,
  template,
  type Template,
} from './templates';

const GIT = 'healthy-git-kustomization.yaml';
const OCI = 'healthy-oci-kustomization.yaml';
const HELM = 'healthy-helm-release.yaml';
const HISTORY = 5;
const DAY_MS = 86_400_000;

const APPLIERS = {
  git: template(GIT, 'Kustomization', 'catalog'),
  oci: template(OCI, 'Kustomization', 'search'),
  helm: template(HELM, 'HelmRelease', 'checkout'),
};
const SOURCES = {
  git: template(GIT, 'GitRepository', 'apps'),
  oci: template(OCI, 'OCIRepository', 'search'),
  helm: template(HELM, 'HelmRepository', 'charts'),
};
const CHART = template(HELM, 'HelmChart', 'shop-checkout');
CHART.name = 'checkout';

/** Where a copy stands, and when. */
export interface Place {
  cluster: string;
  seed: string;
  now: number;
}

export const sourceKey = ({ team, source }: FleetService) =>
  `${team}/${source}`;

/** The source that services of one team share. */
export function sourceOf(service: FleetService, place: Place): AnyObject {
  const original = SOURCES[service.form];
  const source = copyOf(
    // "apps" is also an API group: the name is set below, where it stands.
    original.name === 'apps' ? unnamed(original) : original,
    identityOf(service, place, service.source),
  );
  source.metadata.name = service.source;
  return source;
}

/** The applier of a service in one cluster, and its HelmChart where Flux makes one. */
export function appliersOf(service: FleetService, place: Place): AnyObject[] {
  const identity = identityOf(service, place, service.name);
  const applier = copyOf(APPLIERS[service.form], identity);
  delete applier.metadata.annotations!['flux-delivery/environment'];
  applier.metadata.labels = {
    ...applier.metadata.labels,
    'backstage.io/kubernetes-id': service.name,
  };
  applier.status.inventory = { entries: inventoryOf(service) };
  applier.status.history = lengthened(applier.status.history);
  if (service.form !== 'helm') {
    applier.spec.sourceRef.name = service.source;
    return [applier];
  }
  applier.spec.chart.spec.sourceRef.name = service.source;
  const chart = copyOf(CHART, identity);
  chart.spec.sourceRef.name = service.source;
  return [applier, chart];
}

function identityOf(
  service: FleetService,
  { cluster, seed, now }: Place,
  name: string,
): Identity {
  return {
    name,
    namespace: service.team,
    content: `${seed} ${cluster} ${sourceKey(service)}`,
    family: `${seed} ${cluster} ${service.team} ${name}`,
    now,
  };
}

const unnamed = ({ json }: Template): Template => ({ json, name: 'unnamed' });

function inventoryOf({ name, team }: FleetService) {
  return [
    [`${name}`, '', 'ConfigMap', 'v1'],
    [`${name}`, '', 'Service', 'v1'],
    [`${name}-worker`, '', 'Service', 'v1'],
    [`${name}`, '', 'ServiceAccount', 'v1'],
    [`${name}`, 'apps', 'Deployment', 'v1'],
    [`${name}-worker`, 'apps', 'Deployment', 'v1'],
    [`${name}`, 'autoscaling', 'HorizontalPodAutoscaler', 'v2'],
    [`${name}`, 'policy', 'PodDisruptionBudget', 'v1'],
  ].map(([object, group, kind, v]) => ({
    id: `${team}_${object}_${group}_${kind}`,
    v,
  }));
}

/** Older entries like the last one, a day apart, with other digests. */
function lengthened(history: AnyObject[]): AnyObject[] {
  const oldest = history[history.length - 1];
  const older = Array.from({ length: HISTORY - history.length }, (_, index) => {
    const days = index + 1;
    return JSON.parse(
      JSON.stringify(oldest)
        .replace(/[0-9a-f]{40,64}/g, hex =>
          hash(`${hex} ${days}`).slice(0, hex.length),
        )
        .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, time =>
          rfc3339(Date.parse(time) - days * DAY_MS),
        ),
    );
  });
  // Helm counts releases; the newest stands first.
  return [...history, ...older].map((entry, index) =>
    entry.version === undefined
      ? entry
      : { ...entry, version: HISTORY - index },
  );
}
