import { appliersOf, type Place, sourceKey, sourceOf } from './deliver';
import type { FleetService } from './planFleet';
import { type AnyObject, copyOf, template } from './templates';
import { workloadsOf } from './workloads';

const GIT = 'healthy-git-kustomization.yaml';
const ROOT_SOURCE = template(GIT, 'GitRepository', 'fleet');
const CHILD = template(GIT, 'Kustomization', 'catalog');

/**
 * The objects of one cluster of a fleet: namespaces, a root Kustomization, one Kustomization per team that applies the team's
 * sources and appliers, and everything that these deliver. Statuses are those of captured healthy objects under other names.
 */
export function* generateCluster(
  services: readonly FleetService[],
  place: Place,
): Generator<AnyObject> {
  const here = services.filter(({ clusters }) =>
    clusters.includes(place.cluster),
  );
  const sources = new Map<string, AnyObject>();
  const byTeam = new Map<string, AnyObject[]>();
  for (const service of here) {
    const [applier, ...charts] = appliersOf(service, place);
    const delivered = [applier];
    if (!sources.has(sourceKey(service))) {
      sources.set(sourceKey(service), sourceOf(service, place));
      delivered.unshift(sources.get(sourceKey(service))!);
    }
    byTeam.set(service.team, [
      ...(byTeam.get(service.team) ?? []),
      ...delivered,
    ]);
    yield* [...delivered, ...charts];
    yield* workloadsOf(service, place);
  }
  yield* parents(byTeam, place);
}

function* parents(byTeam: Map<string, AnyObject[]>, place: Place) {
  yield namespaceNamed('flux-system', place);
  const identity = {
    name: 'fleet',
    namespace: 'flux-system',
    content: `${place.seed} ${place.cluster} fleet`,
    family: `${place.seed} ${place.cluster} fleet`,
    now: place.now,
  };
  yield copyOf(ROOT_SOURCE, identity);
  const revision = copyOf(ROOT_SOURCE, identity).status.artifact.revision;
  const teams: AnyObject[] = [];
  for (const [team, objects] of byTeam) {
    yield namespaceNamed(team, place);
    const applier = parent(team, objects, revision, place);
    applier.metadata.labels = labelsOf('flux-system');
    teams.push(applier);
    yield applier;
  }
  yield parent('flux-system', teams, revision, place);
}

function parent(
  name: string,
  applied: AnyObject[],
  revision: string,
  place: Place,
): AnyObject {
  const made = copyOf(CHILD, {
    name,
    namespace: 'flux-system',
    content: `${place.seed} ${place.cluster} ${name}`,
    family: `${place.seed} ${place.cluster} ${name}`,
    now: place.now,
  });
  delete made.metadata.annotations;
  delete made.metadata.labels;
  delete made.spec.targetNamespace;
  made.spec.sourceRef.name = 'fleet';
  // All that is told of a revision is told of the fleet's.
  const before = made.status.lastAppliedRevision;
  made.status = JSON.parse(
    JSON.stringify(made.status).replaceAll(before, revision),
  );
  made.status.inventory.entries = applied.map(
    ({ apiVersion, kind, metadata }) => {
      const [group, v] = apiVersion.split('/');
      return {
        id: `${metadata.namespace}_${metadata.name}_${group}_${kind}`,
        v,
      };
    },
  );
  return made;
}

const labelsOf = (name: string) => ({
  'kustomize.toolkit.fluxcd.io/name': name,
  'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
});

const namespaceNamed = (name: string, { now }: Place): AnyObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name,
    creationTimestamp: new Date(now).toISOString(),
    labels: {
      'kubernetes.io/metadata.name': name,
      ...(name === 'flux-system' ? {} : labelsOf('flux-system')),
    },
  },
  spec: { finalizers: ['kubernetes'] },
  status: { phase: 'Active' },
});
