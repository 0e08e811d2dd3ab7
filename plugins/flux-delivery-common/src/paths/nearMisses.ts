import { claimedEntities } from '../flux/claims';
import { namespaceIndexValue } from './indexers';
import type { Observed } from '../kube/KubeObject';
import { keyOf } from '../kube/ObjectRef';
import type { BindingPolicy } from './binding';
import type { EntitySelector } from './entitySelector';
import type { InventoryView } from './InventoryView';
import { hasRole, isLinkable } from './kindRoles';
import { clusterNames } from './reach';

/**
 * What almost belongs to an entity. None of it is known to be another entity's, but for `claimsLike`, and none of it stands in
 * a place of another tenant.
 */
export interface NearMisses {
  /** Objects with the name of the entity. Appliers first. */
  namesake: Observed[];
  /** Objects whose claim differs from the entity in kind, namespace or spelling only. */
  claimsLike: Observed[];
  /** Objects whose label is the entity's name although it has no id, or its id in other letters. */
  labelledLike: Observed[];
  /** Objects with the entity's id that the namespace or cluster annotation shuts out. */
  labelledElsewhere: Observed[];
  /** Objects of a kind that binds nothing, such as a Service, with the claim or the label. */
  wrongKind: Observed[];
}

const NAMESAKE_KINDS = [
  { group: 'kustomize.toolkit.fluxcd.io', kind: 'Kustomization' },
  { group: 'helm.toolkit.fluxcd.io', kind: 'HelmRelease' },
  { group: 'apps', kind: 'Deployment' },
  { group: 'apps', kind: 'StatefulSet' },
  { group: 'apps', kind: 'DaemonSet' },
  { group: 'batch', kind: 'CronJob' },
];
const ENTITY_KINDS = ['component', 'resource', 'system', 'api'];
const MOST_NAMESPACES = 600;
const MOST_SHOWN = 5;

/** Looks up what almost belongs to an entity, by name and index only: the time does not grow with the inventory. */
export function findNearMisses(
  selector: EntitySelector,
  view: InventoryView,
  policy: BindingPolicy,
): NearMisses {
  const { kubernetesId, entityRef, name } = selector;
  const labelled =
    kubernetesId === undefined
      ? []
      : [...view.by('byKubernetesId', kubernetesId)];
  const claimed = [...view.by('byClaim', entityRef)];
  const namesakes = findNamesakes(selector, view).filter(
    ({ ref }) => !policy.isOfAnotherTenant(ref),
  );
  return {
    namesake: shown(
      namesakes.filter(({ object }) => !policy.belongsToAnother(object)),
    ),
    claimsLike: shown(
      [
        ...namesakes.filter(({ object }) =>
          claimedEntities(object).some(claim => isLike(claim, entityRef)),
        ),
        ...otherSpellings(selector).flatMap(ref => [
          ...view.by('byClaim', ref),
        ]),
      ].filter(
        ({ ref, object }) =>
          policy.claimsAnother(object) && !policy.isOfAnotherTenant(ref),
      ),
    ),
    labelledLike: shown(
      spellings(kubernetesId, name)
        .flatMap(value => [...view.by('byKubernetesId', value)])
        .filter(
          ({ ref, object }) =>
            isLinkable(ref) &&
            !policy.claimsAnother(object) &&
            !policy.isOfAnotherTenant(ref),
        ),
    ),
    labelledElsewhere: policy.labelIsDisputed
      ? []
      : shown(labelled.filter(({ ref }) => isLinkable(ref))),
    wrongKind: shown(
      [...claimed, ...(policy.labelIsDisputed ? [] : labelled)].filter(
        ({ ref }) => !isLinkable(ref),
      ),
    ),
  };
}

function findNamesakes(
  { name, namespace, entityRef, pointers }: EntitySelector,
  view: InventoryView,
): Observed[] {
  const ownNamespace = entityRef.slice(
    entityRef.indexOf(':') + 1,
    entityRef.lastIndexOf('/'),
  );
  const likely = [
    namespace,
    name,
    'flux-system',
    ownNamespace,
    ...pointers.map(pointer => pointer.namespace),
  ];
  const clusters = clusterNames(view);
  const perCluster = Math.max(
    likely.length,
    Math.floor(MOST_NAMESPACES / Math.max(clusters.length, 1)),
  );
  const found = clusters.flatMap(cluster => {
    const existing = view
      .by('byNamespace', namespaceIndexValue(cluster, '', '', 'Namespace'))
      .map(({ ref }) => ref.name);
    const namespaces = [...new Set([...likely, ...existing])]
      .filter(each => each !== undefined)
      .slice(0, perCluster);
    return namespaces.flatMap(each =>
      NAMESAKE_KINDS.map(kind =>
        view.get({ cluster, ...kind, namespace: each, name }),
      ),
    );
  });
  return found
    .filter(observed => observed !== undefined)
    .sort(
      (a, b) =>
        Number(hasRole(b.ref, 'applier')) - Number(hasRole(a.ref, 'applier')),
    );
}

/** The entity ref with another kind, or in the default namespace. */
function otherSpellings({ entityRef, name }: EntitySelector): string[] {
  const namespace = entityRef.slice(
    entityRef.indexOf(':') + 1,
    entityRef.lastIndexOf('/'),
  );
  return ENTITY_KINDS.flatMap(kind =>
    [...new Set([namespace, 'default'])].map(each => `${kind}:${each}/${name}`),
  ).filter(ref => ref !== entityRef);
}

function spellings(kubernetesId: string | undefined, name: string): string[] {
  const exact = kubernetesId ?? name;
  const all = [
    exact,
    exact.toLowerCase(),
    exact.toUpperCase(),
    `${exact[0].toUpperCase()}${exact.slice(1)}`,
  ];
  return [...new Set(all)].filter(value => value !== kubernetesId);
}

/** Same letters, whatever stands between them. */
function isLike(a: string, b: string): boolean {
  const letters = (ref: string) =>
    ref
      .slice(ref.lastIndexOf('/') + 1)
      .replace(/[^a-z0-9]/g, '')
      .replace(/s$/, '');
  return letters(a) === letters(b);
}

function shown(found: Observed[]): Observed[] {
  const unique = new Map(
    found.map(observed => [keyOf(observed.ref), observed]),
  );
  return [...unique.values()].slice(0, MOST_SHOWN);
}
