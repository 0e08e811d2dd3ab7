import { ClusterCallError } from 'backstage-plugin-flux-delivery-node';

/** What a watch failed of: a client that breaks its contract counts as a connection that broke. */
export function asCallError(error: unknown): ClusterCallError {
  return error instanceof ClusterCallError
    ? error
    : new ClusterCallError('unreachable', 'The watch failed unexpectedly', {
        cause: error,
      });
}
