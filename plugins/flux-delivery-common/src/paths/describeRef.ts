import type { ObjectRef } from '../kube/ObjectRef';

/**
 * `Deployment payments/payments-api`, for sentences.
 *
 * @public
 */
export function describeRef({
  kind,
  namespace,
  name,
}: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>): string {
  return namespace ? `${kind} ${namespace}/${name}` : `${kind} ${name}`;
}
