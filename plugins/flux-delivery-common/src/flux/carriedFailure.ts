import { findCondition } from '../kube/conditions';
import type { Condition, KubeObject } from '../kube/KubeObject';

/**
 * What an applier last failed with, kept through the passes that try the same again.
 *
 * Every pass sets Ready to Unknown before it knows better, and a pass that ends in the build leaves no history: without this
 * memory a failure that is repeated every half minute would look like work in flight for the length of each try.
 */
interface WithFailure extends KubeObject {
  lastFailure?: Condition;
  /** When the first of the failures was written (RFC 3339) that have the same reason since. */
  failing?: { since: string; reason: string };
}

type Attempt = { lastAttemptedRevision?: string } | undefined;

/**
 * The object as it is to be held, given how it was held until now. It carries the last failed Ready condition while Ready is
 * Unknown and neither the spec nor the attempted revision changed. Both arguments stay as they are.
 *
 * @public
 */
export function carryFailure(
  before: KubeObject | undefined,
  after: KubeObject,
): KubeObject {
  const known = before && failureOf(before);
  const failing = before && failingFrom(before, after);
  const ready = findCondition(after, 'Ready');
  const lastFailure =
    known && ready?.status === 'Unknown' && isSameAttempt(before, after)
      ? known
      : undefined;
  return failing || lastFailure
    ? ({
        ...after,
        ...(lastFailure && { lastFailure }),
        ...(failing && { failing }),
      } as WithFailure)
    : after;
}

/** A new revision or spec that fails of the same has not mended anything: only what works ends it. */
function failingFrom(
  before: KubeObject,
  after: KubeObject,
): WithFailure['failing'] {
  const ready = findCondition(after, 'Ready');
  const was = findCondition(before, 'Ready');
  const known =
    (before as WithFailure).failing ??
    (was?.status === 'False' && was.lastTransitionTime
      ? { since: was.lastTransitionTime, reason: was.reason ?? '' }
      : undefined);
  if (
    !known ||
    before.metadata.uid !== after.metadata.uid ||
    ready?.status === 'True'
  ) {
    return undefined;
  }
  return ready?.status !== 'False' || (ready.reason ?? '') === known.reason
    ? known
    : undefined;
}

/** The failed Ready condition that an object has, or was carried with. */
function failureOf(object: KubeObject): Condition | undefined {
  const ready = findCondition(object, 'Ready');
  if (ready?.status === 'False') {
    return ready;
  }
  return ready?.status === 'Unknown'
    ? (object as WithFailure).lastFailure
    : undefined;
}

/**
 * RFC 3339: since when an applier fails of the same, as far as it was seen. Every pass renews the time of its condition, so that this
 * memory is all that tells.
 */
export function failingSinceOf(object: KubeObject): string | undefined {
  return (object as WithFailure).failing?.since;
}

function isSameAttempt(before: KubeObject, after: KubeObject): boolean {
  return (
    before.metadata.uid === after.metadata.uid &&
    before.metadata.generation === after.metadata.generation &&
    (before.status as Attempt)?.lastAttemptedRevision ===
      (after.status as Attempt)?.lastAttemptedRevision
  );
}

/**
 * The object with its carried failure in the place of the Ready condition that only says that a pass runs.
 *
 * @public
 */
export function withCarriedFailure<T extends KubeObject>(object: T): T {
  const { lastFailure } = object as WithFailure;
  const status = object.status as { conditions?: Condition[] } | undefined;
  if (!lastFailure || !status?.conditions) {
    return object;
  }
  const conditions = status.conditions.map(condition =>
    condition.type === 'Ready' ? lastFailure : condition,
  );
  return { ...object, status: { ...status, conditions } };
}
