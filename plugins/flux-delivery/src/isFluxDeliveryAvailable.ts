import type { Entity } from '@backstage/catalog-model';

const ANNOTATIONS = [
  'flux-delivery/kustomization',
  'flux-delivery/helm-release',
  'flux-delivery/workload',
  'flux-delivery/image',
  'backstage.io/kubernetes-id',
  'backstage.io/kubernetes-namespace',
  'backstage.io/kubernetes-label-selector',
];

/**
 * True where an annotation of the entity leads to clusters. False does not mean that it has no delivery path: objects may claim
 * the entity by themselves, so a page for all components is the better choice where that is used.
 *
 * @public
 */
export function isFluxDeliveryAvailable(entity: Entity): boolean {
  const annotations = entity.metadata.annotations ?? {};
  return ANNOTATIONS.some(name => Boolean(annotations[name]));
}
