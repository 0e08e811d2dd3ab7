import { groupOf, type KubeResource } from '../store/KubeResource';
import { servedKind } from '../store/kinds';
import type { Refusal } from './Refusal';

/** A policy or a webhook that an administrator has put into clusters. */
export interface PolicySpec {
  /** Name of a ValidatingAdmissionPolicy, or of a webhook. */
  name: string;
  type: 'policy' | 'webhook';
  /** Clusters that have it. */
  in: string[];
  /** Where it looks. */
  namespace: string;
  kind: string;
  verb?: 'write' | 'delete';
  /** Only objects that carry this label. */
  label?: string;
  /** What it says where it refuses. */
  says?: string;
  /** A webhook that cannot be called: what the call fails of. */
  unavailable?: string;
}

/** What a policy says to a write or a deletion; nothing where it does not mind. */
export function refusedBy(
  policy: PolicySpec,
  verb: 'write' | 'delete',
  object: KubeResource,
): Refusal | undefined {
  const { kind, metadata } = object;
  if (
    (policy.verb ?? 'write') !== verb ||
    policy.kind !== kind ||
    policy.namespace !== metadata.namespace ||
    (policy.label && !metadata.labels?.[policy.label])
  ) {
    return undefined;
  }
  if (policy.unavailable) {
    return {
      reason: 'InternalError',
      message: `Internal error occurred: failed calling webhook "${policy.name}": failed to call webhook: ${policy.unavailable}`,
    };
  }
  const { plural, group } = servedKind(groupOf(object.apiVersion), kind);
  const resource = group ? `${plural}.${group}` : plural;
  return policy.type === 'webhook'
    ? {
        reason: 'Forbidden',
        message: `admission webhook "${policy.name}" denied the request: ${policy.says}`,
      }
    : {
        // As of Kubernetes 1.36 a policy answers "Invalid" where it says "forbidden".
        reason: 'Invalid',
        message: `${resource} "${metadata.name}" is forbidden: ValidatingAdmissionPolicy '${policy.name}' with binding '${policy.name}' denied request: ${policy.says}`,
      };
}
