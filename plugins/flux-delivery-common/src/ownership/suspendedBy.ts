import type { KubeObject } from '../kube/KubeObject';
import { displayRef, type ObjectRef } from '../kube/ObjectRef';
import { redact } from '../kube/redact';
import type { OwnershipAnswer } from './OwnershipRule';

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

/**
 * An owner that may be no more than what an object claims.
 *
 * @public
 */
export interface ClaimedOwner extends OwnershipAnswer {
  /** True where the owner is a name that an annotation of the object claims: nobody has checked it. */
  claimed?: true;
  /** The owner of the suspended object, beside who is said to have suspended it. */
  objectOwner?: OwnershipAnswer;
}

/** Who suspended the object comes before its owner, where it says so. */
export function withClaim(
  ref: ObjectRef,
  object: KubeObject | undefined,
  owner: OwnershipAnswer,
): ClaimedOwner {
  const claim = object && suspendedBy(object);
  return claim
    ? {
        owner: claim.name,
        claimed: true,
        because: `the annotation ${claim.annotation} on ${displayRef(
          ref,
        )} claims who suspended it`,
        objectOwner: owner,
      }
    : owner;
}
