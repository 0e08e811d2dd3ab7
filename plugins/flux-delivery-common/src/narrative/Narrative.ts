import type { Divergence } from '../divergence/firstDivergence';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import type { FirstResponder } from '../ownership/firstResponder';

/**
 * The five clauses of a narrative, in order: what was promoted, what Flux fetched and applied, what the workloads declare and
 * run, how far it got and who serves, and where reality first differs from intent.
 *
 * @public
 */
export const NARRATIVE_CLAUSES = [
  'promotion',
  'source',
  'change',
  'rollout',
  'divergence',
] as const;

/** @public */
export type NarrativeClause = (typeof NARRATIVE_CLAUSES)[number];

/**
 * A delivery in words. Nothing is in it that the evidence does not carry.
 *
 * @public
 */
export interface Narrative {
  /** Whole sentences in plain text. */
  clauses: Record<NarrativeClause, string>;
  /** Title and clauses, a line each. */
  text: string;
  /** The same; names and messages are escaped. */
  markdown: string;
}

/**
 * A version that is known from a record, not from the cluster as it is now.
 *
 * @public
 */
export interface PreviousVersion {
  /** As people say it: `1.8.2`. */
  version: string;
  /** RFC 3339: until when it was in place. */
  until?: string;
}

/**
 * What is known of a target beside its verdicts.
 *
 * @public
 */
export interface NarrativeOptions {
  /** The first of its segments, unless given. */
  divergence?: Divergence | null;
  /** Whose move it is, or where nothing diverged, who can find out what is not known; without it nothing is said of that. */
  responder?: FirstResponder;
  /** Nothing is said of what was before where it is absent. */
  previous?: PreviousVersion;
}

/**
 * A target with what its narrative may use.
 *
 * @public
 */
export interface ToldTarget extends NarrativeOptions {
  target: JudgedTarget;
}
