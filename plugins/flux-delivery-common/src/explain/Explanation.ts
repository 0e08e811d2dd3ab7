import type { Plane, Segment } from '../divergence/SegmentVerdict';
import type { OwnershipAnswer } from '../ownership/OwnershipRule';
import type { Runbook } from '../runbooks/Runbook';

/**
 * A text that somebody wants to understand, with what they know of it beside.
 *
 * @public
 */
export interface ExplainInput {
  /** The message, or anything it stands in: a line of a log, a row of a table, an event, a condition, a whole object. */
  message: string;
  /** Kind of the object that it was said of; where it is told here, what the text says of it does not count. */
  kind?: string;
  reason?: string;
  /** Type of the condition; `Event` for an event. */
  condition?: string;
  status?: string;
}

/**
 * What a text says that was told by its form.
 *
 * @public
 */
export interface PastedFailure {
  kind?: string;
  namespace?: string;
  name?: string;
  condition?: string;
  status?: string;
  reason?: string;
  message: string;
}

/**
 * What was made of a text.
 *
 * @public
 */
export interface ReadPaste {
  /** In words: `an event in JSON`; absent where the text was taken as it is. */
  as?: string;
  failure: PastedFailure;
}

/** A failure class with what it means. @public */
export interface ExplainedClass {
  class: string;
  segment: Segment;
  meaning: string;
}

/**
 * Who moves first, as far as it can be told.
 *
 * @public
 */
export interface ExplainedMove extends OwnershipAnswer {
  /** In words, also where nobody can be named: `the platform group`, `the team that owns the service`. */
  who: string;
  /** True where the owner is a name that an annotation claims. */
  claimed?: true;
}

/**
 * What a text means, whose move it is and what to do.
 *
 * @public
 */
export interface Explanation extends ExplainedClass {
  plane: Plane;
  /** The whole text as it was given, without credentials. */
  text: string;
  /** What was explained of it. */
  read: ReadPaste;
  cause?: ExplainedClass;
  firstMove: ExplainedMove;
  policy?: { kind: string; name: string; owner?: string; because: string };
  /** Checks with commands; what is not known stands in angle brackets. */
  runbook: Runbook;
  /** Where it was looked for, if that is known. */
  target?: { id: string; environment: string; cluster: string };
  /** Sentences: what a text alone does not tell. */
  untold: string[];
}
