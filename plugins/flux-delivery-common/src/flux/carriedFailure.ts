import { findCondition } from '../kube/conditions';
import type { Condition, KubeObject } from '../kube/KubeObject';
import { toMillis } from '../kube/time';
import { longestPassOf } from './longestPass';
import type { Kustomization } from './objects';
import { isPassing } from './passingReasons';

/**
 * What an applier last failed with, kept through the passes that try the same again.
 *
 * Every pass sets Ready to Unknown before it knows better, and a pass that ends in the build leaves no history: without this
 * memory a failure that is repeated every half minute would look like work in flight for the length of each try.
 */
interface WithFailure extends KubeObject {
  lastFailure?: Condition;
  /** What it fails of. */
  failing?: Begun;
  /** What it waits for beside that: every change may wait for a while, and that mends nothing. */
  waiting?: Begun;
  /** While Ready is Unknown: it worked, or had not tried anything, before this pass. */
  worked?: true;
}

/** The first of the failed conditions that have the same reason since. */
interface Begun {
  /** RFC 3339: when it was written. */
  since: string;
  reason: string;
  /** True where it was seen to begin. A condition that was there already tells only of the newest pass. */
  seen: boolean;
}

type Attempt = { lastAttemptedRevision?: string } | undefined;

/**
 * The object as it is to be held, given how it was held until now. It carries the last failed Ready condition while Ready is
 * Unknown and neither the spec nor the attempted revision changed, and since when it fails or waits. Both arguments stay as they are.
 *
 * @public
 */
export function carryFailure(
  before: KubeObject | undefined,
  after: KubeObject,
): KubeObject {
  if (!before || before.metadata.uid !== after.metadata.uid) {
    return after;
  }
  const memory = Object.entries(memoryOf(before, after)).filter(
    ([, kept]) => kept !== undefined,
  );
  return memory.length > 0
    ? { ...after, ...Object.fromEntries(memory) }
    : after;
}

type Memory = Pick<
  WithFailure,
  'lastFailure' | 'failing' | 'waiting' | 'worked'
>;

function memoryOf(before: WithFailure, after: KubeObject): Memory {
  const ready = findCondition(after, 'Ready');
  if (ready?.status === 'True') {
    return {};
  }
  const known = begunBy(before);
  if (ready?.status !== 'False') {
    return {
      ...known,
      lastFailure: isSameAttempt(before, after) ? failureOf(before) : undefined,
      worked: ready && hasWorked(before) ? true : undefined,
    };
  }
  return isPassing(ready.reason)
    ? { ...known, waiting: next(known.waiting, ready, known, before) }
    : { failing: next(known.failing, ready, known, before) };
}

/** A new revision or spec that fails of the same has not mended anything: only what works ends it. */
function next(
  same: Begun | undefined,
  { reason = '', lastTransitionTime: since }: Condition,
  known: Pick<Memory, 'failing' | 'waiting'>,
  before: KubeObject,
): Begun | undefined {
  if (same && (same.reason === reason || isRemediation(reason))) {
    return same;
  }
  if (same && isRemediation(same.reason)) {
    return { ...same, reason };
  }
  const wasAnother =
    (hasWorked(before) && !missedPasses(before, since)) ||
    known.failing !== undefined ||
    known.waiting?.seen === true;
  return since ? { since, reason, seen: wasAnother } : undefined;
}

/** What Helm does about a failure is not another one. */
function isRemediation(reason: string): boolean {
  return /^(?:Rollback|Uninstall)(?:Succeeded|Failed)$/.test(reason);
}

/** What an object is held with, or what its first version that was ever seen tells of itself. */
function begunBy(before: WithFailure): Pick<Memory, 'failing' | 'waiting'> {
  const { failing, waiting } = before;
  const ready = findCondition(before, 'Ready');
  if (failing || waiting || ready?.status !== 'False') {
    return { failing, waiting };
  }
  const { reason = '', lastTransitionTime: since } = ready;
  const begun = since ? { since, reason, seen: false } : undefined;
  return isPassing(reason) ? { waiting: begun } : { failing: begun };
}

/**
 * True where a Kustomization must have ended passes that were not seen: each renews its condition, and the next one is due by its interval.
 * What it failed of first may have been in one of these.
 */
function missedPasses(before: KubeObject, until: string | undefined): boolean {
  const from = toMillis(findCondition(before, 'Ready')?.lastTransitionTime);
  const to = toMillis(until);
  return (
    before.kind === 'Kustomization' &&
    from !== undefined &&
    to !== undefined &&
    to - from > longestPassOf((before as Kustomization).spec)
  );
}

/** True of what works, of what has not tried anything yet, and through the pass after that. */
function hasWorked(before: WithFailure): boolean {
  return workedUntilNow(before) || !findCondition(before, 'Ready');
}

/** True where Ready is True, or was so before the pass that runs. */
export function workedUntilNow(object: KubeObject): boolean {
  const { status } = findCondition(object, 'Ready') ?? {};
  return (
    status === 'True' ||
    (status === 'Unknown' && (object as WithFailure).worked === true)
  );
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
 * RFC 3339: since when an object fails or waits, where that was seen to begin; undefined where it was so already. Every pass of a
 * Kustomization renews the time of its condition, so that this memory is all that tells.
 */
export function failingSinceOf(object: KubeObject): string | undefined {
  const begun = begunOf(object);
  return begun?.seen ? begun.since : undefined;
}

/**
 * RFC 3339: the earliest instant at which an object is known to have failed or waited of what it does now. It may have done so for
 * long before: good for deadlines, which must not move with every pass.
 */
export function failingAtLeastSince(object: KubeObject): string | undefined {
  return begunOf(object)?.since ?? failureOf(object)?.lastTransitionTime;
}

function begunOf(object: WithFailure): Begun | undefined {
  const { failing, waiting } = object;
  return isPassing(failureOf(object)?.reason) ? waiting : failing ?? waiting;
}

function isSameAttempt(before: KubeObject, after: KubeObject): boolean {
  return (
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
