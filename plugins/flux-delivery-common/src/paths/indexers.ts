import { groupOf, type KubeObject } from '../kube/KubeObject';
import {
  backendsOf,
  GATEWAY_API,
  GATEWAY_ROUTES,
  serviceRef,
} from '../kube/backends';
import { list } from '../kube/list';
import { keyOf, type ObjectRef } from '../kube/ObjectRef';
import { imageRepository } from '../kube/imageReference';
import { imagesOf } from '../kube/podTemplate';
import type { IndexName } from './InventoryView';
import { ANOTHER_CLUSTER, inventoryOf, ownerAppliersOf } from '../flux/applier';
import { claimedEntities, KUBERNETES_ID_LABEL } from '../flux/claims';
import { kindOf } from '../flux/kinds';
import { receivedBy } from '../flux/receivedBy';
import { dependsOnOf, sourcesOf } from '../flux/sourceRef';

/**
 * The values under which an index files one object; none where the index does not know it.
 *
 * @public
 */
export type Indexer = (ref: ObjectRef, object: KubeObject) => string[];

const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';

/**
 * How each index of the inventory files objects. Each is total, and gives every value once.
 *
 * @public
 */
export const indexers: Readonly<Record<IndexName, Indexer>> = {
  byClaim: (ref, object) => (copiesLabels(ref) ? [] : claimedEntities(object)),
  byKubernetesId: (ref, object) => {
    const id = object.metadata.labels?.[KUBERNETES_ID_LABEL];
    return id && !copiesLabels(ref) ? [id] : [];
  },
  byInventoryEntry: (ref, object) => keys(inventoryEntries(ref, object)),
  byOwnerLabel: (ref, object) =>
    copiesLabels(ref) ? [] : keys(ownerAppliersOf(ref, object)),
  bySource: (ref, object) => keys(sourcesOf(ref, object)),
  byNamespace: ref => [
    namespaceIndexValue(ref.cluster, ref.namespace, ref.group, ref.kind),
  ],
  byImage: (ref, object) =>
    imageBearing(ref) ? unique(repositories(object)) : [],
  byOwner: (ref, object) => keys(ownersOf(ref, object)),
  byService: (ref, object) => keys(servicesOf(ref, object)),
  byTarget: (ref, object) => keys(targetsOf(ref, object)),
  byDependency: (ref, object) => keys(dependsOnOf(ref, object)),
  byReceived: (ref, object) => keys(receivedBy(ref, object)),
};

/**
 * The value of the index `byNamespace`.
 *
 * @public
 */
export function namespaceIndexValue(
  cluster: string,
  namespace: string,
  group: string,
  kind: string,
): string {
  return `${cluster}|${namespace}|${group}/${kind}`;
}

/** An EndpointSlice bears a copy of its Service's labels: nobody said anything about the slice itself. */
function copiesLabels(ref: ObjectRef): boolean {
  return ref.group === 'discovery.k8s.io' && ref.kind === 'EndpointSlice';
}

/** The root Kustomization lists itself; that tells nobody who delivers it. */
function inventoryEntries(ref: ObjectRef, object: KubeObject): ObjectRef[] {
  const own = keyOf(ref);
  return inventoryOf({ ref, object }).filter(
    owned => owned.cluster !== ANOTHER_CLUSTER && keyOf(owned) !== own,
  );
}

function imageBearing(ref: ObjectRef): boolean {
  return (
    kindOf(ref.group, ref.kind)?.keep.some(path => path.endsWith('.image')) ??
    false
  );
}

function repositories(object: KubeObject): string[] {
  return imagesOf(object)
    .map(imageRepository)
    .filter(repository => repository !== undefined);
}

function ownersOf(ref: ObjectRef, object: KubeObject): ObjectRef[] {
  return list(object.metadata.ownerReferences).map(owner => {
    const group = groupOf(owner.apiVersion);
    const namespaced = kindOf(group, owner.kind)?.namespaced ?? true;
    return {
      cluster: ref.cluster,
      group,
      kind: owner.kind,
      namespace: namespaced ? ref.namespace : '',
      name: owner.name,
    };
  });
}

function servicesOf(ref: ObjectRef, object: KubeObject): ObjectRef[] {
  if (ref.group === GATEWAY_API && GATEWAY_ROUTES.includes(ref.kind)) {
    return backendsOf({ ref, object }).map(({ service }) => service);
  }
  switch (`${ref.group}/${ref.kind}`) {
    case 'discovery.k8s.io/EndpointSlice': {
      const name = object.metadata.labels?.[SERVICE_NAME_LABEL];
      return name ? [serviceRef(ref, name)] : [];
    }
    case 'networking.k8s.io/Ingress':
      return backendsOf({ ref, object }).map(({ service }) => service);
    default:
      return [];
  }
}

function targetsOf(ref: ObjectRef, object: KubeObject): ObjectRef[] {
  const spec = (object.spec ?? {}) as Record<
    'targetRef' | 'workloadRef',
    { apiVersion?: string; kind?: string; name?: string } | undefined
  >;
  const target =
    (ref.group === 'flagger.app' && ref.kind === 'Canary' && spec.targetRef) ||
    (ref.group === 'argoproj.io' && ref.kind === 'Rollout' && spec.workloadRef);
  if (!target || !target.kind || !target.name) {
    return [];
  }
  return [
    {
      cluster: ref.cluster,
      group: target.apiVersion ? groupOf(target.apiVersion) : 'apps',
      kind: target.kind,
      namespace: ref.namespace,
      name: target.name,
    },
  ];
}

function keys(refs: ObjectRef[]): string[] {
  return unique(refs.map(keyOf));
}

function unique(values: string[]): string[] {
  return values.length < 2 ? values : [...new Set(values)];
}
