import type { Segment, Verdict } from '../divergence/SegmentVerdict';
import type { DeliveryApplier } from '../history/Delivery';
import type { ObjectRef } from '../kube/ObjectRef';
import type { Binding } from '../paths/DeliveryPath';

/**
 * The state of a service or of one of its targets in lists, worst first: what diverged, what somebody stopped, what cannot be told,
 * what is on its way, what is as intended. Unknown is a state of its own, and nothing that is not known is `ok`.
 *
 * @public
 */
export const FLEET_STATES = [
  'diverged',
  'suspended',
  'unknown',
  'inProgress',
  'ok',
] as const;

/** @public */
export type FleetState = (typeof FLEET_STATES)[number];

/** One of the five bars of a target or environment. @public */
export interface FleetBar {
  segment: Segment;
  verdict: Verdict;
  /** True where it only follows from an earlier segment. */
  consequence?: true;
}

/** What has to be mended, which several services may hang on. @public */
export interface FleetCause extends ObjectRef {
  class?: string;
}

/** Where a target left intent, and whose move it is. @public */
export interface FleetDivergence {
  segment: Segment;
  class?: string;
  /** RFC 3339: since when, where the cluster tells it. */
  since?: string;
  /** The fact as people say it, at most about 40 characters. */
  headline: string;
  /** What has to be mended first. Absent where the evidence names no object. */
  cause?: FleetCause;
  /** A full entity ref, or a name where `responderClaimed`; absent where nobody is known. */
  firstResponder?: string;
  responderClaimed?: true;
  /** True where no rule covers the handoff. */
  unowned?: true;
  because?: string;
}

/** Something on a path that a person stopped. @public */
export interface FleetSuspension {
  object: ObjectRef;
  segment: Segment;
  /** RFC 3339: as managed fields tell. */
  since?: string;
  /** As an annotation of the object claims; nobody has checked it. */
  claimedBy?: string;
  reason?: string;
  /** When it is to go on, as the object says. */
  resumeWhen?: string;
  /** What it holds back, as people say it: `1.8.3`; absent where nothing newer is known. */
  withholds?: string;
}

/** A target of a service, as lists show it. @public */
export interface FleetTarget {
  id: string;
  environment: string;
  cluster: string;
  applier: DeliveryApplier | null;
  /** Of the applier and of what it delivers for the service. */
  namespaces: string[];
  binding: Binding;
  state: FleetState;
  /** Always five, in the order of segments. */
  bars: FleetBar[];
  /** What is worth saying first, in a few words. */
  headline: string;
  /** The segment that the headline is of; absent where it is of none, or of one that the reader may not see. */
  headlineOf?: Segment;
  /** The version that its workloads declare, as people say it. */
  version?: string;
  divergence?: FleetDivergence;
  suspensions: FleetSuspension[];
  /** RFC 3339: when what is in flight ought to be done. */
  expectedBy?: string;
}

/** The delivery path of a service, as lists show it; small, so that all of a fleet are held in memory. @public */
export interface FleetPath {
  entityRef: string;
  title?: string;
  /** A full entity ref. */
  owner?: string;
  /** A full entity ref. */
  system?: string;
  targets: FleetTarget[];
  /** RFC 3339: when it was judged last, whether to another end than before or not. */
  judgedAt?: string;
  /** True where it could not be judged, so that nothing is known of it; the log of the portal tells why. */
  failed?: true;
}

/** The worst of several; undefined where there are none. @public */
export function worstState(
  states: readonly FleetState[],
): FleetState | undefined {
  return FLEET_STATES.find(state => states.includes(state));
}
