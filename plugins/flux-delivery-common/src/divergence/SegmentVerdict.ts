import type { ReadableRevision } from '../flux/ReadableRevision';
import type { ObjectRef } from '../kube/ObjectRef';
import type { ApplyPhase } from './ApplyPhases';

/**
 * The five segments of a delivery path, in order. An answer always has all of them, in this order.
 *
 * @public
 */
export const SEGMENTS = [
  'promotion',
  'source',
  'reconcile',
  'rollout',
  'traffic',
] as const;

/** @public */
export type Segment = (typeof SEGMENTS)[number];

/** @public */
export type Plane = 'control' | 'data';

/** @public */
export function planeOf(segment: Segment): Plane {
  return segment === 'rollout' || segment === 'traffic' ? 'data' : 'control';
}

/**
 * - `ok`: reality agrees with intent, and the evidence says so;
 * - `inProgress`: work is in flight and inside the time that it may take;
 * - `diverged`: reality differs from intent;
 * - `suspended`: a person stopped it;
 * - `unknown`: it cannot be told now: the cluster is out of reach, a kind is forbidden, a list is not complete;
 * - `notObserved`: there is nothing here to observe (no Service, no promotion record): neither good nor bad.
 *
 * @public
 */
export type Verdict =
  | 'ok'
  | 'inProgress'
  | 'diverged'
  | 'suspended'
  | 'unknown'
  | 'notObserved';

/**
 * Why a verdict is `unknown`; `notReconciled` where what was good is no longer looked after by a controller of Flux; `notPermitted` where
 * whoever asks may not see the segment.
 *
 * @public
 */
export type UnknownReason =
  | 'unreachable'
  | 'forbidden'
  | 'notSynced'
  | 'needsUserSession'
  | 'notAuthorized'
  | 'notPermitted'
  | 'notReconciled'
  | 'noEvidence';

/**
 * One fact that a verdict rests on, as it can be checked with kubectl.
 *
 * @public
 */
export interface Evidence {
  object: ObjectRef;
  /** `status.conditions[Ready].message`, `spec.suspend`, … */
  field: string;
  value: string;
  /** RFC 3339. */
  observedAt: string;
}

/**
 * The object that has to be mended first for another one to go on.
 *
 * @public
 */
export interface RootCause extends ObjectRef {
  /** Its own failure class, where it is known. */
  class?: string;
  summary: string;
  /** True where it does not exist: then it is for whoever names it to move. */
  missing?: true;
}

/** @public */
export interface SegmentVerdict {
  segment: Segment;
  verdict: Verdict;
  /** The fact of the cell as people say it, at most about 40 characters: `2 of 3 updated`. */
  headline: string;
  /** A sentence that stands on its own: what is the case, and why that verdict. */
  summary: string;
  /** The second line of the cell; ages are not in it, see `at`. */
  detail?: string;
  /** RFC 3339: the instant that the second line counts from, with the word before it: `fetched` 2 min ago. */
  at?: string;
  atWord?: string;
  /** Failure class in kebab-case, where the verdict is `diverged` or `suspended` and the class is known. */
  class?: string;
  /** The more specific failure inside the class, where the text tells it: what a Helm upgrade failed of, why a pull is refused. */
  cause?: { class: string; segment: string };
  /** Of a Kustomization that failed: in which phase of its pass. */
  phase?: ApplyPhase;
  /** RFC 3339: since when the verdict holds, where the cluster tells it. */
  since?: string;
  /** RFC 3339: when work in flight ought to be done; later it counts as diverged. */
  expectedBy?: string;
  /** RFC 3339: when the controller tries again, where it can be told. */
  retryAt?: string;
  /** The controller's own words, redacted. */
  message?: string;
  /** The controller's own reason: `BuildFailed`. */
  reason?: string;
  unknownReason?: UnknownReason;
  /** What was last known, where the verdict is `unknown`. */
  lastKnown?: { verdict: Verdict; headline: string; at: string };
  revision?: ReadableRevision;
  /** True where a newer revision than the one in `revision` is known and withheld or on its way. */
  newer?: ReadableRevision;
  /** The object that has to be mended first, where it is not the one that the verdict speaks of: a dependency, a parent applier. */
  rootCause?: RootCause;
  /** Set by `markConsequences`: the earlier segment that this one follows from. */
  consequenceOf?: Segment;
  evidence: Evidence[];
}

/**
 * A fact worth telling that breaks nothing.
 *
 * @public
 */
export interface Note {
  class: string;
  summary: string;
}
