import type { KubeObject } from '../kube/KubeObject';
import { redact } from '../kube/redact';

/** What tools write beside `spec.suspend`, the most trusted first. Anybody who may write the object may write these. */
const CLAIMS = [
  'flux-delivery/suspended-by',
  'fluxcd.controlplane.io/suspendedBy',
  'metadata.weave.works/suspended-by',
];
const LONGEST = 200;

/**
 * Who suspended an object, as an annotation of it claims.
 *
 * @public
 */
export interface SuspensionClaim {
  name: string;
  annotation: string;
}

/**
 * Who suspended an object as it claims itself; undefined where it does not say. A claim proves nothing.
 *
 * @public
 */
export function suspendedBy(object: KubeObject): SuspensionClaim | undefined {
  for (const annotation of CLAIMS) {
    const value = object.metadata.annotations?.[annotation];
    const name =
      typeof value === 'string'
        ? redact(value.slice(0, LONGEST).replace(/[\s\p{Cc}]+/gu, ' ')).trim()
        : '';
    if (name) {
      return { name, annotation };
    }
  }
  return undefined;
}
