import { classifyFailure } from '../classes/classifyFailure';
import { failureClass } from '../classes/FailureClass';
import { planeOf, type Segment } from '../divergence/SegmentVerdict';
import type { JudgedTarget } from '../divergence/JudgedTarget';
import type { OwnershipOptions } from '../ownership/OwnershipRule';
import type { RunbookRule } from '../runbooks/Runbook';
import { generalRunbook, runbookFor } from '../runbooks/runbookFor';
import { chooseTarget, objectIn, type ChosenTarget } from './chooseTarget';
import type {
  ExplainedClass,
  ExplainInput,
  Explanation,
  PastedFailure,
  ReadPaste,
} from './Explanation';
import { firstMoveFor } from './firstMoveFor';
import { readPaste } from './read/readPaste';
import { redactPaste } from './redactPaste';
import { untold } from './untold';

/**
 * What is known beside a text.
 *
 * @public
 */
export interface ExplainContext {
  ownership: OwnershipOptions;
  runbooks: readonly RunbookRule[];
  /** Set where the text is said to be of a service that the caller may see. */
  entity?: {
    targets: readonly JudgedTarget[];
    /** One of the targets, where the caller named it. */
    targetId?: string;
    runbookUrl?: string;
  };
}

/**
 * Explains a text that somebody pasted: what kind of failure it is, whose move it is, and what to do. Without an entity the answer
 * goes by the class alone. Pure and total; credentials come out nowhere.
 *
 * @public
 */
export function explainFailure(
  input: ExplainInput,
  context: ExplainContext,
): Explanation {
  const read = readGiven(input);
  const classified = classify(read.failure);
  const { entity } = context;
  const place = entity ? placeIn(entity, read.failure) : {};
  const explained = classOf(classified.class, classified.segment);
  const move = firstMoveFor(explained, read.failure, place, context);
  return {
    ...explained,
    plane: planeOf(explained.segment),
    text: redactPaste(input.message),
    read: redacted(read),
    ...(classified.cause && {
      cause: classOf(classified.cause.class, classified.cause.segment),
    }),
    firstMove: move.firstMove,
    ...(move.policy && { policy: move.policy }),
    runbook: runbook(explained, read.failure, place, context, move.owners),
    ...(place.target && {
      target: {
        id: place.target.id,
        environment: place.target.environment,
        cluster: place.target.cluster,
      },
    }),
    untold: untold({ read, explained, place, entity }),
  };
}

/** What the caller tells counts before what the text tells. */
function readGiven({ message, ...given }: ExplainInput): ReadPaste {
  const { as, failure } = readPaste(message);
  const told = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value?.trim()),
  );
  return { ...(as && { as }), failure: { ...failure, ...told } };
}

function classify(failure: PastedFailure) {
  const { kind = '', condition, status, reason, message } = failure;
  return classifyFailure({ kind, condition, status, reason, message });
}

function placeIn(
  { targets, targetId }: NonNullable<ExplainContext['entity']>,
  failure: PastedFailure,
): ChosenTarget {
  if (targetId === undefined) {
    return chooseTarget(targets, failure);
  }
  const target = targets.find(({ id }) => id === targetId);
  return target ? { target, object: objectIn(target, failure) } : {};
}

function classOf(name: string, segment: string): ExplainedClass {
  return {
    class: name,
    segment: segment as Segment,
    meaning:
      failureClass(name)?.meaning ?? 'The class of this failure is not known.',
  };
}

function runbook(
  { class: failure, segment }: ExplainedClass,
  pasted: PastedFailure,
  { target, object }: ChosenTarget,
  { runbooks, entity }: ExplainContext,
  owners: readonly string[],
) {
  return target
    ? runbookFor({
        class: failure,
        segment,
        target,
        object,
        owners,
        rules: runbooks,
        entityUrl: entity?.runbookUrl,
      })
    : generalRunbook(failure, segment, pasted, {
        owners,
        rules: runbooks,
        entityUrl: entity?.runbookUrl,
      });
}

function redacted({ as, failure }: ReadPaste): ReadPaste {
  const safe = Object.fromEntries(
    Object.entries(failure).map(([key, value]) => [key, redactPaste(value)]),
  ) as unknown as PastedFailure;
  return { ...(as && { as }), failure: safe };
}
