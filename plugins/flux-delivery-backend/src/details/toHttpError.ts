import {
  ConflictError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { ClusterCallError } from 'backstage-plugin-flux-delivery-node';

/** What a failed call to a cluster means to the person who made the request. */
export function toHttpError(error: unknown, what: string): Error {
  if (!(error instanceof ClusterCallError)) {
    return error instanceof Error ? error : new Error(String(error));
  }
  switch (error.reason) {
    case 'notFound':
      return new NotFoundError(`${what} does not exist (any more)`);
    case 'forbidden':
      return new ConflictError(
        `flux-delivery may not read ${what}: its service account lacks the right. Ask the platform team to apply the shipped RBAC manifest`,
      );
    case 'needsUserSession':
      return new ConflictError(
        `${what} can be read with your own session only: the cluster has no server-side credentials`,
      );
    default:
      return new ServiceUnavailableError(
        `The cluster did not answer for ${what}: ${error.message}`,
      );
  }
}
