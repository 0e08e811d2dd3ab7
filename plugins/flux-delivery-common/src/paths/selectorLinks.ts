import type { AnnotationErrorDto } from '../api/dto';
import { KUBERNETES_ID_LABEL } from '../flux/claims';
import { namespaceIndexValue } from './indexers';
import { WATCHED_KINDS } from '../flux/kinds';
import type { Observed } from '../kube/KubeObject';
import { matchesSelector } from '../kube/labelSelector';
import type { LabelSelector } from '../kube/workloads';
import type { BindingPolicy } from './binding';
import { describeRef } from './describeRef';
import {
  CLUSTER_ANNOTATION,
  LABEL_SELECTOR_ANNOTATION,
  NAMESPACE_ANNOTATION,
  type EntitySelector,
} from './entitySelector';
import type { InventoryView } from './InventoryView';
import { isLinkable } from './kindRoles';
import type { Link, Links, Unbound } from './Link';
import { clusterNames, inWords } from './reach';
import { ANY_CLUSTER, targetId } from './targetId';

const SELECTABLE = WATCHED_KINDS.filter(
  kind => kind.role === 'workload' || kind.role === 'applier',
);

/** Follows the conventions of the Kubernetes plugin (way 2). */
export function linksBySelector(
  selector: EntitySelector,
  view: InventoryView,
  policy: BindingPolicy,
): Links {
  const parts = [
    byLabel(selector, view, policy),
    byNamespace(selector, view, policy),
    bySelector(selector, view, policy),
  ];
  return {
    bound: parts.flatMap(({ bound }) => bound),
    // The error about the cluster says it all where the entity asks for none that exists.
    unbound:
      scopeOf(selector, view).length > 0
        ? parts.flatMap(({ unbound }) => unbound)
        : [],
    errors: unknownClusters(selector, view),
  };
}

type Part = Pick<Links, 'bound' | 'unbound'>;

const NOTHING: Part = { bound: [], unbound: [] };

function byLabel(
  selector: EntitySelector,
  view: InventoryView,
  policy: BindingPolicy,
): Part {
  const { kubernetesId } = selector;
  if (kubernetesId === undefined) {
    return NOTHING;
  }
  const labelled = view
    .by('byKubernetesId', kubernetesId)
    .filter(found => isInScope(found, selector));
  if (!policy.labelIsDisputed) {
    return {
      bound: labelled.map(observed => ({
        ref: observed.ref,
        observed,
        bond: { binding: 'label', because: labelOn(observed) },
      })),
      unbound: [],
    };
  }
  const bound = boundByPlace(labelled, policy, labelOn);
  const row = unboundRow(
    selector,
    view,
    'kubernetes-id',
    `${KUBERNETES_ID_LABEL}: ${kubernetesId} is also used by entities of other owners, so the label binds for none of them; no object that bears it claims this entity, and no rule in fluxDelivery.tenants lets its owner in`,
    object => object.metadata.labels?.[KUBERNETES_ID_LABEL] === kubernetesId,
  );
  return { bound, unbound: bound.length > 0 ? [] : [row] };
}

/** Without id and selector, the Kubernetes plugin takes the entity's name for the id. A name is no claim. */
function byNamespace(
  selector: EntitySelector,
  view: InventoryView,
  policy: BindingPolicy,
): Part {
  const { kubernetesId, labelSelector, namespace, name, pointers } = selector;
  if (
    namespace === undefined ||
    kubernetesId !== undefined ||
    labelSelector !== undefined
  ) {
    return NOTHING;
  }
  const labelled = view
    .by('byKubernetesId', name)
    .filter(found => isInScope(found, selector));
  const bound = boundByPlace(
    labelled,
    policy,
    observed => `${labelOn(observed)} is the name of the entity`,
  );
  const isCovered = scopeOf(selector, view).every(cluster =>
    policy.ofPlace(cluster, namespace),
  );
  const row = unboundRow(
    selector,
    view,
    'namespace',
    `entity annotation ${NAMESPACE_ANNOTATION} points at ${namespace}; nothing there claims this entity, and no rule in fluxDelivery.tenants lets its owner in`,
    () => true,
  );
  // Beside pointers the namespace is a part of theirs, not one more thing to show.
  return {
    bound,
    unbound: bound.length > 0 || isCovered || pointers.length > 0 ? [] : [row],
  };
}

function bySelector(
  selector: EntitySelector,
  view: InventoryView,
  policy: BindingPolicy,
): Part {
  const { labelSelector, namespace } = selector;
  if (!labelSelector) {
    return NOTHING;
  }
  const clusters = scopeOf(selector, view);
  const bound = policy.admitsSomewhere()
    ? clusters.flatMap(cluster =>
        selectIn(cluster, selector, labelSelector, view, policy),
      )
    : [];
  const isCovered =
    namespace !== undefined &&
    clusters.every(cluster => policy.ofPlace(cluster, namespace));
  const row = unboundRow(
    selector,
    view,
    'selector',
    `entity annotation ${LABEL_SELECTOR_ANNOTATION} selects ${
      labelSelector.text
    }${
      namespace ? ` in namespace ${namespace}` : ''
    }; nothing that it selects claims this entity, and no rule in fluxDelivery.tenants lets its owner in`,
    object => matchesSelector(labelSelector.selector, object.metadata.labels),
  );
  return { bound, unbound: bound.length > 0 || isCovered ? [] : [row] };
}

/** Looks only into namespaces that the configuration opens to the entity's owner. */
function selectIn(
  cluster: string,
  { namespace }: EntitySelector,
  { text, selector }: { text: string; selector: LabelSelector },
  view: InventoryView,
  policy: BindingPolicy,
): Link[] {
  const namespaces =
    namespace === undefined
      ? view
          .by('byNamespace', namespaceIndexValue(cluster, '', '', 'Namespace'))
          .map(({ ref }) => ref.name)
      : [namespace];
  return namespaces
    .filter(name => policy.ofPlace(cluster, name) !== undefined)
    .flatMap(name => {
      const candidates = SELECTABLE.flatMap(({ group, kind }) => [
        ...view.by(
          'byNamespace',
          namespaceIndexValue(cluster, name, group, kind),
        ),
      ]);
      const selected = candidates.filter(({ object }) =>
        matchesSelector(selector, object.metadata.labels),
      );
      return boundByPlace(
        selected,
        policy,
        ({ ref }) =>
          `entity annotation ${LABEL_SELECTOR_ANNOTATION} (${text}) selects ${describeRef(
            ref,
          )}`,
      );
    });
}

function boundByPlace(
  found: readonly Observed[],
  policy: BindingPolicy,
  because: (observed: Observed) => string,
): Link[] {
  return found
    .filter(({ object }) => !policy.claimsAnother(object))
    .flatMap(observed => {
      const bond = policy.ofPlace(observed.ref.cluster, observed.ref.namespace);
      return bond
        ? [
            {
              ref: observed.ref,
              observed,
              bond: {
                ...bond,
                because: `${because(observed)}; ${bond.because}`,
              },
            },
          ]
        : [];
    });
}

/** The clusters that the entity asks for. */
function scopeOf({ clusters }: EntitySelector, view: InventoryView): string[] {
  return clusterNames(view).filter(
    name => clusters === undefined || clusters.includes(name),
  );
}

function isInScope(
  { ref, object }: Observed,
  { namespace, clusters }: EntitySelector,
): boolean {
  const spec = object.spec as { targetNamespace?: string } | undefined | null;
  return (
    isLinkable(ref) &&
    (clusters === undefined || clusters.includes(ref.cluster)) &&
    (namespace === undefined ||
      ref.namespace === namespace ||
      spec?.targetNamespace === namespace)
  );
}

function labelOn({ ref }: Observed): string {
  return `label ${KUBERNETES_ID_LABEL} on ${describeRef(ref)}`;
}

function unboundRow(
  selector: EntitySelector,
  view: InventoryView,
  what: string,
  because: string,
  selects: (object: Observed['object']) => boolean,
): Unbound {
  const clusters = scopeOf(selector, view);
  const cluster = clusters.length === 1 ? clusters[0] : ANY_CLUSTER;
  const namespace = selector.namespace ?? '';
  const only = view.clusters().find(({ name }) => name === cluster);
  const isOutOfReach = only !== undefined && only.state !== 'synced';
  return {
    id: targetId(cluster, what, namespace, selector.name),
    cluster,
    namespace,
    bond: isOutOfReach
      ? {
          binding: 'notVerified',
          because: `${because}; cluster ${cluster} ${inWords(only)}`,
        }
      : { binding: 'notAuthorized', because },
    isMetBy: ({ objects }) =>
      objects.some(
        found => isInScope(found, selector) && selects(found.object),
      ),
  };
}

function unknownClusters(
  { clusters }: EntitySelector,
  view: InventoryView,
): AnnotationErrorDto[] {
  const known = clusterNames(view);
  return (clusters ?? [])
    .filter(name => !known.includes(name))
    .map(name => ({
      annotation: CLUSTER_ANNOTATION,
      value: name,
      expected: `a cluster that is configured: ${
        known.join(', ') || 'there is none'
      }`,
    }));
}
