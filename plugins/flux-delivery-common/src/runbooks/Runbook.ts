import type { Plane, Segment } from '../divergence/SegmentVerdict';
import type { ObjectRef } from '../kube/ObjectRef';
import type { SegmentMatch } from '../ownership/OwnershipRule';
import type { ResolvedTarget } from '../paths/DeliveryPath';

/**
 * One alternative of a `match` of `fluxDelivery.runbooks`.
 *
 * @public
 */
export interface RunbookMatch extends SegmentMatch {
  /** Who moves first, or owns the entity: a full entity ref as a glob. */
  owner?: string;
}

/**
 * `fluxDelivery.runbooks`: the adopter's own page for what matches. The address may hold `{cluster}`, `{namespace}`, `{kind}` and
 * `{name}`.
 *
 * @public
 */
export interface RunbookRule {
  match: readonly RunbookMatch[];
  url: string;
}

/** @public */
export interface RunbookInput {
  /** Failure class; without one, the checks of the segment. */
  class?: string;
  segment: Segment;
  target: ResolvedTarget;
  /** The object that the divergence was read from. */
  object?: ObjectRef;
  /** What has to be mended first, where it is another object. */
  rootCause?: ObjectRef;
  /** Who moves first, and who owns the entity: full entity refs, for rules that ask for an owner. */
  owners?: readonly string[];
  /** First match wins. */
  rules?: readonly RunbookRule[];
  /** A page that the entity itself names; rules come after it. */
  entityUrl?: string;
}

/**
 * One thing to look at.
 *
 * @public
 */
export interface RunbookCheck {
  plane: Plane;
  title: string;
  /** To be pasted into a shell; the context is called like the cluster. */
  command?: string;
  /** What is to be seen where this is not the fault. */
  expect: string;
  /** What to do where it is. */
  next: string;
}

/**
 * What to do about a divergence: the adopter's own page first, then checks, control plane before data plane.
 *
 * @public
 */
export interface Runbook {
  class?: string;
  segment: Segment;
  /** What the class means. */
  meaning: string;
  /** http(s) only. */
  url?: string;
  urlBecause?: string;
  checks: RunbookCheck[];
}
