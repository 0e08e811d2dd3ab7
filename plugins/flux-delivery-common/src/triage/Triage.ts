import type {
  Evidence,
  Segment,
  UnknownReason,
  Verdict,
} from '../divergence/SegmentVerdict';

/**
 * The seven steps of triage, in order: from what users notice to the point where reality left intent.
 *
 * @public
 */
export const TRIAGE_STEPS = [
  'symptom',
  'promotion',
  'source',
  'applier',
  'rollout',
  'traffic',
  'divergence',
] as const;

/** @public */
export type TriageStepId = (typeof TRIAGE_STEPS)[number];

/**
 * What was looked at for an answer.
 *
 * @public
 */
export interface TriageCheck {
  /** `Kind/namespace/name`, or what else was looked at, in words. */
  object: string;
  /** The segment of the same target that carries the fields and their values as evidence. */
  segment?: Segment;
  /** Fields, where no segment carries them. */
  fields?: string[];
  /** RFC 3339: when it was listed, where it is not watched. */
  observedAt?: string;
}

/**
 * Why something could not be checked: the reasons of an unknown verdict, and what is only looked at on demand
 * (`onDemand`), was not listed (`notSampled`, `truncated`), does not exist here (`notThere`), or is not kept (`notRecorded`).
 *
 * @public
 */
export type TriageGapReason =
  | UnknownReason
  | 'onDemand'
  | 'notSampled'
  | 'truncated'
  | 'notThere'
  | 'notRecorded'
  | 'unavailable';

/**
 * Something that an answer would need and does not have.
 *
 * @public
 */
export interface TriageGap {
  what: string;
  /** In words, to be read after `what:`. */
  why: string;
  reason: TriageGapReason;
}

/** @public */
export interface TriageStep {
  id: TriageStepId;
  question: string;
  /** Plain sentences that stand on their own. */
  answer: string;
  /** How the answer is to be taken; `ok` only where everything that it needs was seen. */
  verdict: Verdict;
  /** The segments of the target that the answer rests on: their evidence is not repeated here. */
  segments: Segment[];
  checked: TriageCheck[];
  notChecked: TriageGap[];
  /** Facts that no segment carries. */
  evidence?: Evidence[];
  /** What a person said of it, in words. */
  said?: string;
}

/**
 * What users may notice, as far as it can be told from what is rolled out and what is served.
 *
 * @public
 */
export type Symptom =
  /** Something newer is wanted, or rolled out, than what runs or serves. */
  | 'wrongVersion'
  | 'failedRollout'
  | 'traffic'
  /** What runs and what serves is as intended, as far as it was seen. */
  | 'none'
  | 'cannotTell';

/**
 * To which of the four causes the symptom goes back.
 *
 * @public
 */
export type TriageCause =
  | 'wrongIntent'
  | 'wrongSource'
  | 'rolloutFailed'
  | 'trafficNotShifted'
  | 'none'
  | 'cannotTell';

/** @public */
export interface Attribution {
  cause: TriageCause;
  summary: string;
  /** Where one system is green and the next is not: who sees what, in words. */
  boundary?: string;
}

/**
 * The triage of one target, filled in with what is known.
 *
 * @public
 */
export interface Triage {
  symptom: Symptom;
  attribution: Attribution;
  /** Short names under which the release is looked for in other systems: revisions, image tags. They need not all be of one release. */
  names: string[];
  steps: TriageStep[];
}
