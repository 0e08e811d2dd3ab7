import type { KubeObject } from '../kube/KubeObject';

/**
 * The annotation by which an object claims the entity that it belongs to.
 *
 * @public
 */
export const CLAIM_ANNOTATION = 'flux-delivery/entity';

/**
 * The label of the Kubernetes plugin that binds objects to entities.
 *
 * @public
 */
export const KUBERNETES_ID_LABEL = 'backstage.io/kubernetes-id';

const ENTITY_REF =
  /^(?:([a-z][a-z0-9-]{0,62}):)?(?:([a-z0-9][a-z0-9_.-]{0,62})\/)?([a-z0-9][a-z0-9_.-]{0,62})$/;

/**
 * The entities that an object claims, as full lower-case entity refs (`component:default/payments-api`). What the ref leaves
 * out is `component` and `default`; several stand with commas between; what is no ref is left out.
 *
 * @public
 */
export function claimedEntities(object: KubeObject): string[] {
  const claim = object.metadata.annotations?.[CLAIM_ANNOTATION];
  const refs = (claim ?? '')
    .slice(0, 4096)
    .split(',')
    .flatMap(part => {
      const match = ENTITY_REF.exec(part.trim().toLowerCase());
      return match
        ? [`${match[1] ?? 'component'}:${match[2] ?? 'default'}/${match[3]}`]
        : [];
    });
  return [...new Set(refs)];
}
