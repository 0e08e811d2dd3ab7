import { ClusterCallError } from 'backstage-plugin-flux-delivery-node';

const FORBIDDEN_ADVICE =
  'Allow get and list of pods, replicasets and events: apply examples/rbac.yaml of this version (roles of earlier ones lack events)';

/** Why pods or events could not be listed, in words, and what to do where it is a right that is missing. */
export function toldFailure(error: unknown, what: string): string {
  if (!(error instanceof ClusterCallError)) {
    return `${what} could not be listed`;
  }
  return error.reason === 'forbidden'
    ? `${error.message}. ${FORBIDDEN_ADVICE}`
    : error.message;
}
